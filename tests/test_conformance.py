"""The tests hold what they see against the document, and would notice if it said otherwise."""

import asyncio
from typing import Any

import httpx
import pytest

from tests import conformance
from tests.conformance import Unconformable
from tests.world import EVENT, PAIR, PROJECT, E, P

WHOLE = {
    "eventId": E,
    "projectId": P,
    "createdAt": "2018-09-24T09:12:32Z",
    "updatedAt": "2018-09-24T09:12:32Z",
    "passGroups": [],
    "fields": {"eventName": {"label": "Event", "value": "x"}},
}
REFUSED = {"code": 404, "description": "The resource is no longer at that location.", "details": "x"}


def ask(status: int, body: Any, method: str = "GET", path: str = EVENT, **sent: Any) -> httpx.Response:
    """Send a request to a server of ours that answers this."""
    answer = httpx.Response(status, json=body, headers={conformance.OURS: "0", **sent.pop("told", {})})
    with httpx.Client(transport=httpx.MockTransport(lambda _: answer), base_url="http://mock.test") as client:
        return client.request(method, path, auth=PAIR, **sent)


def test_what_the_document_says_is_let_pass() -> None:
    assert ask(200, WHOLE).status_code == 200
    assert ask(404, REFUSED, path=f"/sandboxes/x{EVENT}").status_code == 404
    assert ask(429, REFUSED | {"code": 429}).status_code == 429


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, {name: value for name, value in WHOLE.items() if name != "passGroups"}),
        (200, WHOLE | {"eventId": str(E)}),
        (200, WHOLE | {"fields": {"eventName": "x"}}),
        (202, WHOLE),
        (404, {"detail": "Not Found"}),
        (429, {"detail": "Too many"}),
    ],
    ids=["less", "another type", "further in", "another status", "another error", "a fault of another shape"],
)
@pytest.mark.parametrize("base", ["", "/sandboxes/x"])
def test_another_answer_is_noticed(status: int, body: Any, base: str) -> None:
    with pytest.raises(Unconformable):
        ask(status, body, path=base + EVENT)


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {"fields": {"eventName": {"value": 1}}}},
        {"json": {"passGroups": "vip"}},
        {"json": []},
        {"json": {"fields": {}}, "params": {"page": 1}},
    ],
    ids=["another type", "no list", "no object", "a query"],
)
def test_what_is_taken_without_a_finding_must_be_documented(sent: Any) -> None:
    with pytest.raises(Unconformable):
        ask(201, WHOLE, "POST", PROJECT, **sent)
    noted = {"told": {conformance.FINDINGS: "[]"}}
    assert ask(201, WHOLE, "POST", PROJECT, **sent, **noted).status_code == 201


def test_asynchronous_clients_are_watched_too() -> None:
    answer = httpx.Response(200, json={}, headers={conformance.OURS: "0"})

    async def ask() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(lambda _: answer)) as client:
            await client.get(f"http://mock.test{EVENT}")

    with pytest.raises(Unconformable):
        asyncio.run(ask())
