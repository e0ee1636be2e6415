"""SIGTERM while the server does long work: how soon it takes no more, and how soon it is gone."""

import http.client
import os
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress

import psutil

from benchmarks import servers
from benchmarks.reliability.promises import Effort, Promise
from benchmarks.servers import Running

VOLUME = "volume"
WORK = {
    "the state as YAML": ("/__admin/state", {"Accept": "application/yaml"}),
    "the state": ("/__admin/state", {}),
}
LONGEST = 1.0
"""Seconds until nobody can connect any more; 5 more are for what is under way."""
GLANCE = 0.01
UNDER_WAY = 0.1
"""Seconds from the request to the signal."""


def stop(_: Effort) -> Iterator[Promise]:
    """Each kind of work on a server of its own with the seed `volume`."""
    refused, ended = zip(*(_stop(path, headers) for path, headers in WORK.values()), strict=True)
    yield Promise(
        f"SIGTERM during long work on `{VOLUME}`: {', '.join(WORK)}",
        f"acts within {LONGEST:g} s",
        f"nobody connects after {max(refused):.2f} s, ended after {max(ended):.2f} s",
        max(refused) <= LONGEST,
    )


def _stop(path: str, headers: dict[str, str]) -> tuple[float, float]:
    """Seconds from the signal until connections are refused, and until the process has ended."""
    with servers.ours(VOLUME) as server, ThreadPoolExecutor(1) as threads:
        asked = threads.submit(_ask, server, path, headers)
        time.sleep(UNDER_WAY)
        began = time.perf_counter()
        os.kill(server.pid, signal.SIGTERM)
        while _is_open(server.port):
            time.sleep(GLANCE)
        refused = time.perf_counter() - began
        while psutil.Process(server.pid).status() != psutil.STATUS_ZOMBIE:
            time.sleep(GLANCE)
        ended = time.perf_counter() - began
        asked.result()
    return refused, ended


def _ask(server: Running, path: str, headers: dict[str, str]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    with closing(connection), suppress(OSError, http.client.HTTPException):
        connection.request("GET", path, headers=headers)
        connection.getresponse().read()


def _is_open(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True
