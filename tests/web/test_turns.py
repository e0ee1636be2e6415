"""Long work is done a little in each turn of the event loop; everybody sees a world as it was or as it is.

A turn is made as short as can be here, so that each step of the work has one of its own. So what is asserted
does not depend on how fast the machine is.
"""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from itertools import cycle
from typing import Any

import httpx
import pytest
from starlette.types import Message

from mockserver.seeds.files import SeedFile, check
from mockserver.seeds.limits import MOST_COMPLAINTS
from mockserver.server.in_process import AppClient, app_client
from mockserver.settings import Settings
from mockserver.web import turns
from mockserver.web.app import create_app
from mockserver.web.openapi import DescribedApp, DocumentedApp
from tests.world import EVENT, PAIR, PROJECT, REVISION, E, P, event, seed

PASSES, EVENTS = 20, 60
ALL = PASSES * EVENTS
"""More passes than are made in a moment."""
GROUP = "everyone"
MANY = {"count": EVENTS, "passGroups": [GROUP], "passes": {"count": PASSES, "statuses": ["installed"]}}
WORLD = seed(event(id=E, passGroups=[GROUP]), {"fields": {"eventName": {"value": "{n}"}}} | MANY)
BAD = {"projects": [{"id": P, "events": [{"passes": [{"id": 0}] * ALL}]}]}
CALLS = 30
"""Requests in the journal."""

Scenario = Callable[[AppClient], Coroutine[Any, Any, None]]


@pytest.fixture(autouse=True)
def one_step_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "TURN", 0)


def play(scenario: Scenario) -> None:
    """Have a scenario played in a world of many passes."""

    async def played() -> None:
        async with app_client(WORLD) as http:
            http.headers.update(REVISION)
            http.auth = httpx.BasicAuth(*PAIR)
            await scenario(http)

    asyncio.run(played())


async def admin(http: AppClient, method: str, path: str, document: Any = None) -> httpx.Response:
    """The answer to a request to the admin API."""
    sent = {} if document is None else {"json": document}
    return await http.request(method, f"/__admin{path}", **sent)


async def rename(http: AppClient, key: str) -> None:
    """Give the event of most worlds one more field."""
    (await http.put(EVENT, json={"fields": {key: {"value": "x"}}})).raise_for_status()


async def fields(http: AppClient) -> set[str]:
    """The names of its fields."""
    return set((await http.get(EVENT)).json()["fields"])


@asynccontextmanager
async def meanwhile(act: Callable[[], Awaitable[None]]) -> AsyncIterator[list[int]]:
    """Something is done in each turn of the event loop while the block waits; gives how often, at its end."""
    done = [0]

    async def repeat() -> None:
        while True:
            await act()
            done[0] += 1
            await asyncio.sleep(0)

    repeated = asyncio.create_task(repeat())
    yield done
    repeated.cancel()
    await asyncio.wait([repeated])


# --- no work is done at once


async def _state(http: AppClient) -> Any:
    return (await admin(http, "GET", "/state")).json()


async def nothing(_: AppClient | None = None) -> None:
    """Do nothing."""


async def _snapshot(http: AppClient) -> None:
    await admin(http, "PUT", "/snapshots/before")
    await _update(http)


async def _update(http: AppClient) -> None:
    change = {"fields": {"gate": {"value": "3"}}}
    (await http.put(f"{PROJECT}/passGroups/{GROUP}", json=change)).raise_for_status()


async def _calls(http: AppClient) -> None:
    for _ in range(CALLS):
        await http.get(EVENT)


