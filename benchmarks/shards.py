"""What a proxy before the server costs, in requests per CPU-second.

Requests per second would tell of the machine: what makes the load, the proxy and the server share its cores.
"""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import psutil

from benchmarks.calls import CHANGE, EVENT, Call, world_of_one
from benchmarks.load import find_wrk, put_load
from benchmarks.measure import AtLeast, CannotMeasure, Effort, Row, in_turns, ratio
from benchmarks.servers import GLANCE, LONGEST_START, Running, is_ready, ours_with, stop
from mockserver.cli.shards.documents import Shards, haproxy

CONNECTIONS = 16
CALLS = {"get": Call("GET", f"/{EVENT}"), "update": Call("PUT", f"/{EVENT}", CHANGE)}
KEPT, FED = AtLeast(0.8), AtLeast(3)
"""How much of its speed a server keeps behind the proxy, and how many servers a core of the proxy feeds."""


def shards(effort: Effort) -> Iterator[Row]:
    """For each call, a server directly and behind the proxy, then the proxy beside that server."""
    find_wrk()
    with ours_with(world_of_one(0), "--shard", "s1") as server, _proxy_before(server) as proxy:
        for name, call in CALLS.items():
            yield from _rows(name, call, server, proxy, effort)


def _rows(name: str, call: Call, server: Running, proxy: Running, effort: Effort) -> Iterator[Row]:
    direct, behind = in_turns(
        effort.rounds,
        lambda: _per_cpu_second(server, call, effort, server),
        lambda: _per_cpu_second(proxy, call, effort, server, proxy),
    )
    alone = [each[server.pid] for each in direct]
    served = [each[server.pid] for each in behind]
    passed = [each[proxy.pid] for each in behind]
    yield Row(
        f"{name}, a server behind HAProxy",
        _told(served),
        f"direct: {_told(alone)}",
        ratio(served, alone),
        KEPT,
    )
    yield Row(
        f"{name}, HAProxy itself", _told(passed), f"the server: {_told(served)}", ratio(passed, served), FED
    )


def _per_cpu_second(asked: Running, call: Call, effort: Effort, *used: Running) -> dict[int, float]:
    """Requests for each second of a CPU that a process used, by its id."""
    before = {each.pid: _cpu_seconds(each.pid) for each in used}
    answered = put_load(asked, call, CONNECTIONS, effort.seconds).per_second * effort.seconds
    return {pid: answered / (_cpu_seconds(pid) - began) for pid, began in before.items()}


def _cpu_seconds(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return times.user + times.system


def _told(figures: list[float]) -> str:
    return f"{median(figures):,.0f} per CPU-second"


@contextmanager
def _proxy_before(server: Running) -> Iterator[Running]:
    """HAProxy as `mockserver shards 1` has it configured."""
    found = shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin")
    if found is None:
        raise CannotMeasure(
            "HAProxy, which stands before the server, is not installed: apt-get install haproxy"
        )
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        port, file = _free_port(), Path(folder, "haproxy.cfg")
        file.write_text(
            haproxy(Shards((f"127.0.0.1:{server.port}",), f"127.0.0.1:{port}", "a benchmark")) + "\n"
        )
        process = subprocess.Popen([found, "-db", "-f", str(file)], stderr=subprocess.DEVNULL)
        try:
            began = time.perf_counter()
            while not is_ready(port):
                if process.poll() is not None or time.perf_counter() - began > LONGEST_START:
                    raise CannotMeasure("HAProxy does not answer")
                time.sleep(GLANCE)
            yield Running(process.pid, port, time.perf_counter() - began, file)
        finally:
            stop(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
