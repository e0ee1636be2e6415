"""Speaks to a server byte by byte, as no HTTP library would."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

PATIENCE = 60
"""Seconds after which an answer that should have come has failed."""
USUAL = b"Host: localhost\r\nAuthorization: Basic a2V5OnNlY3JldA==\r\nApi-Revision: 1.2\r\n"
"""The headers that every request needs."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, as JSON."""
        return json.loads(self.body)


class Wire:
    """A connection to a server."""

    def __init__(self, connection: socket.socket, incoming: BinaryIO) -> None:
        self._connection = connection
        self._incoming = incoming

    def send(self, data: bytes, *, by: int | None = None) -> None:
        """Send bytes at once, or so many at a time, each part in a packet of its own."""
        step = by or len(data)
        for start in range(0, len(data), step):
            self._connection.sendall(data[start : start + step])

    def end(self) -> None:
        """Send nothing more; what comes can still be read."""
        self._connection.shutdown(socket.SHUT_WR)

    def answer(self) -> Answer:
        """The next answer."""
        status = int(self.line().split()[1])
        headers = dict(self._headers())
        if headers.get("transfer-encoding") == "chunked":
            return Answer(status, headers, b"".join(self._chunks()))
        return Answer(status, headers, self._incoming.read(int(headers.get("content-length", 0))))

    def line(self) -> bytes:
        """The next line."""
        return self._incoming.readline()

    def is_closed(self) -> bool:
        """Whether nothing more comes, once that is sure."""
        return self._incoming.read(1) == b""

    def _headers(self) -> Iterator[tuple[str, str]]:
        while line := self.line().strip():
            name, _, value = line.decode("latin-1").partition(":")
            yield name.lower(), value.strip()

    def _chunks(self) -> Iterator[bytes]:
        while size := int(self.line(), 16):
            yield self._incoming.read(size)
            self.line()
        self.line()


@contextmanager
def dial(port: int) -> Iterator[Wire]:
    """A connection to a server on this machine, whose packets leave at once."""
    with (
        socket.create_connection(("127.0.0.1", port), PATIENCE) as connection,
        connection.makefile("rb") as incoming,
    ):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        yield Wire(connection, incoming)
