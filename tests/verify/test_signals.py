"""The command as a process of its own that is ended from outside, at one request or another."""

import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from mockserver.server.server import MockServer
from tests.commands import COMMAND, PATIENCE, environment
from tests.verify.service import KEY, PAIR, SECRET, WORLD

pytestmark = pytest.mark.slow
ONLY = "deleted,update-group,create-nameless"
"""Probes that make, change and delete."""


class Gate(ThreadingHTTPServer):
    """Stands before a server, and sends a process a signal when it has passed on so many requests.

    Attributes:
        after: how many; and the process and the signal.
    """

    daemon_threads = True

    def __init__(self, url: str) -> None:
        super().__init__(("127.0.0.1", 0), Pass)
        self.client = httpx.Client(base_url=url)
        self.count = 0
        self.after: tuple[int, int] = (0, 0)
        self.process: subprocess.Popen[str] | None = None


class Pass(BaseHTTPRequestHandler):
    """Passes one request on."""

    server: Gate

    def _pass(self) -> None:
        gate = self.server
        content = self.rfile.read(int(self.headers.get("content-length", 0)))
        headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
        answer = gate.client.request(self.command, self.path, headers=headers, content=content)
        gate.count += 1
        if gate.count == gate.after[0]:
            assert gate.process is not None
            os.kill(gate.process.pid, gate.after[1])
        self.send_response(answer.status_code)
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(b"" if self.command == "HEAD" else answer.content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
    setattr(Pass, f"do_{method}", Pass._pass)


@contextmanager
def gate() -> Iterator[tuple[MockServer, Gate]]:
    with MockServer(WORLD) as server, Gate(server.url) as gate:
        thread = threading.Thread(target=gate.serve_forever)
        thread.start()
        try:
            yield server, gate
        finally:
            gate.shutdown()
            thread.join()
            gate.client.close()


def command(*arguments: str, folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*COMMAND, "verify", "--rate", "unlimited", *arguments],
        env=environment({"AIRSHIP_KEY": KEY, "AIRSHIP_SECRET": SECRET}),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(gate: Gate, number: int, kind: signal.Signals, folder: Path) -> tuple[int, str]:
    """Run the command, and have it ended at a request; gives its exit code and all that it said."""
    gate.count, gate.after = 0, (number, kind)
    at = ("--base-url", f"http://127.0.0.1:{gate.server_port}/v1", "--project", "venue")
    gate.process = command(*at, "--only", ONLY, "--may-orphan", "--yes", folder=folder)
    out, err = gate.process.communicate(timeout=PATIENCE)
    return gate.process.returncode, out + err


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda kind: kind.name)
def test_nothing_is_left_of_a_command_that_is_ended(kind: signal.Signals, tmp_path: Path) -> None:
    with gate() as (server, before):
        world = server.default.state()["projects"]
        for number in range(1, 13, 2 if kind is signal.SIGKILL else 3):
            code, said = run(before, number, kind, tmp_path)
            assert code == (-kind if kind is signal.SIGKILL else 128 + kind), said
            assert not any(each in said for each in PAIR)
            for file in tmp_path.glob("*.leftovers"):
                assert kind is signal.SIGKILL
                before.after = (0, 0)
                cleaning = command("--clean", str(file), folder=tmp_path)
                out, err = cleaning.communicate(timeout=PATIENCE)
                assert (cleaning.returncode, out, err) == (0, "", "")
            assert list(tmp_path.glob("*.leftovers")) == []
            assert server.default.state()["projects"] == world
