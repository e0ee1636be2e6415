"""Requests under load: how many a second, beside a bare application on the same kind of server."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from statistics import median

from benchmarks import servers
from benchmarks.calls import CHANGE, CREATE, EVENT, Call, world_of_one
from benchmarks.load import find_wrk, put_load
from benchmarks.measure import AtLeast, AtMost, Effort, Row, duration, in_turns, ratio
from benchmarks.servers import Running

MANY = 16
PASSES = 20
"""Of the event that is asked for: two pages."""


@dataclass(frozen=True, slots=True)
class Case:
    """A request, and what its ratio should be by the number of connections."""

    name: str
    call: Call
    targets: dict[int, AtLeast]


CASES = (
    Case("get event", Call("GET", f"/{EVENT}"), {MANY: AtLeast(0.38)}),
    Case("list passes", Call("GET", f"/{EVENT}/passes"), {MANY: AtLeast(0.24)}),
    Case("update event", Call("PUT", f"/{EVENT}", CHANGE), {MANY: AtLeast(0.19)}),
    Case("create event", Call("POST", "", CREATE), {MANY: AtLeast(0.2)}),
)
CONNECTIONS = (1, MANY)
LONGEST_P99 = 0.01
"""Seconds: what a caller among so many should hardly ever wait."""


def requests(effort: Effort) -> Iterator[Row]:
    """Every case at every number of connections. Each case has a server of its own, newly filled."""
    find_wrk()
    for case in CASES:
        with servers.ours_with(world_of_one(PASSES)) as server:
            size = len(server.answer(case.call))
            with servers.bare(size) as bare:
                for connections in CONNECTIONS:
                    yield from _measure(case, connections, server, bare, effort)


def _measure(case: Case, connections: int, server: Running, bare: Running, effort: Effort) -> Iterator[Row]:
    sides = (partial(put_load, each, case.call, connections, effort.seconds) for each in (bare, server))
    bare_loads, our_loads = in_turns(effort.rounds, *sides)
    bares, ours = ([each.per_second for each in loads] for loads in (bare_loads, our_loads))
    name = f"{case.name}, {'1 connection' if connections == 1 else f'{connections} connections'}"
    yield Row(
        name,
        f"{median(ours):,.0f}/s",
        f"bare ASGI {median(bares):,.0f}/s",
        ratio(ours, bares),
        case.targets.get(connections),
    )
    if connections == MANY:
        p99 = [each.p99 for each in our_loads]
        theirs = duration([each.p99 for each in bare_loads])
        allowed = f"bare ASGI {theirs}; allowed {duration([LONGEST_P99])}"
        yield Row(f"{name}, p99", duration(p99), allowed, median(p99) / LONGEST_P99, AtMost(1))
