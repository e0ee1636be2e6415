"""The journal under load: how many requests a second with it, beside the same server without it."""

from collections.abc import Iterator
from functools import partial
from statistics import median

from benchmarks import servers
from benchmarks.calls import CHANGE, EVENT, Call, world_of_one
from benchmarks.load import find_wrk, requests_per_second
from benchmarks.measure import AtLeast, Effort, Row, in_turns, ratio

PASSES = 20
CONNECTIONS = 16
TARGET = AtLeast(0.85)
CALLS = {"get event": Call("GET", f"/{EVENT}"), "update event": Call("PUT", f"/{EVENT}", CHANGE)}
OFF = ("--journal-entries", "0")


def journal(effort: Effort) -> Iterator[Row]:
    """Reading and writing, on two servers that differ in nothing else."""
    find_wrk()
    document = world_of_one(PASSES)
    for name, call in CALLS.items():
        with servers.ours_with(document, *OFF) as without, servers.ours_with(document) as recording:
            sides = (
                partial(requests_per_second, each, call, CONNECTIONS, effort.seconds)
                for each in (without, recording)
            )
            others, ours = in_turns(effort.rounds, *sides)
        yield Row(
            f"{name} with the journal, {CONNECTIONS} connections",
            f"{median(ours):,.0f}/s",
            f"without it {median(others):,.0f}/s",
            ratio(ours, others),
            TARGET,
        )
