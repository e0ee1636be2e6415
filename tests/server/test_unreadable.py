"""What the parser cannot read is answered as every error is, and told of in log and journal."""

import logging
from collections.abc import Iterator

import pytest

import mockserver
from mockserver.server import http_protocol
from tests.logs import listen
from tests.raw import USUAL, Answer, dial
from tests.world import EVENT, seed

GOOD = b"GET %s HTTP/1.1\r\n%s\r\n" % (EVENT.encode(), USUAL)
MARK = "X-Mockserver-Request-Id".lower()
BAD_CHUNK = b"PUT %s HTTP/1.1\r\n%sTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\nzz\r\n" % (
    EVENT.encode(),
    USUAL,
)
UNREADABLE = {
    "an unknown method": (b"BREW /v1/tea HTTP/1.1\r\n\r\n", "BREW", "/v1/tea"),
    "a space in the target": (b"GET /v1/a pot HTTP/1.1\r\n\r\n", "GET", "/v1/a%20pot"),
    "a byte beyond ASCII": ("GET /v1/thé HTTP/1.1\r\n\r\n".encode(), "GET", "/v1/th%C3%A9"),
    "a control character": (b"GET /v1/tea HTTP/1.1\r\nX: \x01\r\n\r\n", "GET", "/v1/tea"),
    "no HTTP": (b"\x16\x03\x01\x02\x00\x01\r\n\r\n", "%16%03%01%02%00%01", "/"),
    "HTTP/2": (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "PRI", "/*"),
    "a tunnel": (b"CONNECT a.test:443 HTTP/1.1\r\nHost: a.test\r\n\r\n", "CONNECT", "/a.test:443"),
    "two lengths": (
        b"PUT /v1/tea HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        "PUT",
        "/v1/tea",
    ),
    "a bad chunk": (BAD_CHUNK, "PUT", EVENT),
}


@pytest.fixture(scope="module")
def server() -> Iterator[mockserver.MockServer]:
    with mockserver.MockServer(seed()) as server:
        yield server


@pytest.fixture
def records(server: mockserver.MockServer) -> Iterator[list[logging.LogRecord]]:
    server.default.requests.clear()
    with listen() as records:
        yield records


def check(answer: Answer, status: int = 400) -> str:
    """See that an answer is an error in the shape of all others; gives its details."""
    assert answer.status == status
    assert list(answer.json) == ["code", "description", "details"]
    assert answer.json["code"] == status
    assert answer.headers["x-mockserver-version"] == mockserver.__version__
    assert answer.headers["connection"] == "close"
    details: str = answer.json["details"]
    return details


@pytest.mark.parametrize(("sent", "method", "target"), UNREADABLE.values(), ids=UNREADABLE)
def test_it_is_answered_logged_and_kept_in_the_journal(
    server: mockserver.MockServer, records: list[logging.LogRecord], sent: bytes, method: str, target: str
) -> None:
    with dial(server.port) as wire:
        wire.send(sent)
        answer = wire.answer()
        assert "expected" in check(answer)
        assert wire.is_closed()
    (kept,) = [each for each in server.default.requests.list() if each["id"] == answer.headers[MARK]]
    assert (kept["request"]["method"], kept["request"]["url"]) == (method, f"http://localhost{target}")
    assert kept["response"] is not None
    assert kept["response"]["status"] == 400
    logged = [vars(each)["request"] for each in records if "request" in vars(each)]
    assert (method, target, 400) in [(each["method"], each["target"], each["status"]) for each in logged]
    assert [each for each in records if each.levelno > logging.INFO] == []


@pytest.mark.parametrize("sent", [sent for sent, *_ in UNREADABLE.values()], ids=UNREADABLE)
def test_it_is_answered_however_it_comes(server: mockserver.MockServer, sent: bytes) -> None:
    with dial(server.port) as wire:
        wire.send(sent, by=1)
        check(wire.answer())
        assert wire.is_closed()


