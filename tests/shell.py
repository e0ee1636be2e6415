"""Runs commands that speak to a server: in this process, or, if they do not end by themselves, beside it."""

import io
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from mockserver.cli.main import main
from mockserver.server.server import MockServer
from tests.commands import COMMAND, PATIENCE, RUNTIME_DIR, environment
from tests.world import EVENT, PAIR, REVISION, seed

VARIABLES = ("MOCKSERVER_URL", "MOCKSERVER_SANDBOX", "MOCKSERVER_ADMIN_TOKEN")
RENAMED = {"fields": {"eventName": {"value": "Renamed"}}}


@dataclass(frozen=True)
class Told:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str


class Shell:
    """Runs commands in this process, by default about one server."""

    def __init__(self, url: str, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self.url = url
        self.patch = patch
        self._capture = capture
        for name in VARIABLES:
            patch.delenv(name, raising=False)
        patch.setenv("MOCKSERVER_URL", url)
        patch.setenv("XDG_RUNTIME_DIR", RUNTIME_DIR)
        self.http = httpx.Client(base_url=url, auth=PAIR, headers=REVISION)

    def run(self, *arguments: str, typed: str = "") -> Told:
        """Run a command, with text on standard input."""
        self.patch.setattr(sys, "argv", ["mockserver", *arguments])
        self.patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8"))
        with pytest.raises(SystemExit) as ended:
            main()
        said = self._capture.readouterr()
        return Told(ended.value.code if isinstance(ended.value.code, int) else 0, said.out, said.err)

    def get(self, *arguments: str, typed: str = "") -> str:
        """What a command prints that must end well."""
        told = self.run(*arguments, typed=typed)
        assert (told.code, told.err) == (0, "")
        return told.out

    def find_nothing(self, *arguments: str) -> str:
        """What a command prints that must end well and find nothing, beside what it says of that."""
        told = self.run(*arguments)
        assert told.code == 0
        assert told.err.startswith("mockserver: no ")
        return told.out

    def fail(self, *arguments: str, code: int = 1, typed: str = "") -> str:
        """The one line of a command that must fail."""
        told = self.run(*arguments, typed=typed)
        assert (told.code, told.out) == (code, ""), told
        (line,) = told.err.splitlines()
        assert line.startswith("mockserver: ")
        return line.removeprefix("mockserver: ")

    def name(self, **given: Any) -> str:
        """The name of the event, as the API tells it."""
        name: str = self.http.get(EVENT, **given).json()["fields"]["eventName"]["value"]
        return name

    def rename(self, **given: Any) -> None:
        """Change the event."""
        self.http.put(EVENT, json=RENAMED, **given).raise_for_status()


def open_server() -> MockServer:
    """A server with the world of most tests."""
    return MockServer(seed())


@contextmanager
def open_shell(url: str, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> Iterator[Shell]:
    """A shell about a server, which is as it began again afterwards."""
    shell = Shell(url, patch, capture)
    with shell.http:
        yield shell
        for each in shell.http.get("/__admin/sandboxes").json()["sandboxes"][1:]:
            shell.http.delete(f"/__admin/sandboxes/{each['name']}")
        for each in shell.http.get("/__admin/snapshots").json()["snapshots"]:
            shell.http.delete(f"/__admin/snapshots/{each['name']}")
        shell.http.post("/__admin/reset").raise_for_status()


def closed_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


class Tail:
    """`requests --follow` in a process of its own."""

    def __init__(self, url: str, *arguments: str) -> None:
        command = [*COMMAND, "requests", "--follow", *arguments]
        self._process = subprocess.Popen(
            command,
            env=environment({"MOCKSERVER_URL": url}),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Tail":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate(timeout=PATIENCE)

    def line(self) -> str:
        """The next line, as soon as it is there."""
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def interrupt(self) -> tuple[int, str, str]:
        """What Ctrl+C leads to."""
        self._process.send_signal(signal.SIGINT)
        return self.end()

    def end(self) -> tuple[int, str, str]:
        """What it ends with."""
        out, err = self._process.communicate(timeout=PATIENCE)
        return self._process.returncode, out, err
