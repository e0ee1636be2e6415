"""Waiting for requests ends as soon as they are there."""

import asyncio
import time
from collections.abc import Iterator
from typing import Any
from unittest.mock import Mock

import httpx
import pytest

from mockserver.sandbox.journal.entry import Sent
from mockserver.sandbox.matching import RequestPattern
from mockserver.server.server import MockServer
from tests.world import DESCRIPTIONS, EVENT, PAIR, PROJECT, REVISION, Api, seed

GETS = {"operation": "get_event"}
LONG = 30_000


@pytest.fixture
def server() -> Iterator[MockServer]:
    with MockServer(seed()) as server:
        yield server


def client(server: MockServer) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=server.url, auth=PAIR, headers=REVISION, timeout=60)


def wait(api: Api, **asked: Any) -> httpx.Response:
    return api.admin("POST", "/requests/wait", asked)


def test_what_came_before_need_not_be_waited_for(api: Api) -> None:
    ids = [api.get(EVENT).headers["x-mockserver-request-id"] for _ in range(2)]
    answer = wait(api, match=GETS, count=2, timeoutMs=0)
    assert answer.status_code == 200
    assert [entry["id"] for entry in answer.json()["requests"]] == ids


@pytest.mark.parametrize("match", [{"operation": "delete_event"}, {"operation": "delete_event", "body": {}}])
def test_the_journal_is_searched_without_reading_what_is_not_asked_for(
    api: Api, monkeypatch: pytest.MonkeyPatch, match: dict[str, Any]
) -> None:
    for _ in range(20):
        api.get(EVENT)
    journal, read = api.sandbox.journal, Mock(return_value={})
    monkeypatch.setattr(Sent, "texts", read)
    assert journal.find(RequestPattern(**match)) == []
    assert read.call_count == 0
    if "body" not in match:
        assert len(journal.near_misses(RequestPattern(**match))) == 3
        assert read.call_count == 0


def test_waiting_ends_with_the_request_that_was_missing(server: MockServer) -> None:
    async def ask() -> tuple[list[httpx.Response], float]:
        async with client(server) as http:
            await http.get(EVENT)
            asked = {"match": GETS, "count": 3, "timeoutMs": LONG}
            waiters = [asyncio.create_task(http.post("/__admin/requests/wait", json=asked)) for _ in range(5)]
            await http.put(EVENT, json={"fields": {}})
            await http.get(EVENT)
            await http.get(EVENT)
            began = time.perf_counter()
            return list(await asyncio.gather(*waiters)), time.perf_counter() - began

    answers, seconds = asyncio.run(ask())
    assert {answer.status_code for answer in answers} == {200}
    for answer in answers:
        assert [entry["operation"] for entry in answer.json()["requests"]] == ["get_event"] * 3
    assert seconds < LONG / 1000 / 2


def test_a_request_is_in_the_journal_when_its_answer_is_read(server: MockServer) -> None:
    async def ask() -> list[int]:
        async with client(server) as http:
            counts = []
            for _ in range(20):
                await http.get(EVENT)
                counts.append((await http.post("/__admin/requests/count", json={})).json()["count"])
            return counts

    assert asyncio.run(ask()) == list(range(1, 21))


def test_too_few_requests_end_in_a_timeout_that_tells_the_closest(api: Api) -> None:
    api.get(f"{PROJECT}/9")
    api.put(EVENT, {"fields": {"venueTitle": {"value": "AT&T Park"}}})
    api.put(EVENT, {"fields": {"venueTitle": {"value": "Oracle Park"}}})
    body = {"fields": {"venueTitle": {"value": "Oracle Park"}}}
    answer = wait(api, match={"operation": "update_event", "body": body}, count=2, timeoutMs=20)
    told = answer.json()
    assert answer.status_code == 408
    assert list(told) == ["code", "description", "details", "nearMisses"]
    assert (told["code"], told["description"]) == (408, "The request timed out.")
    assert told["details"] == "1 of 2 requests matched after 20 ms; see nearMisses."
    closest, other = told["nearMisses"]
    assert closest["request"]["request"]["body"]["fields"]["venueTitle"]["value"] == "AT&T Park"
    assert closest["differences"] == [
        {"name": "body /fields/venueTitle/value", "expected": "Oracle Park", "actual": "AT&T Park"}
    ]
    assert [each["name"] for each in other["differences"]] == ["operation", "body"]


def test_nothing_came_close_where_nothing_came(api: Api) -> None:
    answer = wait(api, match=GETS, timeoutMs=0)
    assert (answer.status_code, answer.json()["nearMisses"]) == (408, [])


def test_a_journal_that_is_cleared_meanwhile_begins_to_count_anew(server: MockServer) -> None:
    async def ask() -> httpx.Response:
        async with client(server) as http:
            await http.get(EVENT)
            asked = {"match": GETS, "count": 2, "timeoutMs": 1000}
            waiter = asyncio.create_task(http.post("/__admin/requests/wait", json=asked))
            await http.put(EVENT, json={"fields": {}})
            await asyncio.sleep(0.1)
            await http.delete("/__admin/requests")
            await http.get(EVENT)
            return await waiter

    answer = asyncio.run(ask())
    assert answer.status_code == 408
    assert answer.json()["details"].startswith("1 of 2")


@pytest.mark.parametrize(
    "asked",
    [{"count": 0}, {"timeoutMs": -1}, {"timeoutMs": 1e9}, {"matches": {}}, {"match": {"status": "x"}}],
)
def test_waiting_that_makes_no_sense_is_refused(api: Api, asked: dict[str, Any]) -> None:
    answer = wait(api, **asked)
    assert answer.status_code == 400
    assert answer.json()["description"] == DESCRIPTIONS[400]