@pytest.mark.parametrize("sent", [sent for sent, *_ in UNREADABLE.values()], ids=UNREADABLE)
def test_what_came_before_it_is_answered_first(server: mockserver.MockServer, sent: bytes) -> None:
    with dial(server.port) as wire:
        wire.send(GOOD + GOOD + sent + GOOD)
        assert [wire.answer().status for _ in range(2)] == [200, 200]
        check(wire.answer())
        assert wire.is_closed()


def test_a_request_that_was_answered_is_not_answered_twice(server: mockserver.MockServer) -> None:
    head, _, broken = BAD_CHUNK.partition(b"zz")
    with dial(server.port) as wire:
        wire.send(head.replace(EVENT.encode(), b"/v1/tea"))
        assert wire.answer().status == 404
        wire.send(b"zz" + broken)
        assert wire.is_closed()


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /v1/%s HTTP/1.1\r\n\r\n" % (b"a" * 70_000),
        b"GET /v1/ HTTP/1.1\r\nX: %s\r\n\r\n" % (b"a" * 70_000),
        b"GET /v1/ HTTP/1.1\r\n%s\r\n" % (b"X: aaaaaaaaaaaaaa\r\n" * 5_000),
        GOOD + b"GET /v1/ HTTP/1.1\r\nX: %s\r\n\r\n" % (b"a" * 70_000),
        b"GET /v1/ HTTP/1.1\r\nX: %s" % (b"a" * 10_000_000),
    ],
    ids=["target", "header", "headers", "behind another", "without end"],
)
def test_a_head_without_limit_is_refused(server: mockserver.MockServer, sent: bytes) -> None:
    with dial(server.port) as wire:
        wire.send(sent)
        answer = wire.answer()
        if sent.startswith(GOOD):
            answer = wire.answer()
        assert "longer than 65536 bytes" in check(answer, 431)
        assert wire.is_closed()


def test_a_long_head_a_long_body_and_many_heads_are_no_head_without_limit(
    server: mockserver.MockServer,
) -> None:
    long = b"X: %s\r\n" % (b"a" * 60_000)
    body = b'{"externalId": "%s"}' % (b" " * 500_000)
    put = b"PUT %s HTTP/1.1\r\n%sContent-Length: %d\r\n\r\n" % (EVENT.encode(), USUAL, len(body))
    with dial(server.port) as wire:
        for by in (None, 50_000):
            wire.send(GOOD.replace(b"\r\n\r\n", b"\r\n" + long + b"\r\n"), by=by)
            assert wire.answer().status == 200
        wire.send(GOOD * 2_000)
        assert {wire.answer().status for _ in range(2_000)} == {200}
        wire.send((put + body) * 2)
        assert [wire.answer().status for _ in range(2)] == [400, 400]
        wire.send(GOOD)
        assert wire.answer().status == 200


def test_a_head_that_does_not_end_is_not_waited_for(
    server: mockserver.MockServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_protocol, "HEAD_SECONDS", 0.05)
    with dial(server.port) as wire:
        wire.send(GOOD)
        assert wire.answer().status == 200
        wire.send(GOOD[:-2])
        assert "did not end" in check(wire.answer(), 408)
        assert wire.is_closed()


def test_a_body_that_is_broken_off_is_no_fault_of_the_server(
    server: mockserver.MockServer, records: list[logging.LogRecord]
) -> None:
    head = b"PUT %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n" % EVENT.encode()
    with dial(server.port) as wire:
        wire.send(head + b"{")
        wire.end()
        assert wire.is_closed()
    (kept,) = server.default.requests.wait()
    assert kept["response"] is not None
    assert (kept["request"]["body"], kept["response"]["status"]) == ("{", 401)
    assert [each for each in records if each.levelno > logging.INFO] == []


def test_stopping_does_not_wait_for_who_was_refused() -> None:
    with mockserver.MockServer(seed()) as server, dial(server.port) as wire:
        wire.send(b"BREW / HTTP/1.1\r\n\r\n")
        check(wire.answer())
        server.stop()
        assert wire.is_closed()
