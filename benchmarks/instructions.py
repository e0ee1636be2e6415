"""`python -m benchmarks.instructions`: how many instructions a request takes, and whether that is allowed.

A count does not depend on how busy the machine is, so it can fail a gate where a time could not. The real
server runs under callgrind and is asked over one connection; counting begins once it is warm, and what was
counted is divided by how often it was asked. The bounds stand in `instructions.json`; `--write` sets them a
little above what was counted.
"""

import argparse
import http.client
import json
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks import servers
from benchmarks.calls import HEADERS, Call, world_of_one
from benchmarks.measure import CannotMeasure
from benchmarks.requests import CASES, PASSES
from benchmarks.servers import Running

BOUNDS = Path(__file__).with_name("instructions.json")
SLACK = 1.15
"""How much more than today's figure is let through."""
WARM_UP, COUNTED = 200, 1000
"""Requests of each kind: until all is kept that is kept, and those that are counted."""
SUMMARY = re.compile(r"^summary: (\d+)$", re.MULTILINE)


def main() -> None:
    """Count, then compare with the bounds or set them."""
    parser = argparse.ArgumentParser("python -m benchmarks.instructions", description=__doc__)
    parser.add_argument("--write", action="store_true", help="set the bounds anew")
    options = parser.parse_args()
    bounds = _read()
    if not options.write and bounds["python"] != _python():
        print(f"The bounds are those of Python {bounds['python']}, this is {_python()}: nothing to compare.")
        return
    try:
        counted = count()
    except CannotMeasure as error:
        sys.exit(f"instructions: {error}")
    if options.write:
        bounds = _bounds(counted)
        BOUNDS.write_text(json.dumps(bounds, indent=2) + "\n")
    sys.exit(_tell(counted, bounds["requests"]))


def _read() -> dict[str, Any]:
    bounds: dict[str, Any] = json.loads(BOUNDS.read_text())
    return bounds


def count() -> dict[str, int]:
    """Instructions of one request, by its name.

    Raises:
        CannotMeasure: valgrind is not installed, or a request failed.
    """
    valgrind = shutil.which("valgrind")
    if valgrind is None:
        raise CannotMeasure("valgrind, which counts, is not installed: apt-get install valgrind")
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as name:
        told = Path(name)
        watching = [valgrind, "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={told}/part"]
        with servers.ours_with(world_of_one(PASSES), under=[*watching, sys.executable]) as server:
            _control(server, "--instr=on")
            return {case.name: _count(server, case.call, told) for case in CASES}


def _count(server: Running, call: Call, told: Path) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)) as connection:
        _ask(connection, call, WARM_UP)
        _control(server, "--zero")
        _ask(connection, call, COUNTED)
    _control(server, "--dump")
    (written,) = [each for each in told.iterdir() if each.stat().st_size]
    found = SUMMARY.search(written.read_text())
    written.unlink()
    if found is None:
        raise CannotMeasure("callgrind wrote no summary")
    return int(found[1]) // COUNTED


def _control(server: Running, order: str) -> None:
    """Have callgrind do something; it has been done afterwards."""
    done = subprocess.run(
        ["callgrind_control", order, str(server.pid)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotMeasure(f"callgrind_control {order}: {done.stdout.strip()} {done.stderr.strip()}")


def _ask(connection: http.client.HTTPConnection, call: Call, times: int) -> None:
    for _ in range(times):
        connection.request(call.method, call.target, call.content or None, HEADERS)
        answer = connection.getresponse()
        content = answer.read()
        if answer.status >= http.client.MULTIPLE_CHOICES:
            raise CannotMeasure(f"{call.method} {call.target}: {answer.status} {content.decode()}")


def _bounds(counted: dict[str, int]) -> dict[str, Any]:
    each = {name: {"counted": number, "at_most": int(number * SLACK)} for name, number in counted.items()}
    return {"python": _python(), "requests": each}


def _tell(counted: dict[str, int], bounds: dict[str, Any]) -> int:
    """Print each figure beside its bound; gives 1 if one is beyond it."""
    exceeded = 0
    for name, number in counted.items():
        bound = bounds[name]["at_most"]
        exceeded |= number > bound
        print(f"{name}: {number:,} instructions, at most {bound:,}{' EXCEEDED' * (number > bound)}")
    return exceeded


def _python() -> str:
    return ".".join(platform.python_version_tuple()[:2])


if __name__ == "__main__":
    main()
