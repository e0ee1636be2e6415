"""Seeds are read again while the server runs: when they change, and when SIGHUP asks for it."""

import fcntl
import os
import signal
import subprocess
import termios
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import httpx
import pytest

from tests.commands import COMMAND, PATIENCE, environment, get, run, serving_in, stop
from tests.world import EVENT, PAIR, REVISION

pytestmark = pytest.mark.slow  # each starts a server in a process of its own
SEED = "projects: [{{id: 12345, events: [{{id: 1234, fields: {{venueTitle: {{value: {venue}}}}}}}]}}]"
BAD = "projects: [{id: nobody}]"
OTHER = {"X-Mockserver-Sandbox": "other"}


class Server:
    """A server whose seed is a file, and what it logs."""

    def __init__(self, process: subprocess.Popen[str], url: str, seed: Path) -> None:
        assert process.stderr is not None
        self.process = process
        self.url = url
        self._seed = seed
        self._log: IO[str] = process.stderr

    def write(self, text: str) -> None:
        """Put another file in the place of the seed, as editors do."""
        draft = self._seed.with_suffix(".new")
        draft.write_text(text)
        draft.replace(self._seed)

    def told(self, word: str) -> str:
        """The next line of the log that has a word; it comes when what it tells of is done."""
        return next(line for line in self._log if word in line)

    def venue(self, **headers: str) -> str:
        value: str = get(self.url, headers=headers).json()["fields"]["venueTitle"]["value"]
        return value

    def rename(self, **headers: str) -> None:
        body = {"fields": {"venueTitle": {"value": "Changed"}}}
        answer = httpx.put(self.url + EVENT, json=body, auth=PAIR, headers=REVISION | headers)
        answer.raise_for_status()


@contextmanager
def reloading(folder: Path, *flags: str) -> Iterator[Server]:
    seed = folder / "mockserver.yaml"
    seed.write_text(SEED.format(venue="First"))
    with serving_in(folder, *flags) as (process, url):
        overdue = threading.Timer(PATIENCE, process.kill)  # so that no line is waited for in vain
        overdue.start()
        try:
            yield Server(process, url, seed)
        finally:
            overdue.cancel()


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Server]:
    with reloading(tmp_path, "--watch") as server:
        yield server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with reloading(tmp_path) as server:
        yield server


def test_a_seed_that_changes_is_read_again(watching: Server) -> None:
    assert (watching.venue(), watching.venue(**OTHER)) == ("First", "First")
    watching.write(SEED.format(venue="Second"))
    assert "begin anew: default, other" in watching.told("read again")
    assert (watching.venue(), watching.venue(**OTHER)) == ("Second", "Second")
    assert watching.venue(**{"X-Mockserver-Sandbox": "new"}) == "Second"


def test_a_broken_seed_keeps_the_old_one_and_says_so(watching: Server) -> None:
    watching.write(BAD)
    assert "mockserver.yaml: projects/0/id: " in watching.told("The seed stays as it was")
    assert watching.venue() == "First"
    watching.write(SEED.format(venue="Second"))
    watching.told("read again")
    assert watching.venue() == "Second"


def test_a_sandbox_that_was_changed_begins_anew_when_it_is_reset(server: Server) -> None:
    server.rename()
    server.venue(**OTHER)
    server.write(SEED.format(venue="Second"))
    server.process.send_signal(signal.SIGHUP)
    assert "begin anew: other\n" in server.told("read again")
    assert (server.venue(), server.venue(**OTHER)) == ("Changed", "Second")
    httpx.post(f"{server.url}/__admin/reset").raise_for_status()
    assert server.venue() == "Second"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "clock", {"frozen": "2026-01-01T00:00:00Z"}),
        ("PATCH", "sandboxes/default", {"strictness": "strict"}),
        ("PUT", "state", {"projects": [{"id": 12345, "events": [{"id": 1234}]}]}),
    ],
    ids=["clock", "strictness", "state"],
)
def test_a_sandbox_that_the_lab_changed_is_left_alone(
    server: Server, method: str, path: str, body: dict[str, object]
) -> None:
    httpx.request(method, f"{server.url}/__admin/{path}", json=body).raise_for_status()
    server.process.send_signal(signal.SIGHUP)
    assert "begin anew: none" in server.told("read again")
    httpx.post(f"{server.url}/__admin/reset").raise_for_status()
    server.process.send_signal(signal.SIGHUP)
    assert "begin anew: default" in server.told("read again")


def test_a_sandbox_with_a_seed_of_its_own_keeps_it_and_one_with_its_own_clock_that(server: Server) -> None:
    frozen = {"frozen": "2026-01-01T00:00:00Z"}
    for wanted in ({"name": "own", "seed": "empty"}, {"name": "late", "clock": frozen}):
        httpx.post(f"{server.url}/__admin/sandboxes", json=wanted).raise_for_status()
    server.write(SEED.format(venue="Second"))
    server.process.send_signal(signal.SIGHUP)
    assert "begin anew: default, late\n" in server.told("read again")
    late = httpx.get(f"{server.url}/__admin/clock", headers={"X-Mockserver-Sandbox": "late"}).json()
    assert late["now"].startswith("2026-01-01T00:00:00")
    assert get(server.url, headers={"X-Mockserver-Sandbox": "own"}).status_code == 404


def test_what_was_asked_and_planned_before_is_remembered(server: Server) -> None:
    server.venue()
    httpx.post(f"{server.url}/__admin/faults", json={"steps": [{"status": 503}]}).raise_for_status()
    server.process.send_signal(signal.SIGHUP)
    server.told("read again")
    assert get(server.url).status_code == 503
    assert httpx.get(f"{server.url}/__admin/requests").json()["count"] == 2


def test_nothing_to_watch_is_told(tmp_path: Path) -> None:
    with serving_in(tmp_path, "--watch", "--seed", "season") as (process, _):
        _, _, log = stop(process)
    assert "--watch has nothing to do" in log


def test_a_file_with_a_world_of_its_own_is_not_seeded_again(tmp_path: Path) -> None:
    assert run("--watch", "--db", str(tmp_path / "world.db")).returncode == 2
    with reloading(tmp_path, "--db", "world.db") as server:
        server.process.send_signal(signal.SIGHUP)
        assert "world.db" in server.told("not read again")
        assert server.venue() == "First"


def test_a_terminal_that_goes_away_ends_the_server(tmp_path: Path) -> None:
    terminal, inside = os.openpty()
    process = subprocess.Popen(
        [*COMMAND, "--quiet"],
        env=environment({"MOCKSERVER_PORT": "0"}),
        stdin=inside,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - no thread runs here
        text=True,
    )
    os.close(inside)
    with process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("Ready. ")
        os.close(terminal)
        assert process.wait(PATIENCE) == 0
