"""Servers as processes of their own: started on free ports, always stopped."""

import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.calls import HEADERS, Call
from benchmarks.measure import CannotMeasure

STEADY = {"PYTHONHASHSEED": "0"}
"""Sets in the same order in every run."""
LONGEST_START = 600.0
"""Seconds; a tool that watches a server slows it fifty times."""
LONGEST_STOP = 10.0
GLANCE = 0.001
"""Seconds between two looks at a server that starts."""


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers.

    Attributes:
        pid: of its process.
        port: on the loopback interface.
        started_in: seconds from the start of the process to its first 200 on `/readyz`.
        errors: the file that has what it said on standard error, as long as it runs.
    """

    pid: int
    port: int
    started_in: float
    errors: Path

    def answer(self, call: Call) -> bytes:
        """The body that a request is answered with."""
        status, body = _ask(self.port, call.method, call.target, call.content)
        if not 200 <= status < 300:
            raise CannotMeasure(f"{call.method} {call.target}: {status} {body.decode()}")
        return body


@contextmanager
def bare(size: int) -> Iterator[Running]:
    """The application that answers everything with so many bytes."""
    with _folder() as folder, _running(folder, "benchmarks.bare", str(size), str(folder / "port")) as server:
        yield server


@contextmanager
def ours(*seeds: str, flags: Sequence[str] = (), under: Sequence[str] = ()) -> Iterator[Running]:
    """The real command, with seeds by name or file; by default with the seed that it has by default.

    `under` is the command line of a tool that watches it, up to and with the interpreter.
    """
    options = [option for seed in seeds for option in ("--seed", seed)]
    with _folder() as folder:
        always = ["--port", "0", "--port-file", str(folder / "port"), "--quiet"]
        with _running(folder, "mockserver", *always, *options, *flags, under=under) as server:
            yield server


@contextmanager
def ours_with(document: dict[str, Any], *flags: str, under: Sequence[str] = ()) -> Iterator[Running]:
    """The real command, with a seed document, and more flags."""
    with _folder() as folder:
        seed = folder / "seed.json"
        seed.write_text(json.dumps(document))
        with ours(str(seed), flags=flags, under=under) as server:
            yield server


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        yield Path(folder)


@contextmanager
def _running(folder: Path, *module: str, under: Sequence[str] = ()) -> Iterator[Running]:
    """A module of Python that writes its port to `port` in that folder; stopped when the block ends."""
    with (folder / "errors").open("w+b") as errors:
        began = time.perf_counter()
        command = [*(under or [sys.executable]), "-m", *module]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, env=os.environ | STEADY)
        try:
            port = _wait(process, folder, began)
            yield Running(process.pid, port, time.perf_counter() - began, Path(errors.name))
        finally:
            stop(process)


def _wait(process: subprocess.Popen[bytes], folder: Path, began: float) -> int:
    """Wait for the first 200; gives the port."""
    while time.perf_counter() - began < LONGEST_START:
        if process.poll() is not None:
            said = (folder / "errors").read_text().strip().splitlines() or ["nothing was said"]
            raise CannotMeasure(f"{process.args!r} ended with {process.returncode}: {said[-1]}")
        port = _read_port(folder / "port")
        if port and is_ready(port):
            return port
        time.sleep(GLANCE)
    raise CannotMeasure(f"{process.args!r} is not ready after {LONGEST_START:g} s")


def _read_port(file: Path) -> int:
    text = file.read_text().strip() if file.exists() else ""
    return int(text) if text.isdecimal() else 0


def is_ready(port: int) -> bool:
    """Whether what listens on a port answers that requests are served."""
    try:
        return _ask(port, "GET", "/readyz")[0] == http.client.OK
    except OSError:
        return False


def _ask(port: int, method: str, target: str, content: str = "") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, target, content or None, HEADERS)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process, and wait until it has ended."""
    process.terminate()
    try:
        process.wait(LONGEST_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
