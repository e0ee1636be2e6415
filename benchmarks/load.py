"""Load, made by wrk."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from benchmarks.calls import Call
from benchmarks.measure import CannotMeasure
from benchmarks.servers import Running

SCRIPT = Path(__file__).with_name("load.lua")


def find_wrk() -> str:
    """Where wrk is.

    Raises:
        CannotMeasure: it is not installed.
    """
    found = shutil.which("wrk")
    if found is None:
        raise CannotMeasure("wrk, which makes the load, is not installed: apt-get install wrk")
    return found


@dataclass(frozen=True, slots=True)
class Load:
    """What came of some load.

    Attributes:
        per_second: requests that were answered in a second.
        p99: seconds within which 99 of 100 were answered.
    """

    per_second: float
    p99: float


def requests_per_second(server: Running, call: Call, connections: int, seconds: int) -> float:
    """How often a server answers a request in a second; as `put_load`."""
    return put_load(server, call, connections, seconds).per_second


def put_load(server: Running, call: Call, connections: int, seconds: int) -> Load:
    """Ask a server for the same on so many connections that never pause.

    Raises:
        CannotMeasure: a request failed, so that the figure would mean nothing.
    """
    headers = [option for header in call.headers.items() for option in ("-H", ": ".join(header))]
    command = [find_wrk(), "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(SCRIPT), *headers]
    command += [f"http://127.0.0.1:{server.port}{call.target}", "--", call.method, call.content]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=seconds + 60)
    if done.returncode:
        raise CannotMeasure(f"wrk ended with {done.returncode}: {done.stderr.strip()}")
    report = json.loads(done.stdout.splitlines()[-1])
    if report["refused"] or report["broken"] or not report["requests"]:
        raise CannotMeasure(f"{call.method} {call.target} failed under load: {report}")
    return Load(report["requests"] / report["microseconds"] * 1e6, report["p99"] / 1e6)
