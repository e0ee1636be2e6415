"""A reader of the stream, as the inspector is one: requests a second, beside the same server without."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import Any

from benchmarks import servers
from benchmarks.calls import CHANGE, EVENT, Call, world_of_one
from benchmarks.journal import CONNECTIONS, PASSES, TRIES
from benchmarks.load import find_wrk, requests_per_second
from benchmarks.measure import AtLeast, CannotMeasure, Effort, Row, in_turns

TARGET = AtLeast(0.9)
CALLS = {"get event": Call("GET", f"/{EVENT}"), "update event": Call("PUT", f"/{EVENT}", CHANGE)}
ASKED = b"GET /__admin/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"
MOST_READ = 1 << 16


def inspector(effort: Effort) -> Iterator[Row]:
    """Reading and writing, while somebody is told of each request."""
    find_wrk()
    document = world_of_one(PASSES)
    for name, call in CALLS.items():
        sides = (partial(_measure, document, call, effort.seconds, watched) for watched in (False, True))
        alone, watched = in_turns(effort.rounds * TRIES, *sides)
        yield Row(
            f"{name} with an open stream, {CONNECTIONS} connections",
            f"{max(watched):,.0f}/s",
            f"without it {max(alone):,.0f}/s",
            max(watched) / max(alone),
            TARGET,
        )


def _measure(document: dict[str, Any], call: Call, seconds: int, watched: bool) -> float:
    """On a server of its own, as for the journal."""
    with servers.ours_with(document) as server, _reader(server.port) if watched else nullcontext():
        return requests_per_second(server, call, CONNECTIONS, seconds)


@contextmanager
def _reader(port: int) -> Iterator[None]:
    """Somebody who reads the stream as fast as it comes, and does nothing with it.

    Raises:
        CannotMeasure: there was no stream, or nothing was told, so that the figure would mean nothing.
    """
    told: list[int] = []
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(ASKED)
        head = connection.recv(MOST_READ)
        if b" 200 " not in head.partition(b"\r\n")[0]:
            raise CannotMeasure(f"there is no stream: {head!r}")
        reader = threading.Thread(target=_read, args=(connection, told), daemon=True)
        reader.start()
        try:
            yield
        finally:
            connection.shutdown(socket.SHUT_RDWR)
            reader.join()
    if sum(told) < MOST_READ:
        raise CannotMeasure(f"the stream told {sum(told)} bytes of all that was asked")


def _read(connection: socket.socket, told: list[int]) -> None:
    while part := connection.recv(MOST_READ):
        told.append(len(part))
