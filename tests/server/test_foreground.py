"""The server of the command line: how it ends, where it can be found, and what it says on standard error."""

import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest

from mockserver.client.running import announced, find_running
from tests.commands import COMMAND, FREE_PORT, PATIENCE, environment, get, run, serving, stop
from tests.raw import dial

pytestmark = pytest.mark.slow  # each starts a process of its own, some several
UNSHARE = ("unshare", "--pid", "--fork", "--kill-child")
FIRST_PROCESS = subprocess.run([*UNSHARE, "true"], check=False).returncode if shutil.which("unshare") else 1


@pytest.fixture
def seed_that_never_comes(tmp_path: Path) -> Path:
    pipe = tmp_path / "seed.yaml"
    os.mkfifo(pipe)
    return pipe


@pytest.fixture
def runtime(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return tmp_path / "mockserver"


@contextmanager
def delayed(url: str, milliseconds: int) -> Iterator[Future[httpx.Response]]:
    """A request under way, whose answer takes its time."""
    plan = {"steps": [{"delayMs": milliseconds}]}
    httpx.post(f"{url}/__admin/faults", json=plan).raise_for_status()
    with ThreadPoolExecutor() as caller:
        answer = caller.submit(get, url)
        while not httpx.get(f"{url}/__admin/faults").json()["faults"][0]["consumed"]:
            pass
        yield answer


# --- signals


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="there is no /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(
    "prefix",
    [
        (),
        pytest.param(UNSHARE, marks=pytest.mark.skipif(FIRST_PROCESS != 0, reason="there is no unshare")),
    ],
    ids=["", "as the first process"],
)
def test_a_signal_before_it_is_ready_ends_it(
    seed_that_never_comes: Path, number: signal.Signals, prefix: tuple[str, ...]
) -> None:
    command = [*prefix, *COMMAND, "--seed", str(seed_that_never_comes)]
    process = subprocess.Popen(
        command, env=environment(FREE_PORT), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with seed_that_never_comes.open("w"):  # which lasts until the server opens it
        server = _server_of(process.pid) if prefix else process.pid
        while not _is_asleep(server):  # a signal between two calls of the system waits for the second to end
            pass
        os.kill(server, number)
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out, err) == (0, "", "")


def _server_of(parent: int) -> int:
    return int(Path(f"/proc/{parent}/task/{parent}/children").read_text().split()[0])


def _is_asleep(process: int) -> bool:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "S"


def test_a_request_under_way_is_answered_before_the_end() -> None:
    with serving() as (process, url), delayed(url, 300) as answer:
        assert stop(process)[0] == 0
        assert answer.result().status_code == 200


def test_a_second_signal_ends_it_at_once() -> None:
    with serving() as (process, url), delayed(url, 60_000) as answer:
        process.send_signal(signal.SIGTERM)
        code, _, _ = stop(process, signal.SIGINT)
        assert isinstance(answer.exception(), httpx.TransportError)
    assert code in {128 + signal.SIGINT, 128 + signal.SIGTERM}


# --- where it can be found


def test_its_health_is_asked_where_it_listens_whatever_flags_said(runtime: Path) -> None:
    assert run("healthcheck", XDG_RUNTIME_DIR=str(runtime.parent)).returncode == 1
    with serving("--port", "0", "--host", "127.0.0.1", XDG_RUNTIME_DIR=str(runtime.parent)) as (process, url):
        assert find_running() == url
        told = run("healthcheck", XDG_RUNTIME_DIR=str(runtime.parent), MOCKSERVER_PORT="1")
        assert (told.returncode, told.stderr) == (0, "")
        stop(process)
    assert find_running() is None
    assert list(runtime.iterdir()) == []


def test_one_that_was_killed_is_not_found(runtime: Path) -> None:
    with serving(XDG_RUNTIME_DIR=str(runtime.parent)) as (process, _):
        process.kill()
        process.wait(PATIENCE)
    assert list(runtime.iterdir()) != []
    assert find_running() is None


def test_of_several_the_newest_is_found_or_the_one_on_a_port(runtime: Path) -> None:
    given = {"XDG_RUNTIME_DIR": str(runtime.parent)}
    with serving(**given) as (_, older), serving(**given) as (newer_process, newer):
        assert find_running() == newer
        assert find_running(httpx.URL(older).port) == older
        assert find_running(1) == newer
        stop(newer_process)
        assert find_running() == older


