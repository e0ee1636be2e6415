"""An offer to go on in another protocol, which this server never takes, leaves no trace (RFC 9110 §7.8)."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest

import mockserver
from tests.raw import USUAL, dial
from tests.world import EVENT, NOW, seed

BODY = b'{"fields": {"eventName": {"value": "Renamed"}}}'
JSON = b"Content-Type: application/json\r\n"
CLOCK = b'{"frozen": "2030-01-01T00:00:00Z"}'
H2C = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n"
OFFERS = {
    "as curl and Java do": H2C,
    "in several headers": b"connection: upgrade\r\nConnection: HTTP2-Settings\r\nUPGRADE: h2c\r\n",
    "with more tokens": b"Connection: keep-alive , uPgRaDe\r\nUpgrade: h2c, TLS/1.3\r\n",
    "of a WebSocket": b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n",
}

Framed: TypeAlias = Callable[[bytes, bytes, bytes], bytes]


def head(line: bytes, offer: bytes, framing: bytes = b"") -> bytes:
    return b"%s HTTP/1.1\r\n%s%s%s%s\r\n" % (line, USUAL, JSON, offer, framing)


def by_length(line: bytes, offer: bytes, body: bytes) -> bytes:
    return head(line, offer, b"Content-Length: %d\r\n" % len(body)) + body


def in_chunks(line: bytes, offer: bytes, body: bytes) -> bytes:
    chunks = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (5, body[:5], len(body) - 5, body[5:])
    return head(line, offer, b"Transfer-Encoding: chunked\r\n") + chunks


RENAME, READ = b"PUT " + EVENT.encode(), b"GET " + EVENT.encode()


@pytest.fixture(scope="module")
def server() -> Iterator[mockserver.MockServer]:
    with mockserver.MockServer(seed()) as server:
        yield server


@pytest.fixture(autouse=True)
def _afresh(server: mockserver.MockServer) -> None:
    server.default.reset()
    server.default.requests.clear()


@pytest.mark.parametrize("offer", OFFERS.values(), ids=OFFERS)
@pytest.mark.parametrize("framed", [by_length, in_chunks])
@pytest.mark.parametrize("by", [None, 1, 7])
def test_a_body_after_an_offer_is_read_and_so_is_the_next_request(
    server: mockserver.MockServer, offer: bytes, framed: Framed, by: int | None
) -> None:
    with dial(server.port) as wire:
        for _ in range(2):
            wire.send(framed(RENAME, offer, BODY), by=by)
            answer = wire.answer()
            assert (answer.status, answer.json["fields"]["eventName"]["value"]) == (200, "Renamed")
        wire.send(head(READ, offer) + head(READ, b""), by=by)
        assert [wire.answer().status for _ in range(2)] == [200, 200]
    assert [each["request"]["method"] for each in server.default.requests.list()] == [
        "PUT",
        "PUT",
        "GET",
        "GET",
    ]


@pytest.mark.parametrize("offer", OFFERS.values(), ids=OFFERS)
@pytest.mark.parametrize("framed", [by_length, in_chunks])
def test_the_admin_api_reads_it_too(server: mockserver.MockServer, offer: bytes, framed: Framed) -> None:
    with dial(server.port) as wire:
        wire.send(framed(b"PUT /__admin/clock", offer, CLOCK))
        assert wire.answer().json == {"now": "2030-01-01T00:00:00.000Z", "mode": "frozen"}
        wire.send(head(b"GET /__admin/clock", offer))
        assert wire.answer().json["now"] == "2030-01-01T00:00:00.000Z" != NOW


def test_many_offers_in_one_packet_are_all_answered(server: mockserver.MockServer) -> None:
    many = 1200
    with dial(server.port) as wire:
        wire.send(head(READ, H2C) * many)
        assert {wire.answer().status for _ in range(many)} == {200}


def test_who_waits_before_he_sends_the_body_is_told_to_go_on(server: mockserver.MockServer) -> None:
    with dial(server.port) as wire:
        wire.send(head(RENAME, H2C, b"Content-Length: %d\r\nExpect: 100-continue\r\n" % len(BODY)))
        assert wire.line() == b"HTTP/1.1 100 Continue\r\n"
        assert wire.line() == b"\r\n"
        wire.send(BODY)
        assert wire.answer().status == 200


def test_the_journal_has_no_trace_of_it(server: mockserver.MockServer) -> None:
    with dial(server.port) as wire:
        wire.send(
            by_length(RENAME, OFFERS["with more tokens"], BODY)
            + by_length(RENAME, b"Connection: keep-alive\r\n", BODY)
        )
        wire.answer(), wire.answer()
    offered, plain = server.default.requests.list()
    assert offered["request"] == plain["request"]
    assert offered["findings"] == plain["findings"]


def test_a_wish_to_close_beside_an_offer_is_heard(server: mockserver.MockServer) -> None:
    with dial(server.port) as wire:
        wire.send(by_length(RENAME, b"Connection: close, Upgrade\r\nUpgrade: h2c\r\n", BODY))
        answer = wire.answer()
        assert (answer.status, answer.headers["connection"]) == (200, "close")
        assert wire.is_closed()


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl on this machine")
def test_curl_that_offers_http2_is_answered(server: mockserver.MockServer) -> None:
    command = ["curl", "-sS", "--http2", "--noproxy", "*", "-u", "key:secret", "-X", "PUT", "-d", "@-"]
    for header in ("Api-Revision: 1.2", "Content-Type: application/json"):
        command += ["-H", header]
    told = subprocess.run([*command, server.url + EVENT], input=BODY, capture_output=True, check=True)
    assert b'"Renamed"' in told.stdout


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("javac") is None, reason="there is no JDK on this machine")
def test_java_as_it_comes_is_answered(server: mockserver.MockServer) -> None:
    example = Path(__file__).parents[2] / "examples" / "java" / "TicketsTest.java"
    assert "newHttpClient()" in example.read_text(encoding="utf-8"), "the client that offers HTTP/2"
    told = subprocess.run(
        ["java", example.name],
        cwd=example.parent,
        env=os.environ | {"MOCKSERVER_URL": server.url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert len(told.stdout.splitlines()) == 3
