"""Starting: how long until the first answer, and how much memory it takes."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Self

import psutil

from benchmarks import servers
from benchmarks.measure import AtMost, CannotMeasure, Effort, Row, duration, in_turns, ratio
from benchmarks.servers import Running
from mockserver.domain.policy import Policy
from mockserver.sandbox.factory import fill
from mockserver.seeds.files import fixtures, read_seeds

IMPORT = "import fastapi, sqlmodel, uvicorn"
VOLUME = "volume"
EMPTY = 0
ALLOWED_MIB, ALLOWED_LOAD = 65, 1.0


@dataclass(frozen=True, slots=True)
class Started:
    """What a start took.

    Attributes:
        seconds: to the first answer.
        memory: resident then, in MiB.
    """

    seconds: float
    memory: float

    @classmethod
    def of(cls, server: Running) -> Self:
        """What the start of this server took."""
        return cls(server.started_in, psutil.Process(server.pid).memory_info().rss / 2**20)


def cold_start(effort: Effort) -> Iterator[Row]:
    """From the start of the process to the first 200, beside importing what it is built with."""
    for warm_up in (_import, _start):  # Python compiles what it was not yet asked for
        warm_up()
    imports, starts = in_turns(effort.rounds, _import, _start)
    yield Row(
        "cold start to the first answer",
        duration(starts),
        f"{IMPORT}: {duration(imports)}",
        ratio(starts, imports),
        AtMost(0.95),
    )


def memory(effort: Effort) -> Iterator[Row]:
    """Memory after the start, and how long a large seed takes to load."""
    bares, small = in_turns(effort.rounds, _weigh_bare, _weigh)
    yield _memory("default", small, "bare ASGI", bares)
    held = [each.memory for each in small]
    yield _allowed("memory after the start", f"{median(held):,.0f} MiB", median(held), ALLOWED_MIB)
    loads = [_load(VOLUME) for _ in range(effort.rounds)]
    yield _allowed(f"loading the seed {VOLUME}", duration(loads), median(loads), ALLOWED_LOAD, "s")
    if not (fixtures() / f"{VOLUME}.yaml").is_file():
        raise CannotMeasure(f"fixtures/{VOLUME}.yaml is missing")
    small, large = in_turns(effort.rounds, _weigh, partial(_weigh, VOLUME))
    yield _memory(VOLUME, large, "default", small)
    slow, fast = [each.seconds for each in large], [each.seconds for each in small]
    yield Row(f"start with the seed {VOLUME}", duration(slow), f"default {duration(fast)}", ratio(slow, fast))


def _memory(seed: str, ours: list[Started], beside: str, others: list[Started]) -> Row:
    mine, theirs = [each.memory for each in ours], [each.memory for each in others]
    return Row(
        f"memory with the seed {seed}",
        f"{median(mine):,.0f} MiB",
        f"{beside} {median(theirs):,.0f} MiB",
        ratio(mine, theirs),
    )


def _allowed(name: str, told: str, figure: float, bound: float, unit: str = "MiB") -> Row:
    return Row(name, told, f"allowed {bound:g} {unit}", figure / bound, AtMost(1))


def _load(seed: str) -> float:
    """Seconds of a load into memory, of a process that has nothing else to do."""
    began = time.perf_counter()
    fill(read_seeds([seed]), Policy()).close()
    return time.perf_counter() - began


def _import() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", IMPORT], check=True, timeout=servers.LONGEST_START)
    return time.perf_counter() - began


def _start() -> float:
    with servers.ours() as server:
        return server.started_in


def _weigh(*seeds: str) -> Started:
    with servers.ours(*seeds) as server:
        return Started.of(server)


def _weigh_bare() -> Started:
    with servers.bare(EMPTY) as server:
        return Started.of(server)
