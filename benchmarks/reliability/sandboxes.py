"""Many sandboxes whose journals are full: how much memory that takes, beyond what the journals may."""

import http.client
import json
from collections.abc import Iterator
from contextlib import closing

from benchmarks import servers
from benchmarks.calls import CHANGE, HEADERS, PROJECT
from benchmarks.reliability.promises import MIB, Effort, Promise
from benchmarks.reliability.watching import resident
from benchmarks.reliability.writes import send
from mockserver.settings import Settings

ALLOWED = 300
"""MiB beside the budget of the journals."""
LARGE, SMALL = 48 * 1024, 200
"""Bytes of a body: a journal is filled by few of the one, or by many of the other."""
OVERFULL = 1.25
"""How many times what the budget allows is sent."""


def sandboxes(effort: Effort) -> Iterator[Promise]:
    """Every sandbox is sent its share of the budget and a quarter more, in large bodies and in small ones."""
    budget = Settings.defaults().journal_memory
    share = int(budget / effort.sandboxes * OVERFULL)
    with servers.ours() as server, closing(_dial(server.port)) as connection:
        before = resident(server.pid)
        names = [f"many-{number}" for number in range(1, effort.sandboxes)]  # one is `default`
        for name in names:
            _fill(connection, name, share)
        held = resident(server.pid)
        there = send(server.port, "GET", "/__admin/health")["sandboxes"]
        dropped = [_dropped(server.port, name) for name in names]
    allowed = budget / MIB + ALLOWED
    yield Promise(
        f"{effort.sandboxes:,} sandboxes with full journals",
        f"resident memory ≤ budget + {ALLOWED} MiB",
        f"{held:,.0f} MiB with a budget of {budget / MIB:.0f} MiB ({before:.0f} MiB at the start); "
        f"{there:,} sandboxes, {sum(map(bool, dropped)):,} of their journals had to drop entries",
        held <= allowed and there == effort.sandboxes,
    )


def _dial(port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", port, timeout=60)


def _fill(connection: http.client.HTTPConnection, name: str, share: int) -> None:
    sizes = [LARGE] * (share // LARGE) + [SMALL] * 10
    for size in sizes:
        body = CHANGE.ljust(size)  # as long, but so that the world does not grow
        target = f"/sandboxes/{name}/v1/events/project/{PROJECT}/1234"
        connection.request("PUT", target, body, HEADERS)
        connection.getresponse().read()


def _dropped(port: int, name: str) -> int:
    """How many entries a journal has lost."""
    with closing(_dial(port)) as connection:
        connection.request("GET", "/__admin/requests?limit=1", headers={"X-Mockserver-Sandbox": name})
        return int(json.load(connection.getresponse())["dropped"])
