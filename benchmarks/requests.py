"""Requests under load: how many a second, beside a bare application on the same kind of server."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from statistics import median

from benchmarks import servers
from benchmarks.calls import CHANGE, CREATE, EVENT, Call, world_of_one
from benchmarks.load import find_wrk, requests_per_second
from benchmarks.measure import AtLeast, Effort, Row, in_turns, ratio
from benchmarks.servers import Running

PASSES = 20
"""Of the event that is asked for: two pages."""


@dataclass(frozen=True, slots=True)
class Case:
    """A request, and what its ratio should be by the number of connections."""

    name: str
    call: Call
    targets: dict[int, AtLeast]


CASES = (
    Case("get event", Call("GET", f"/{EVENT}"), {16: AtLeast(0.13)}),
    Case("list passes", Call("GET", f"/{EVENT}/passes"), {}),
    Case("update event", Call("PUT", f"/{EVENT}", CHANGE), {16: AtLeast(0.08)}),
    Case("create event", Call("POST", "", CREATE), {}),
)
CONNECTIONS = (1, 16)


def requests(effort: Effort) -> Iterator[Row]:
    """Every case at every number of connections. Each case has a server of its own, newly filled."""
    find_wrk()
    for case in CASES:
        with servers.ours_with(world_of_one(PASSES)) as server:
            size = len(server.answer(case.call))
            with servers.bare(size) as bare:
                for connections in CONNECTIONS:
                    yield _measure(case, connections, server, bare, effort)


def _measure(case: Case, connections: int, server: Running, bare: Running, effort: Effort) -> Row:
    sides = (
        partial(requests_per_second, each, case.call, connections, effort.seconds) for each in (bare, server)
    )
    bares, ours = in_turns(effort.rounds, *sides)
    many = "1 connection" if connections == 1 else f"{connections} connections"
    return Row(
        f"{case.name}, {many}",
        f"{median(ours):,.0f}/s",
        f"bare ASGI {median(bares):,.0f}/s",
        ratio(ours, bares),
        case.targets.get(connections),
    )
