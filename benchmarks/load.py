"""Load, made by wrk."""

import json
import shutil
import subprocess
from pathlib import Path

from benchmarks.calls import HEADERS, Call
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


def requests_per_second(server: Running, call: Call, connections: int, seconds: int) -> float:
    """How often a server answers a request in a second, on so many connections that never pause.

    Raises:
        CannotMeasure: a request failed, so that the figure would mean nothing.
    """
    headers = [option for header in HEADERS.items() for option in ("-H", ": ".join(header))]
    command = [find_wrk(), "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(SCRIPT), *headers]
    command += [f"http://127.0.0.1:{server.port}{call.target}", "--", call.method, call.content]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=seconds + 60)
    if done.returncode:
        raise CannotMeasure(f"wrk ended with {done.returncode}: {done.stderr.strip()}")
    report = json.loads(done.stdout.splitlines()[-1])
    if report["refused"] or report["broken"] or not report["requests"]:
        raise CannotMeasure(f"{call.method} {call.target} failed under load: {report}")
    return float(report["requests"] / report["microseconds"] * 1e6)
