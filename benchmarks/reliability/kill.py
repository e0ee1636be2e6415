"""`kill -9`, under every kind of write and while starting: is what was acknowledged there, and whole?"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks import servers
from benchmarks.reliability.promises import Effort, Promise, first_of
from benchmarks.reliability.worlds import Replacer, mark_of, write_seed
from benchmarks.reliability.writes import Maker, Writer, send

WRITERS = 4
LONGEST_LOAD = 0.8
"""Seconds of load, at most, before the kill."""
CHANCE = random.Random(9)
"""When to kill: the same moments in every run, as far as the machine lets them be."""


def kill(effort: Effort) -> Iterator[Promise]:
    """Rounds of four kinds in turn: single writes, whole worlds, the first seeding, `--reset`."""
    rounds = (_under_writes, _under_worlds, _while_seeding, _while_resetting)
    faults: list[str] = []
    acknowledged = 0
    with tempfile.TemporaryDirectory(prefix="reliability-") as folder:
        for number in range(effort.rounds):
            place = Path(folder) / str(number)
            place.mkdir()
            written, found = rounds[number % len(rounds)](place)
            acknowledged += written
            faults += found
    yield Promise(
        f"`kill -9`, {effort.rounds} rounds: under all kinds of write, state `PUT`, first seeding, `--reset`",
        "0 acknowledged writes lost, the world old or new",
        f"{acknowledged:,} writes acknowledged, {len(faults)} lost or worlds halved{first_of(faults)}",
        not faults,
    )


def _under_writes(folder: Path) -> tuple[int, list[str]]:
    """Several writers, each with an event of its own in one project, and one who makes more projects."""
    seed, db = write_seed(folder, "seed"), folder / "mock.db"
    writers: list[Maker | Writer] = [Maker(), *(Writer(1, number) for number in range(1, WRITERS))]
    _kill_under(writers, db, seed)
    state = _state(db)
    found = [fault for each in writers if (fault := each.fault(state))]
    return sum(each.acknowledged for each in writers), found


def _under_worlds(folder: Path) -> tuple[int, list[str]]:
    """One who replaces the whole world."""
    seed, db = write_seed(folder, "seed"), folder / "mock.db"
    replacer = Replacer("seed")
    _kill_under([replacer], db, seed)
    return replacer.acknowledged, _fault(db, replacer.allowed)


def _while_seeding(folder: Path) -> tuple[int, list[str]]:
    """A start on a file that is not there yet: the next start finds none, or all of it."""
    seed, db = write_seed(folder, "seed"), folder / "mock.db"
    _kill_start("--db", str(db), "--seed", str(seed))
    return 0, _fault(db, {"seed"}, "--seed", str(seed))


def _while_resetting(folder: Path) -> tuple[int, list[str]]:
    """A start that begins the file over from another seed: the next start finds the old world or the new."""
    old, new, db = write_seed(folder, "old"), write_seed(folder, "new"), folder / "mock.db"
    with servers.ours(str(old), flags=["--db", str(db)]):
        pass
    _kill_start("--db", str(db), "--seed", str(new), "--reset")
    return 0, _fault(db, {"old", "new"})


def _kill_under(writers: list[Any], db: Path, seed: Path) -> None:
    with servers.ours(str(seed), flags=["--db", str(db)]) as server, ThreadPoolExecutor(WRITERS) as threads:
        running = [threads.submit(each.run, server.port) for each in writers]
        time.sleep(CHANCE.uniform(0.1, LONGEST_LOAD))
        os.kill(server.pid, signal.SIGKILL)
        for each in running:
            each.result()


def _kill_start(*flags: str) -> None:
    command = [sys.executable, "-m", "mockserver", "--port", "0", "--quiet", *flags]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        db = Path(flags[1])
        began = time.perf_counter()
        before = set(db.parent.iterdir())
        while set(db.parent.iterdir()) == before and time.perf_counter() - began < servers.LONGEST_STOP:
            time.sleep(servers.GLANCE)  # the first file that appears says that the writing begins
        time.sleep(CHANCE.uniform(0, 0.15))
        process.kill()


def _state(db: Path, *flags: str) -> Any:
    with servers.ours(flags=["--db", str(db), *flags]) as server:
        return send(server.port, "GET", "/__admin/state")


def _fault(db: Path, allowed: set[str], *flags: str) -> list[str]:
    found = mark_of(_state(db, *flags))
    return [] if found in allowed else [f"{found}, expected {' or '.join(sorted(allowed))}"]
