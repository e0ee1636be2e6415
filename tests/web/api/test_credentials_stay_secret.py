"""Credentials never reach the log, an answer or the disk."""

import base64
import sqlite3
from pathlib import Path
from typing import Any

import httpx
import pytest

from mockserver.settings import LogFormat
from tests.logs import started_log
from tests.world import EVENT, PROJECT, PX, Api, E, P, event, open_world

KEY, SECRET, API_KEY = "k3y-of-the-project", "s3cret-of-the-project", "l3gacy-key"
WRONG = "s3cret-that-is-wrong"
WORDS = [
    KEY,
    SECRET,
    API_KEY,
    WRONG,
    *(base64.b64encode(f"{KEY}:{each}".encode()).decode() for each in (SECRET, WRONG)),
]
WORLD = {
    "projects": [
        {"id": P, "externalId": PX, "key": KEY, "secret": SECRET, "events": [event(id=E)]},
        {"id": 2},
    ]
}
PAIR = (KEY, SECRET)

REQUESTS: dict[str, tuple[int, dict[str, Any]]] = {
    "success": (200, {"path": EVENT, "auth": PAIR}),
    "wrong-secret": (401, {"path": EVENT, "auth": (KEY, WRONG)}),
    "another-project": (403, {"path": "/v1/events/project/2/1", "auth": PAIR}),
    "not-found": (404, {"path": f"{PROJECT}/9", "auth": PAIR}),
    "malformed": (401, {"path": EVENT, "auth": None, "headers": {"Authorization": f"Basic {KEY}:{SECRET}"}}),
    "bearer": (401, {"path": EVENT, "auth": None, "headers": {"Authorization": f"Bearer {SECRET}"}}),
    "proxy": (200, {"path": EVENT, "auth": PAIR, "headers": {"Proxy-Authorization": f"Basic {SECRET}"}}),
    "cookie": (200, {"path": EVENT, "auth": PAIR, "headers": {"Cookie": f"session={SECRET}"}}),
    "api-key": (200, {"path": f"{EVENT}?api_key={API_KEY}", "auth": PAIR}),
    "api-key-beside-others": (200, {"path": f"{EVENT}/passes?page=1&api_key={API_KEY}&page=2", "auth": PAIR}),
    "api-key-twice": (200, {"path": f"{EVENT}/passes?api_key={API_KEY}&api_key={API_KEY}2", "auth": PAIR}),
    "api-key-percent-encoded": (200, {"path": f"{EVENT}/passes?api%5Fkey={API_KEY}", "auth": PAIR}),
    "api-key-without-credentials": (401, {"path": f"{EVENT}?api_key={API_KEY}", "auth": None}),
    "api-key-nowhere": (404, {"path": f"/v1/nowhere?api_key={API_KEY}", "auth": None}),
}
EVERY_REQUEST = pytest.mark.parametrize(("status", "sent"), REQUESTS.values(), ids=REQUESTS.keys())


def assert_secret(text: str) -> None:
    assert [word for word in WORDS if word in text] == []


def ask(api: Api, status: int, sent: dict[str, Any]) -> httpx.Response:
    response = api.request("GET", **sent)
    assert response.status_code == status, response.text
    return response


@pytest.mark.parametrize("kind", list(LogFormat))
@EVERY_REQUEST
@pytest.mark.assumed("A-9")
def test_credentials_never_reach_the_log(
    status: int, sent: dict[str, Any], kind: LogFormat, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_world(WORLD, auth="keys") as api, started_log(kind):
        response = ask(api, status, sent)
    logged = capsys.readouterr().err
    assert response.headers["x-mockserver-request-id"] in logged
    assert_secret(logged)


@pytest.mark.parametrize("kind", list(LogFormat))
@pytest.mark.assumed("A-9")
def test_credentials_never_reach_the_log_with_the_trace_of_a_fault(
    kind: LogFormat, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr("mockserver.services.events.get", fail)
    with open_world(WORLD, auth="keys") as api, started_log(kind):
        ask(api, 500, {"path": f"{EVENT}?api_key={API_KEY}", "auth": PAIR})
    logged = capsys.readouterr().err
    assert "on purpose" in logged
    assert_secret(logged)


@EVERY_REQUEST
@pytest.mark.assumed("A-9")
def test_credentials_are_never_repeated_in_an_answer(status: int, sent: dict[str, Any]) -> None:
    with open_world(WORLD, auth="keys") as api:
        response = ask(api, status, sent)
    assert_secret(response.text)
    assert_secret(str(response.headers.multi_items()))


@pytest.mark.assumed("A-9")
def test_credentials_of_callers_never_reach_the_disk(tmp_path: Path) -> None:
    with open_world(db=tmp_path / "world.db") as api:
        for status, sent in ((200, {"auth": PAIR}), (200, {"auth": (KEY, WRONG)}), (401, {"auth": None})):
            path = f"{EVENT}?api_key={API_KEY}"
            response = api.put(path, {"fields": {"venueTitle": {"value": "Oracle Park"}}}, **sent)
            assert response.status_code == status
    kept = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert any(b"Oracle Park" in content for content in kept.values())
    for content in kept.values():
        assert_secret(content.decode("latin-1"))
    with sqlite3.connect(tmp_path / "world.db") as connection:
        assert_secret("\n".join(connection.iterdump()))
    connection.close()
