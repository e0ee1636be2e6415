"""The same handles for code that awaits; over a network, and inside the event loop."""

import asyncio

import httpx
import pytest

import mockserver
from tests.world import EVENT, PAIR, REVISION, E, seed

PATH = EVENT.removeprefix("/v1")
NAME = {"fields": {"eventName": {"value": "Renamed"}}}


async def walk(server: mockserver.AsyncServer, http: httpx.AsyncClient) -> None:
    """One of everything that awaits."""
    sandbox = await server.sandbox(clock="2026-01-01T00:00:00Z")
    url = sandbox.base_url + PATH
    fault = await sandbox.faults.add(operation="update_event", steps=[{"status": 503}])
    snapshot = await sandbox.snapshot()
    waiting = asyncio.create_task(sandbox.requests.wait(operation="update_event", status=200, seconds=60))
    assert (await http.put(url, json=NAME)).status_code == 503
    assert (await http.put(url, json=NAME)).json()["updatedAt"] == "2026-01-01T00:00:00Z"
    assert [each["touched"]["events"] for each in await waiting] == [[E]]
    assert len(await fault.consumed) == 1
    assert await fault.remaining == []
    assert await fault.completed
    assert len((await snapshot.diff())["events"]["changed"]) == 1
    (issued,) = await sandbox.passes.issue(E)
    assert (await sandbox.passes.install(issued["id"]))["status"] == "installed"
    assert [each["pass"] for each in await sandbox.pushes(pass_id=issued["id"])] == []
    await sandbox.reset()
    assert await sandbox.requests.count() == 0
    assert sandbox.name in [each["name"] for each in await server.sandboxes()]
    await sandbox.delete()


def test_they_work_over_a_network() -> None:
    async def over(url: str) -> None:
        async with httpx.AsyncClient(auth=PAIR, headers=REVISION) as http:
            await walk(mockserver.async_connect(url), http)

    with mockserver.MockServer(seed()) as server:
        asyncio.run(over(server.url))


def test_they_work_inside_the_event_loop() -> None:
    async def inside() -> None:
        async with mockserver.app_client(seed()) as client:
            client.auth, client.headers = httpx.BasicAuth(*PAIR), httpx.Headers(REVISION)
            await walk(client.server, client)

    asyncio.run(inside())


def test_inside_the_event_loop_the_answers_are_those_of_a_server() -> None:
    async def ask() -> httpx.Response:
        async with mockserver.app_client(seed(), strictness="strict") as client:
            return await client.get(EVENT, auth=PAIR, headers=REVISION)

    inside = asyncio.run(ask())
    with mockserver.MockServer(seed(), strictness="strict") as server:
        outside = httpx.get(server.url + EVENT, auth=PAIR, headers=REVISION)
    assert inside.json() == outside.json()
    theirs = outside.headers.keys() - {"date"}  # which uvicorn adds, as every server does
    assert inside.headers.keys() == theirs


@pytest.mark.parametrize("step", [{"drop": "before"}, {"drop": "after"}, {"truncate": 5}])
def test_inside_the_event_loop_a_dropped_connection_is_an_error_of_the_client(
    step: mockserver.Step,
) -> None:
    async def ask() -> None:
        async with mockserver.app_client(seed()) as client:
            client.auth, client.headers = httpx.BasicAuth(*PAIR), httpx.Headers(REVISION)
            await client.server.default.faults.add(steps=[step])
            with pytest.raises(httpx.RemoteProtocolError, match="without sending a complete answer"):
                await client.put(EVENT, json=NAME)
            name = (await client.get(EVENT)).json()["fields"]["eventName"]["value"]
            assert (name == "Renamed") == ("before" not in step.values())

    asyncio.run(ask())


def test_two_worlds_inside_one_event_loop_share_nothing() -> None:
    async def both() -> None:
        async with mockserver.app_client(seed()) as one, mockserver.app_client("none") as other:
            assert (await one.get(EVENT, auth=PAIR, headers=REVISION)).status_code == 200
            assert (await other.get(EVENT, auth=PAIR, headers=REVISION)).status_code == 404

    asyncio.run(both())
