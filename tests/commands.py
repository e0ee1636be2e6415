"""Runs commands as processes of their own; `tests.shell` runs those that end by themselves in this one."""

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx

from tests.world import EVENT, PAIR, REVISION

COMMAND = [sys.executable, "-m", "mockserver"]
FREE_PORT = {"MOCKSERVER_PORT": "0"}
RUNTIME_DIR = tempfile.mkdtemp()
"""Where servers of this process of tests are found, and none of another's."""
atexit.register(shutil.rmtree, RUNTIME_DIR)
PATIENCE = 60
"""Seconds after which a command that should have ended has failed."""


def environment(given: dict[str, str]) -> dict[str, str]:
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name != "PORT" and not name.startswith("MOCKSERVER_")
    }
    return inherited | {"XDG_RUNTIME_DIR": RUNTIME_DIR} | given


def run(*arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        env=environment(given),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def serving(*arguments: str, **given: str) -> AbstractContextManager[tuple[subprocess.Popen[str], str]]:
    """A server process and its URL; what the test does not end is ended with the block."""
    return serving_in(None, *arguments, **given)


@contextmanager
def serving_in(
    folder: Path | None, *arguments: str, **given: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The same, started in a folder."""
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=folder,
        env=environment(FREE_PORT | given),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("Ready. http://"), process.communicate(timeout=PATIENCE)
        yield process, line.removeprefix("Ready. ").strip()
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=PATIENCE)


def get(url: str, path: str = EVENT, **given: dict[str, str]) -> httpx.Response:
    return httpx.get(url + path, auth=PAIR, headers=REVISION | given.get("headers", {}))


def stop(process: subprocess.Popen[str], number: signal.Signals = signal.SIGTERM) -> tuple[int, str, str]:
    process.send_signal(number)
    out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out, err
