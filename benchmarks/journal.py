"""The journal under load: how many requests a second with it, beside the same server without it."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from benchmarks import servers
from benchmarks.calls import CHANGE, EVENT, Call, world_of_one
from benchmarks.load import find_wrk, requests_per_second
from benchmarks.measure import AtLeast, Effort, Row, in_turns

PASSES = 20
CONNECTIONS = 16
TARGET = AtLeast(0.85)
CALLS = {"get event": Call("GET", f"/{EVENT}"), "update event": Call("PUT", f"/{EVENT}", CHANGE)}
OFF, ON = ("--journal-entries", "0"), ()
TRIES = 3
"""How often both sides are measured in each round. The best counts: whatever disturbs only slows."""


def journal(effort: Effort) -> Iterator[Row]:
    """Reading and writing, on servers that differ in nothing else."""
    find_wrk()
    document = world_of_one(PASSES)
    for name, call in CALLS.items():
        sides = (partial(_measure, document, call, effort.seconds, flags) for flags in (OFF, ON))
        others, ours = in_turns(effort.rounds * TRIES, *sides)
        yield Row(
            f"{name} with the journal, {CONNECTIONS} connections",
            f"{max(ours):,.0f}/s",
            f"without it {max(others):,.0f}/s",
            max(ours) / max(others),
            TARGET,
        )


def _measure(document: dict[str, Any], call: Call, seconds: int, flags: Sequence[str]) -> float:
    """On a server of its own: a process is slower than the next by a fifth, by chance."""
    with servers.ours_with(document, *flags) as server:
        return requests_per_second(server, call, CONNECTIONS, seconds)
