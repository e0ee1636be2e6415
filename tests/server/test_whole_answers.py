"""A whole answer is written in one go, and where it cannot be, by the messages of ASGI: the same bytes."""

from typing import Any

import pytest
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

import mockserver
from tests.raw import USUAL, dial
from tests.world import EVENT

GET = b"GET " + EVENT.encode() + b" HTTP/1.1\r\n" + USUAL


async def broken(_: RequestResponseCycle, message: Any) -> None:
    raise AssertionError(f"{message['type']} was sent")


def test_answers_of_the_api_do_not_go_by_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    with mockserver.MockServer() as server:
        monkeypatch.setattr(RequestResponseCycle, "send", broken)
        with dial(server.port) as wire:
            wire.send(GET + b"\r\n")
            assert wire.answer().json["eventId"] == 1234


def test_both_ways_write_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    with mockserver.MockServer() as server, dial(server.port) as wire:
        wire.send(GET + b"\r\n")
        whole = wire.answer()
        monkeypatch.setattr("mockserver.server.http_protocol.write_whole", lambda *_: False)
    with mockserver.MockServer() as server, dial(server.port) as wire:
        wire.send(GET + b"\r\n")
        by_messages = wire.answer()
    assert whole.status == by_messages.status == 200
    assert list(whole.headers) == list(by_messages.headers)
    assert whole.body == by_messages.body


def test_an_answer_after_which_the_connection_ends_says_so() -> None:
    with mockserver.MockServer() as server, dial(server.port) as wire:
        wire.send(GET + b"Connection: close\r\n\r\n")
        assert wire.answer().headers["connection"] == "close"
        assert wire.is_closed()


def test_requests_in_one_packet_are_answered_in_their_order() -> None:
    missing = GET.replace(b"1234", b"1239")
    with mockserver.MockServer() as server, dial(server.port) as wire:
        wire.send(GET + b"\r\n" + missing + b"\r\n" + GET + b"\r\n")
        assert [wire.answer().status for _ in range(3)] == [200, 404, 200]
