"""Worlds: how long one takes to begin anew, and what one more of them costs."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from statistics import median

import psutil

from benchmarks.calls import Call
from benchmarks.measure import AtMost, CannotMeasure, Effort, Row, duration
from benchmarks.world import open_world
from mockserver.domain.policy import Policy
from mockserver.sandbox.factory import fill
from mockserver.sandbox.sandbox import Sandbox
from mockserver.sandbox.snapshot import Snapshot
from mockserver.seeds.files import DEFAULT_SEED, read_seeds, shipped_seeds
from mockserver.seeds.parsing import read_yaml

VOLUME = "volume"
RESET_SECONDS = 0.002
"""A reset must not be felt before each of a thousand tests."""
BEGIN_SECONDS = {DEFAULT_SEED: 0.005, VOLUME: 0.15}
BEGIN_MIB = 1.0
MANY = 200
"""SandboxRegistry that memory is measured over."""


@dataclass(frozen=True, slots=True)
class LabCall(Call):
    """A request to the lab."""

    @property
    def target(self) -> str:
        """The whole path."""
        return f"/__admin{self.path}"


def reset(effort: Effort) -> Iterator[Row]:
    """Beginning anew, from the request to the answer within the server."""
    with open_world(_document(DEFAULT_SEED)) as world:
        call = LabCall("POST", "/reset")
        taken = [world.seconds(call, effort.seconds / 10) for _ in range(effort.rounds)]
    yield _timed("reset of the default seed", taken, RESET_SECONDS)


def sandboxes(effort: Effort) -> Iterator[Row]:
    """One more sandbox: the time until it is there, and the memory it holds."""
    for name in [DEFAULT_SEED] if effort.quick else BEGIN_SECONDS:
        seed = fill(read_seeds([name]), Policy())
        taken = [_repeat(partial(_begin, seed), effort) for _ in range(effort.rounds)]
        yield _timed(f"a sandbox from the seed {name}", taken, BEGIN_SECONDS[name])
        if name == DEFAULT_SEED:
            yield _weighed()
        seed.close()


def _begin(seed: Snapshot) -> None:
    Sandbox.begin("one", seed.share()).close()


def _document(name: str) -> dict[str, object]:
    file = shipped_seeds().get(name)
    if file is None:
        raise CannotMeasure(f"fixtures/{name}.yaml is missing")
    document: dict[str, object] = read_yaml(file.read_text(encoding="utf-8"))
    return document


def _repeat(act: Callable[[], None], effort: Effort) -> float:
    """How long something takes: the median of as many as fit into the time, at least one."""
    taken: list[float] = []
    end = time.perf_counter() + effort.seconds / 10
    while not taken or time.perf_counter() < end:
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return median(taken)


def _timed(name: str, taken: list[float], allowed: float) -> Row:
    return Row(name, duration(taken), f"allowed {duration([allowed])}", median(taken) / allowed, AtMost(1))


def _weighed() -> Row:
    """In a process of its own: what others gave back here would be used again, and nothing would be added."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
        each = fresh.submit(_weigh).result()
    name = f"memory of a sandbox, over {MANY}"
    return Row(name, f"{each:.2f} MiB", f"allowed {BEGIN_MIB:g} MiB", each / BEGIN_MIB, AtMost(1))


def _weigh() -> float:
    """How many MiB one of many sandboxes adds to this process."""
    seed = fill(read_seeds([DEFAULT_SEED]), Policy())
    before = _resident()
    worlds = [Sandbox.begin(f"{number}", seed.share()) for number in range(MANY)]
    each = (_resident() - before) / MANY
    for world in worlds:
        world.close()
    return each


def _resident() -> float:
    return float(psutil.Process().memory_info().rss) / 2**20