DOORS: dict[str, tuple[Callable[[AppClient], Awaitable[Any]], str, str, dict[str, Any], int]] = {
    "state": (nothing, "GET", "/state", {}, ALL),
    "state as YAML": (nothing, "GET", "/state", {"headers": {"Accept": "application/yaml"}}, ALL),
    "state replaced": (_state, "PUT", "/state", {}, 2 * ALL),
    "state merged": (_state, "POST", "/state", {}, 2 * ALL),
    "state refused": (nothing, "PUT", "/state", {"json": BAD}, 2 * ALL),
    "sandbox": (nothing, "POST", "/sandboxes", {"json": {"seed": WORLD}}, EVENTS),
    "difference": (_snapshot, "GET", "/snapshots/before/diff", {}, ALL),
    "passes": (nothing, "POST", f"/events/{E}/passes", {"json": {"count": ALL}}, ALL),
    "pushes": (_update, "GET", "/pushes", {}, ALL),
    "journal": (_calls, "GET", "/requests", {}, CALLS),
    "HAR": (_calls, "GET", "/requests/export", {}, CALLS),
    "curl": (_calls, "GET", "/requests/export?format=curl", {}, CALLS),
}
"""Requests that are long work: what comes before each, what is asked, and how many turns it takes."""


@pytest.mark.parametrize("door", DOORS)
def test_long_work_gives_way_to_others_after_each_part(door: str) -> None:
    prepare, method, path, given, least = DOORS[door]

    async def scenario(http: AppClient) -> None:
        prepared = await prepare(http)
        sent = given if prepared is None else given | {"json": prepared}
        async with meanwhile(nothing) as passed:
            answer = await http.request(method, f"/__admin{path}", **sent)
        assert answer.status_code == (400 if door == "state refused" else answer.status_code)
        assert answer.status_code < 500
        assert passed[0] >= least

    play(scenario)


