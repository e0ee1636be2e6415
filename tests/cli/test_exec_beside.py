"""The command `exec` beside a server that runs already."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from mockserver.server.server import MockServer
from tests.commands import COMMAND, PATIENCE, environment, run, serving, stop
from tests.shell import Shell, closed_port
from tests.world import EVENT, PAIR, REVISION

CLIENT = f"""
import httpx, os, sys
http = httpx.Client(base_url=os.environ["MOCKSERVER_URL"], auth={PAIR}, headers={REVISION})
"""
FIND = f"http.get('{EVENT}/passes?colour=red')"
SANDBOX = """
http.headers["X-Mockserver-Sandbox"] = "mine"
http.post("/__admin/faults", json={"steps": [{"status": 503, "times": 2}]})
http.get("/v1/nothing")
http.delete("/__admin/sandboxes/mine")
"""


def python(code: str) -> list[str]:
    return ["--", sys.executable, "-c", CLIENT + code]


@contextmanager
def executing(url: str, code: int = 0) -> Iterator[subprocess.Popen[str]]:
    """A command that runs beside a server, until it is sent a line."""
    command = ["exec", "--url", url, "--", "sh", "-c", f"echo ready; read line; exit {code}"]
    with subprocess.Popen(
        [*COMMAND, *command],
        env=environment({}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process


@pytest.mark.slow
def test_what_a_server_that_runs_is_asked_meanwhile_is_counted() -> None:
    with MockServer("documentation") as server:
        beside = ("exec", "--url", server.url)
        assert run(*beside, *python(FIND), MOCKSERVER_URL="http://elsewhere.test").returncode == 0
        told = run(*beside, *python(FIND + SANDBOX))
        assert told.returncode == 0
        assert told.stderr.replace("\N{MULTIPLICATION SIGN}", "x") == (
            "mockserver: 2 requests\n"
            "    list_event_passes  200 x1\n"
            "    other              503 x1\n"
            "  findings\n"
            "    undocumented  query.undocumented x1\n"
            "  unconsumed faults\n"
            "    1 plan\n"
        )
        failed = run(*beside, "--quiet", "--fail-on", "finding", *python(FIND))
        assert (failed.returncode, failed.stderr) == (
            1,
            "mockserver: failed because of 1 finding (--fail-on finding)\n",
        )
        assert run(*beside, *python("sys.exit(3)")).returncode == 3


@pytest.mark.slow
@pytest.mark.parametrize("code", [0, 3], ids=["it succeeds", "it fails"])
def test_a_server_that_ends_while_the_command_runs_is_told_and_nothing_else(code: int) -> None:
    with serving("--quiet") as (process, url), executing(url, code) as waiting:
        stop(process)
        _, told = waiting.communicate("go on\n", timeout=PATIENCE)
    assert waiting.returncode == (code or 1)
    (line,) = told.splitlines()
    assert line.startswith(f"mockserver: {url} cannot be reached: ")


@pytest.mark.slow
def test_one_that_was_started_again_is_told_since_it_has_forgotten() -> None:
    with serving("--quiet") as (process, url), executing(url) as waiting:
        stop(process)
        with serving("--quiet", MOCKSERVER_PORT=url.rpartition(":")[2]):
            _, told = waiting.communicate("go on\n", timeout=PATIENCE)
    assert waiting.returncode == 1
    assert "the server was started again meanwhile" in told


@pytest.mark.slow
def test_a_server_that_is_silent_keeps_the_command_from_starting() -> None:
    told = run("exec", "--url", closed_port(), "--", "echo", "never")
    assert (told.returncode, told.stdout) == (1, "")
    assert "cannot be reached" in told.stderr


@pytest.mark.slow
def test_one_of_several_is_not_taken_for_the_whole() -> None:
    with MockServer(shard="s2") as part:
        told = run("exec", "--url", part.url, "--", "echo", "never")
    assert (told.returncode, told.stdout) == (1, "")
    assert "is s2 alone; expected --shards with all of them" in told.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--shards", "s1,s2"], "--shards is 's1,s2': expected --url"),
        (["--url", "nowhere"], "'nowhere': expected a URL"),
        (
            ["--url", "http://127.0.0.1:1", "--seed", "season"],
            "--seed is ['season']: expected none with --url",
        ),
        (["--url", "http://127.0.0.1:1", "--no-admin"], "--no-admin is True: expected none with --url"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_options_that_change_nothing_are_told(shell: Shell, arguments: list[str], told: str) -> None:
    assert told in shell.fail("exec", *arguments, "--", "echo", code=2)
