"""Parallel clients over real sockets lose nothing and double nothing."""

import asyncio
from collections.abc import Iterator

import httpx
import pytest

from mockserver.server.server import MockServer
from tests.world import EVENT, EXTERNAL_PROJECT, PAIR, PROJECT, REVISION, seed

NAME = {"eventName": {"value": "LA Dodgers at SF Giants"}}


@pytest.fixture
def server() -> Iterator[MockServer]:
    with MockServer(seed()) as server:
        yield server


def client(server: MockServer) -> httpx.AsyncClient:
    limits = httpx.Limits(max_connections=64)
    return httpx.AsyncClient(base_url=server.url, auth=PAIR, headers=REVISION, limits=limits, timeout=60)


def test_two_hundred_parallel_merges_of_single_fields_lose_none(server: MockServer) -> None:
    async def merge_all() -> dict[str, dict[str, str]]:
        async with client(server) as http:
            merges = [
                http.put(EVENT, json={"fields": {f"field{number}": {"value": str(number)}}})
                for number in range(200)
            ]
            answers = await asyncio.gather(*merges)
            assert {answer.status_code for answer in answers} == {200}
            fields: dict[str, dict[str, str]] = (await http.get(EVENT)).json()["fields"]
            return fields

    fields = asyncio.run(merge_all())
    assert {key: field["value"] for key, field in fields.items() if key != "eventName"} == {
        f"field{number}": str(number) for number in range(200)
    }


@pytest.mark.parametrize("door", ["path", "body"])
def test_sixty_four_parallel_upserts_of_one_external_id_make_one_event(server: MockServer, door: str) -> None:
    path = f"{EXTERNAL_PROJECT}/id/shared" if door == "path" else PROJECT
    name = {} if door == "path" else {"eventExternalId": "shared"}

    async def upsert_all() -> list[httpx.Response]:
        async with client(server) as http:
            upserts = [
                http.post(path, json=name | {"fields": NAME | {f"field{number}": {"value": "x"}}})
                for number in range(64)
            ]
            answers = await asyncio.gather(*upserts)
            return [*answers, await http.get(f"{PROJECT}/id/shared")]

    *answers, last = asyncio.run(upsert_all())
    assert sorted(answer.status_code for answer in answers) == [*[200] * 63, 201]
    assert {answer.json()["eventId"] for answer in answers} == {last.json()["eventId"]}
    assert last.json()["fields"].keys() == {"eventName", *(f"field{number}" for number in range(64))}


def test_parallel_creates_give_out_every_id_once(server: MockServer) -> None:
    async def create_all() -> list[int]:
        async with client(server) as http:
            creates = [http.post(PROJECT, json={"fields": NAME}) for _ in range(64)]
            return [answer.json()["eventId"] for answer in await asyncio.gather(*creates)]

    assert sorted(asyncio.run(create_all())) == list(range(1235, 1235 + 64))


def test_several_servers_in_one_process_share_nothing(server: MockServer) -> None:
    with MockServer(seed()) as other:
        for each, value in ((server, "one"), (other, "two")):
            changed = {"fields": {"venueTitle": {"value": value}}}
            httpx.put(each.url + EVENT, json=changed, auth=PAIR, headers=REVISION).raise_for_status()
        found = [
            httpx.get(each.url + EVENT, auth=PAIR, headers=REVISION).json()["fields"]["venueTitle"]["value"]
            for each in (server, other)
        ]
    assert found == ["one", "two"]
