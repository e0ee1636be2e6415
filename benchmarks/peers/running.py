"""Peers as processes of their own: installed into the cache when they are first asked for, always stopped."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from benchmarks.calls import Call
from benchmarks.measure import CannotMeasure
from benchmarks.peers.catalogue import Peer
from benchmarks.servers import GLANCE, Running, stop

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "airship-wallet-emulator" / "peers"
LONGEST_START = 60.0
NEEDS = {"node": "nodejs", "npm": "npm", "java": "a Java runtime"}


@contextmanager
def start(peer: Peer) -> Iterator[Running]:
    """A peer that answers, filled.

    Raises:
        CannotMeasure: it cannot be installed or started here.
    """
    _install(peer)
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder, _process(peer, Path(folder)) as server:
        for call in (*peer.fill, *peer.calls):
            _ask(server.port, call)
        yield server


def _install(peer: Peer) -> None:
    """Have the client of its registry put it into the cache, unless it is there."""
    name = peer.package if peer.package.startswith("@") else peer.package.partition("@")[0]
    modules, environment = CACHE / "node_modules" / name, CACHE / "venv"
    if peer.comes_from == "npm":
        _need("npm", "node", *(["java"] if "java" in " ".join(peer.command) else []))
        if not modules.is_dir():
            _run("npm", "install", "--no-audit", "--no-fund", "--prefix", str(CACHE), peer.package)
    elif not (environment / "bin" / name).exists():
        _run(sys.executable, "-m", "venv", str(environment))
        _run(str(environment / "bin" / "pip"), "install", "--quiet", peer.package)


def _need(*programs: str) -> None:
    for program in programs:
        if shutil.which(program) is None:
            raise CannotMeasure(f"{program} is not installed: it is part of {NEEDS[program]}")


def _run(*command: str) -> None:
    CACHE.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(command, cwd=CACHE, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise CannotMeasure(f"{' '.join(command)} ended with {done.returncode}: {''.join(last)}")


@contextmanager
def _process(peer: Peer, folder: Path) -> Iterator[Running]:
    port = _free_port()
    names = {"cache": str(CACHE), "folder": str(folder), "port": str(port)}
    for name, content in peer.files.items():
        (folder / name).write_text(content)
    command = [part.format_map(names) for part in peer.command]
    variables = {name: value.format_map(names) for name, value in peer.variables.items()}
    with (folder / "errors").open("wb") as errors:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=os.environ | variables, stdout=subprocess.DEVNULL, stderr=errors
        )
        try:
            _wait(process, port, began)
            yield Running(process.pid, port, time.perf_counter() - began, Path(errors.name))
        finally:
            stop(process)


def _free_port() -> int:
    with socket.socket() as any_socket:
        any_socket.bind(("127.0.0.1", 0))
        return int(any_socket.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, began: float) -> None:
    """Wait until it listens."""
    while time.perf_counter() - began < LONGEST_START:
        if process.poll() is not None:
            raise CannotMeasure(f"{process.args!r} ended with {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(GLANCE)
        else:
            return
    raise CannotMeasure(f"{process.args!r} does not listen after {LONGEST_START:g} s")


def _ask(port: int, call: Call) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request(call.method, call.target, call.content or None, dict(call.headers))
        answer = connection.getresponse()
        content = answer.read()
    if answer.status >= http.client.BAD_REQUEST:
        raise CannotMeasure(f"{call.method} {call.target}: {answer.status} {content[:200]!r}")
