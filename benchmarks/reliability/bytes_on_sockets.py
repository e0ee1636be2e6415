"""Bytes that are no HTTP, or hardly: drawn at random, and true requests with a few bytes changed."""

import json
import random
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from benchmarks.calls import CHANGE, EVENT, HEADERS, PROJECT

PATIENCE = 10
"""Seconds after which an answer is taken not to come."""
ERROR = ["code", "description", "details"]
"""What every error is made of; some have more behind it."""
GRAMMAR = [
    b"\r\n",
    b"\r\n\r\n",
    b" ",
    b":",
    b"%ff",
    b"%2F",
    b"\x00",
    b"\xff",
    b"0",
    b"-1",
    b"{",
    b'"',
    b"/",
    b"?",
    b"*",
]
TARGETS = [
    ("GET", f"/v1/events/project/{PROJECT}/{EVENT}", ""),
    ("PUT", f"/v1/events/project/{PROJECT}/{EVENT}", CHANGE),
    ("GET", f"/v1/events/project/{PROJECT}/{EVENT}/passes?pageSize=2&order=id", ""),
    ("POST", f"/v1/events/project/{PROJECT}/{EVENT}/passGroups", '{"passGroups": ["x"]}'),
    ("GET", "/__admin/state", ""),
    ("PUT", "/__admin/clock", '{"frozen": "2030-01-01T00:00:00Z"}'),
    ("POST", "/__admin/requests/count", '{"match": {"method": "PUT"}}'),
]


@dataclass
class Heard:
    """What came back: answers by their status, and what is wrong with those that are wrong."""

    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def fuzz_sockets(port: int, cases: int) -> Heard:
    """Send so many, each on a connection of its own, always the same ones; judge what comes back."""
    chance, heard = random.Random(8), Heard()
    for _ in range(cases):
        sent = _case(chance)
        for status, body in _answers(_exchange(port, sent)):
            heard.statuses[status] += 1
            if fault := _fault(status, body):
                heard.faults.append(f"{sent[:300]!r}: {status} {fault}")
    return heard


def _case(chance: random.Random) -> bytes:
    if chance.random() < 0.1:
        return chance.randbytes(chance.randrange(1, 200))
    parts = bytearray(_request(*chance.choice(TARGETS)))
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(parts) + 1)
        length = chance.choice([0, 0, 1, 1, 4, 20])
        parts[at : at + length] = chance.choice([chance.randbytes(1), chance.choice(GRAMMAR), b""])
    return bytes(parts)


def _request(method: str, target: str, body: str) -> bytes:
    headers = HEADERS | {"Host": "localhost"} | ({"Content-Length": str(len(body))} if body else {})
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", body]).encode()


def _exchange(port: int, sent: bytes) -> bytes:
    """All that comes back before the server hangs up, which it does once we send no more."""
    received = b""
    with suppress(ConnectionError), socket.create_connection(("127.0.0.1", port), PATIENCE) as wire:
        wire.sendall(sent)
        wire.shutdown(socket.SHUT_WR)
        while part := wire.recv(65536):
            received += part
    return received


def _answers(received: bytes) -> Iterator[tuple[int, bytes]]:
    """The answers in what came back, each with its body."""
    while received:
        head, _, received = received.partition(b"\r\n\r\n")
        status = int(head.split()[1])
        headers = {
            name.lower(): value.strip() for name, _, value in (x.partition(b":") for x in head.split(b"\r\n"))
        }
        length = int(headers.get(b"content-length", len(received)))
        if status != 100:
            yield status, received[:length]
        received = received[length:]


def _fault(status: int, body: bytes) -> str:
    if status >= 500:
        return f"is a fault of the server: {body[:200]!r}"
    if status < 400 or not body:
        return ""
    with suppress(ValueError):
        told = json.loads(body)
        if list(told)[:3] == ERROR and told["code"] == status:
            return ""
    return f"is no error as the others are: {body[:200]!r}"