def _anybody_may_write(folder: Path) -> None:
    folder.chmod(0o777)


def _is_a_link(folder: Path) -> None:
    folder.rename(folder.with_name("elsewhere"))
    folder.symlink_to(folder.with_name("elsewhere"))


@pytest.mark.parametrize("tamper", [_anybody_may_write, _is_a_link])
def test_a_folder_that_is_not_ours_alone_is_neither_believed_nor_written_to(
    runtime: Path, tamper: Callable[[Path], None]
) -> None:
    runtime.mkdir()
    tamper(runtime)
    with announced("http://127.0.0.1:1"):
        assert list(runtime.iterdir()) == []
        assert find_running() is None


def test_where_nothing_can_be_written_it_runs_all_the_same(tmp_path: Path) -> None:
    nowhere = tmp_path / "file"
    nowhere.touch()
    with serving(XDG_RUNTIME_DIR=str(nowhere)) as (process, url):
        assert get(url).status_code == 200
        assert stop(process)[0] == 0


# --- what it writes to standard error


@pytest.mark.parametrize(
    ("arguments", "is_open"),
    [
        (["--host", "0.0.0.0"], True),
        (["--host", "0.0.0.0", "--quiet"], True),
        (["--host", "0.0.0.0", "--admin-token", "x"], False),
        (["--host", "0.0.0.0", "--no-admin"], False),
        (["--host", "127.0.0.2"], False),
        (["--host", "localhost"], False),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_it_warns_when_others_may_use_the_admin_api(arguments: list[str], is_open: bool) -> None:
    with serving(*arguments) as (process, url):
        _, _, err = stop(process)
    warnings = [line for line in err.splitlines() if "admin API" in line]
    assert len(warnings) == is_open
    assert all(f"0.0.0.0:{httpx.URL(url).port}" in line and "--admin-token" in line for line in warnings)


@pytest.mark.parametrize("arguments", [["--log-format", "json"], ["--log-format", "json", "--quiet"]])
def test_every_line_of_a_json_log_is_json_whatever_comes(arguments: list[str]) -> None:
    with serving(*arguments) as (process, url):
        port = httpx.URL(url).port
        assert port is not None
        for line in (b"BREW / HTTP/1.1", b"\x00", b"GET / HTTP/1.1\r\nUpgrade: h2c\r\nConnection: Upgrade"):
            with dial(port) as wire:
                wire.send(line + b"\r\n\r\n")
                wire.answer()
        get(url)
        _, _, err = stop(process)
    lines = [json.loads(line) for line in err.splitlines()]
    expected = [] if "--quiet" in arguments else [400, 400, 200, 200]
    assert [line.get("status") for line in lines] == expected


def test_it_takes_as_many_files_as_it_may_and_says_once_that_there_are_no_more() -> None:
    limited = [sys.executable, "-c", _LIMITED, *COMMAND, "--log-format", "json"]
    process = subprocess.Popen(
        limited, env=environment(FREE_PORT), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    port = int(process.stdout.readline().rpartition(":")[2])
    with ExitStack() as callers:
        for _ in range(80):
            callers.enter_context(socket.create_connection(("127.0.0.1", port), PATIENCE))
        assert process.stderr is not None
        line = json.loads(process.stderr.readline())
    code, _, err = stop(process)
    assert line["level"] == "error"
    assert "64 files are open" in line["message"]
    assert (code, err) == (0, "")


_LIMITED = f"""
import os, resource, sys
resource.setrlimit({resource.RLIMIT_NOFILE}, (32, 64))
os.execv(sys.argv[1], sys.argv[1:])
"""


def test_a_terminal_is_shown_what_journals_may_keep(tmp_path: Path) -> None:
    terminal, inside = os.openpty()
    process = subprocess.Popen(
        [*COMMAND, "--journal-memory", str(7 * 1024 * 1024)],
        env=environment(FREE_PORT),
        stdout=inside,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
    )
    os.close(inside)
    with process, os.fdopen(terminal, encoding="utf-8") as shown:
        told = next(line for line in shown if "Journals" in line or "Ctrl+C" in line)
        process.terminate()
        assert process.wait(PATIENCE) == 0
    assert "up to 7 MiB" in told
