"""What a real client sees over a socket when a plan closes its connection."""

import logging
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import uvicorn.config

from mockserver.server.server import MockServer
from tests.world import EVENT, EXTERNAL_PROJECT, PAIR, REVISION, E, seed

NAME = {"fields": {"eventName": {"value": "x"}}}
UPSERT = f"{EXTERNAL_PROJECT}/id/new"
PROTOCOLS = ["httptools_impl:HttpToolsProtocol", "h11_impl:H11Protocol"]


@pytest.fixture(params=PROTOCOLS, ids=["httptools", "h11"])
def client(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[httpx.Client]:
    monkeypatch.setitem(uvicorn.config.HTTP_PROTOCOLS, "auto", f"uvicorn.protocols.http.{request.param}")
    with (
        MockServer(seed()) as server,
        httpx.Client(base_url=server.url, auth=PAIR, headers=REVISION, timeout=30) as http,
    ):
        yield http


def plan(client: httpx.Client, *steps: dict[str, Any]) -> None:
    client.post("/__admin/faults", json={"steps": list(steps)}).raise_for_status()


@pytest.mark.parametrize("step", [{"drop": "before"}, {"drop": "after"}], ids=["before", "after"])
def test_a_client_sees_that_no_answer_came(client: httpx.Client, step: dict[str, Any]) -> None:
    plan(client, step)
    with pytest.raises(httpx.RemoteProtocolError):
        client.get(EVENT)
    assert client.get(EVENT).status_code == 200
    assert client.get("/__admin/faults").json()["faults"][0]["completed"]


def test_a_request_whose_connection_is_dropped_before_is_not_carried_out(client: httpx.Client) -> None:
    plan(client, {"drop": "before"})
    with pytest.raises(httpx.RemoteProtocolError):
        client.post(UPSERT, json=NAME)
    assert client.get(UPSERT).status_code == 404


def test_a_request_whose_answer_is_lost_is_carried_out_and_can_be_sent_again(client: httpx.Client) -> None:
    plan(client, {"drop": "after"})
    with pytest.raises(httpx.RemoteProtocolError):
        client.post(UPSERT, json=NAME)
    kept = client.get(UPSERT).json()
    again = client.post(UPSERT, json=NAME)
    assert (again.status_code, again.json()["eventId"]) == (200, kept["eventId"])
    assert kept["eventId"] == E + 1


@pytest.mark.parametrize("size", [0, 5])
def test_an_answer_breaks_off(client: httpx.Client, size: int) -> None:
    plan(client, {"truncate": size})
    with pytest.raises(httpx.RemoteProtocolError):
        client.put(EVENT, json=NAME)
    assert client.get(EVENT).json()["fields"]["eventName"]["value"] == "x"


def test_the_server_takes_a_closed_connection_for_no_fault_of_its_own(
    client: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    plan(client, {"drop": "before"}, {"drop": "after"}, {"truncate": 3})
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            with pytest.raises(httpx.RemoteProtocolError):
                client.get(EVENT)
        assert client.get(EVENT).status_code == 200
    assert not caplog.records


def test_other_connections_stay_open(client: httpx.Client) -> None:
    with httpx.Client(base_url=client.base_url, auth=PAIR, headers=REVISION, timeout=30) as other:
        assert other.get(EVENT).status_code == 200
        plan(client, {"drop": "before"})
        with pytest.raises(httpx.RemoteProtocolError):
            client.get(EVENT)
        assert other.get(EVENT).status_code == 200
