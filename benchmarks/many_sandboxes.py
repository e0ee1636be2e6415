"""A thousand sandboxes, each used by one test: the memory of the whole server."""

import http.client
from collections.abc import Iterator
from contextlib import closing

import psutil

from benchmarks import servers
from benchmarks.calls import CHANGE, EVENT, HEADERS, PROJECT
from benchmarks.measure import AtMost, CannotMeasure, Effort, Row

MANY = 1000
ALLOWED_MIB = 500
"""What a runner of CI can spare: half a MiB for each."""


def many_sandboxes(effort: Effort) -> Iterator[Row]:
    """Each from the default seed, with a read and a change in its journal."""
    many = (MANY // 10 if effort.quick else MANY) - 1  # one is `default`
    with servers.ours() as server, closing(http.client.HTTPConnection("127.0.0.1", server.port)) as wire:
        process = psutil.Process(server.pid)
        before = process.memory_info().rss / 2**20
        for number in range(many):
            for method, body in (("GET", None), ("PUT", CHANGE)):
                target = f"/sandboxes/test-{number}/v1/events/project/{PROJECT}/{EVENT}"
                wire.request(method, target, body, HEADERS)
                answer = wire.getresponse()
                if answer.status != http.client.OK:
                    raise CannotMeasure(f"{method} {target}: {answer.status} {answer.read()!r}")
                answer.read()
        held = process.memory_info().rss / 2**20
    yield Row(
        f"memory with {many + 1:,} sandboxes",
        f"{held:,.0f} MiB",
        f"allowed {ALLOWED_MIB} MiB; {before:,.0f} MiB at the start",
        held / ALLOWED_MIB,
        AtMost(1),
    )