@pytest.mark.parametrize("path", ["/openapi.json", "/__admin/openapi.json"])
def test_others_are_answered_while_a_document_is_made(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    describe, answered = DescribedApp.describe, threading.Event()

    def describe_late(app: DescribedApp) -> dict[str, Any]:
        assert answered.wait(10), "nobody was answered meanwhile"
        return describe(app)

    for kind in (DescribedApp, DocumentedApp):
        monkeypatch.setattr(kind, "describe", describe_late)

    async def scenario(http: AppClient) -> None:
        described = asyncio.create_task(http.get(path))
        assert (await http.get(EVENT)).status_code == 200
        answered.set()
        assert (await described).json()["openapi"]

    play(scenario)


def test_every_fault_of_a_large_document_is_told() -> None:
    faulty = MOST_COMPLAINTS - 1
    document = {"projects": [{"id": P, "events": [{"passes": [{"id": 0}] * faulty}]}]}

    async def scenario(http: AppClient) -> None:
        answer = await admin(http, "PUT", "/state", document)
        assert answer.status_code == 400
        told = answer.json()["faults"]
        assert [each["pointer"] for each in told[:2]] == [
            f"/projects/0/events/0/passes/{number}/id" for number in range(2)
        ]
        assert len(told) == faulty

    play(scenario)


# --- what others see meanwhile


def test_a_state_is_that_of_one_moment() -> None:
    async def scenario(http: AppClient) -> None:
        before = await _state(http)
        telling = asyncio.create_task(_state(http))
        for _ in range(100):
            await asyncio.sleep(0)
        await _update(http)
        assert not telling.done()
        assert await telling == before
        assert "gate" in json.dumps(await _state(http))

    play(scenario)


def test_pushes_are_those_of_one_moment() -> None:
    async def scenario(http: AppClient) -> None:
        await _update(http)
        async with meanwhile(lambda: _update(http)) as done:
            told = (await admin(http, "GET", "/pushes")).json()
        assert done[0] > 1
        assert told["count"] == len(told["pushes"])
        assert told["count"] % ALL == 0

    play(scenario)


def test_others_have_the_old_world_until_there_is_a_new_one() -> None:
    async def scenario(http: AppClient) -> None:
        wanted = await _state(http)
        wanted["projects"][0]["events"][0]["fields"]["gate"] = {"value": "3"}
        seen: list[bool] = []
        now_and_then = cycle([True, *[False] * 99])

        async def look() -> None:
            if next(now_and_then):
                seen.append("gate" in await fields(http))

        async with meanwhile(look):
            (await admin(http, "PUT", "/state", wanted)).raise_for_status()
        assert len(seen) > 10
        assert seen == sorted(seen)
        assert seen[0] is False
        assert "gate" in await fields(http)

    play(scenario)


def test_a_policy_that_is_changed_meanwhile_stays() -> None:
    async def scenario(http: AppClient) -> None:
        replacing = asyncio.create_task(admin(http, "PUT", "/state", await _state(http)))
        await asyncio.sleep(0)
        await admin(http, "PATCH", "/sandboxes/default", {"strictness": "strict"})
        assert not replacing.done()
        assert (await replacing).status_code == 204
        assert (await admin(http, "GET", "/sandboxes/default")).json()["strictness"] == "strict"

    play(scenario)


MERGES: dict[str, tuple[str, Any]] = {
    "state": ("/state", {"projects": [{"id": P, "events": [{"id": 9, "passes": {"count": ALL}}]}]}),
    "passes": ("/events/9/passes", {"count": ALL}),
}


@pytest.mark.parametrize("merge", MERGES)
@pytest.mark.parametrize("often", [1, 100])
def test_what_others_write_during_a_merge_is_not_lost(merge: str, often: int) -> None:
    path, document = MERGES[merge]

    async def scenario(http: AppClient) -> None:
        await admin(http, "POST", "/state", {"projects": [{"id": P, "events": [{"id": 9}]}]})
        written: list[str] = []

        async def write() -> None:
            if len(written) < often:
                await rename(http, f"field{len(written)}")
                written.append(f"field{len(written)}")

        async with meanwhile(write):
            (await admin(http, "POST", path, document)).raise_for_status()
        assert written
        assert await fields(http) == {"eventName", *written}
        told = (await http.get(f"{PROJECT}/9/passes")).json()
        assert told["count"] == ALL

    play(scenario)


def test_a_clock_that_is_turned_during_a_merge_stays() -> None:
    async def scenario(http: AppClient) -> None:
        merging = asyncio.create_task(admin(http, "POST", *MERGES["state"]))
        await asyncio.sleep(0)
        now = (await admin(http, "POST", "/clock/advance", {"seconds": 60})).json()
        assert not merging.done()
        assert (await merging).status_code == 204
        assert (await admin(http, "GET", "/clock")).json() == now

    play(scenario)


@pytest.mark.parametrize("merge", MERGES)
def test_a_reset_undoes_a_merge(merge: str) -> None:
    path, document = MERGES[merge]

    async def scenario(http: AppClient) -> None:
        before = await _state(http)
        (await admin(http, "POST", path.replace("9", str(E)), document)).raise_for_status()
        assert await _state(http) != before
        await admin(http, "POST", "/reset")
        assert await _state(http) == before

    play(scenario)


def test_a_merge_sets_the_clock_if_it_says_so() -> None:
    async def scenario(http: AppClient) -> None:
        path, document = MERGES["state"]
        await admin(http, "POST", path, document | {"clock": {"frozen": "2030-01-01T00:00:00Z"}})
        assert (await admin(http, "GET", "/clock")).json()["now"] == "2030-01-01T00:00:00.000Z"

    play(scenario)


def test_nothing_more_is_made_for_somebody_who_is_gone() -> None:
    sent: list[Message] = []
    came: list[Message] = [{"type": "http.request"}, {"type": "http.disconnect"}]

    async def receive() -> Message:
        return came.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "scheme": "http", "http_version": "1.1", "query_string": b""}
    scope |= {"path": "/__admin/state", "raw_path": b"/__admin/state", "headers": [(b"host", b"localhost")]}
    app = create_app(Settings(), [SeedFile("test", check("test", WORLD))])

    async def ask() -> None:
        async with app.router.lifespan_context(app):
            await app(scope, receive, send)

    asyncio.run(ask())
    assert 1 <= len(sent) < ALL
