"""The command `exec`: a command beside a server of its own, and what is told of it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from mockserver.settings import Settings
from tests.commands import COMMAND, PATIENCE, environment
from tests.shell import Shell, closed_port
from tests.world import EVENT, PAIR, REVISION

EXEC = [*COMMAND, "exec"]
pytestmark = pytest.mark.slow  # each starts a command beside a server, in processes of their own
CLIENT = f"""
import httpx, os, signal, sys
http = httpx.Client(base_url=os.environ["MOCKSERVER_URL"], auth={PAIR}, headers={REVISION})
"""
SEEN = (
    f"answer = http.delete('{EVENT}');"
    " print(answer.text, answer.headers['x-mockserver-evidence'].split(', ')[0])"
)
FIND = f"http.get('{EVENT}/passes?colour=red')"
PLAN = (
    "http.post('/__admin/faults', json={'match': {'operation': 'update_event'}, 'steps': [{'status': 503}]})"
)
WAIT = """
signal.signal(signal.Signals[sys.argv[1]], lambda number, _: sys.exit(40 + number))
print("ready", flush=True)
while True:
    signal.pause()
"""
COMMAND_IS_MISSING = "Expected -- after the flags and then a command, as in "


def python(code: str, *arguments: str) -> list[str]:
    """A command that speaks to the server that it finds in its environment."""
    return ["--", sys.executable, "-c", CLIENT + code, *arguments]


def execute(*arguments: str, typed: str = "", **given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*EXEC, *arguments],
        env=environment(given),
        input=typed,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@contextmanager
def executing(*arguments: str, stdin: int = subprocess.DEVNULL) -> Iterator[subprocess.Popen[str]]:
    """A command that is ready, and the process that runs it, in a group of its own."""
    process = subprocess.Popen(
        [*EXEC, *arguments],
        env=environment({}),
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", process.communicate(timeout=PATIENCE)
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=PATIENCE)


def end(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit code and the rest of standard output, once nobody can write to it any more."""
    rest, _ = process.communicate(timeout=PATIENCE)
    return process.returncode, rest


def test_the_command_finds_the_server_by_its_environment() -> None:
    told = execute(
        "--admin-token",
        "s3cret",
        *python("""
token = {"Authorization": "Bearer " + os.environ["MOCKSERVER_ADMIN_TOKEN"]}
print(os.environ["MOCKSERVER_URL"], os.environ["MOCKSERVER_BASE_URL"])
print(http.get("/__admin/health", headers=token, auth=None).status_code)
"""),
        MOCKSERVER_URL="http://elsewhere.test",
        MOCKSERVER_BASE_URL="http://elsewhere.test/v1",
        MOCKSERVER_ADMIN_TOKEN="another",
        MOCKSERVER_PORT="no number",
        PORT="80",
    )
    url, base_url, status = told.stdout.split()
    assert base_url == f"{url}/v1"
    assert httpx.URL(url).host == "127.0.0.1"
    assert status == "200"


def test_flags_of_a_server_apply(tmp_path: Path) -> None:
    url, file, database = closed_port(), tmp_path / "port", tmp_path / "world.db"
    port = str(httpx.URL(url).port)
    told = execute(
        *["--port", port, "--port-file", str(file), "--db", str(database)],
        *["--seed", "documentation", "--seed", "season", "--strictness", "strict"],
        *python(f"print(http.base_url, {FIND}.status_code)"),
    )
    assert told.stdout == f"{url} 400\n"
    assert file.read_text() == f"{port}\n"
    assert database.exists()


def test_standard_input_and_output_are_the_commands_alone() -> None:
    told = execute("--seed", "none", "--", "cat", typed="a line\n")
    assert (told.returncode, told.stdout) == (0, "a line\n")
    assert told.stderr == "mockserver: no requests\n"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("exit 3", 3),
        ("kill -KILL $$", 128 + signal.SIGKILL),
    ],
)
def test_the_exit_code_is_the_commands(command: str, code: int) -> None:
    assert execute("--seed", "none", "--", "sh", "-c", command).returncode == code


@pytest.mark.parametrize("command", ["no-such-command", str(Path(__file__))])
def test_a_command_that_cannot_be_run_is_named(command: str) -> None:
    told = execute("--seed", "none", "--", command, "--flag")
    assert told.returncode == 127
    (line,) = told.stderr.splitlines()
    assert line.startswith(f"mockserver: cannot run '{command}': ")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ([], COMMAND_IS_MISSING),
        (["--"], COMMAND_IS_MISSING),
        (["--seed", "none", "echo", "-n"], COMMAND_IS_MISSING),
        (["echo", "--", "x"], COMMAND_IS_MISSING),
        (["--nonsense", "--", "echo"], ""),
        (["--fail-on", "rain", "--", "echo"], ""),
        (["--port", "abc", "--", "echo"], "--port is 'abc': expected "),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_told_in_one_line_and_an_exit_code(
    shell: Shell, arguments: list[str], line: str
) -> None:
    told = shell.fail("exec", *arguments, code=2)
    assert told.startswith(line)
    assert line or arguments[0] in told


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (["--seed", "missing.yaml"], 2, "missing.yaml: "),
        (["--host", "256.0.0.1"], 3, "cannot listen on 256.0.0.1:0: "),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_start_that_fails_is_told_as_that_of_a_server_is(
    arguments: list[str], code: int, line: str
) -> None:
    told = execute(*arguments, "--", "echo", "never")
    assert (told.returncode, told.stdout) == (code, "")
    (only,) = told.stderr.splitlines()
    assert only.startswith(f"mockserver: {line}")


def test_what_follows_the_dashes_is_left_to_the_command() -> None:
    assert execute("--quiet", "--", "echo", "--seed", "--", "--help").stdout == "--seed -- --help\n"


def test_help_shows_every_flag_of_a_server_here_as_well_as_there(shell: Shell) -> None:
    shell.patch.setenv("COLUMNS", "120")
    here, there = (shell.get(command, "--help") for command in ("exec", "serve"))
    for name in Settings.model_fields:
        flag = f" --{name.replace('_', '-')} "
        assert flag in here
        assert flag in there
    assert "mockserver exec [OPTIONS] -- COMMAND..." in here
    assert "Example: mockserver exec " in here


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT"])
def test_a_signal_reaches_the_command_whose_exit_code_counts(name: str) -> None:
    number = signal.Signals[name]
    with executing("--seed", "none", *python(WAIT, name)) as process:
        process.send_signal(number)
        assert end(process) == (40 + number, "")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_a_command_in_a_terminal_gets_a_signal_once(name: str) -> None:
    """A terminal sends what is typed to the whole group, everybody else a signal to one process."""
    number = signal.Signals[name]
    terminal, stdin = os.openpty()
    try:
        with executing("--seed", "none", *python(WAIT, name), stdin=stdin) as process:
            send = os.killpg if name == "SIGINT" else os.kill
            send(process.pid, number)
            assert end(process) == (40 + number, "")
    finally:
        os.close(terminal)
        os.close(stdin)


def test_a_signal_that_comes_first_keeps_the_command_from_starting() -> None:
    code = """
import os, signal
from mockserver.cli.exec.process import Child
child = Child()
child.listen()
os.kill(os.getpid(), signal.SIGTERM)
print(child.run(["echo", "never"], os.environ))
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == f"{128 + signal.SIGTERM}\n"


def test_what_is_ignored_stays_ignored() -> None:
    look = "os.kill(os.getppid(), signal.SIGHUP); print(signal.getsignal(signal.SIGHUP) is signal.SIG_IGN)"
    told = subprocess.run(
        ["sh", "-c", 'trap "" HUP; exec "$@"', "sh", *EXEC, "--quiet", *python(look)],
        env=environment({}),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (told.returncode, told.stdout, told.stderr) == (0, "True\n", "")


@pytest.mark.parametrize("before", ["", 'trap "" TERM; '], ids=["willing", "stubborn"])
def test_nothing_that_the_command_began_outlives_it(before: str) -> None:
    # Standard output is at its end only once the process in the background has let go of it.
    told = execute("--seed", "none", "--", "sh", "-c", f"{before}sleep 1000 & echo begun")
    assert (told.returncode, told.stdout) == (0, "begun\n")


def test_a_signal_reaches_all_that_the_command_began() -> None:
    with executing("--seed", "none", "--", "sh", "-c", "sleep 1000 & echo ready; wait") as process:
        process.terminate()
        assert end(process) == (128 + signal.SIGTERM, "")


def test_the_summary_counts_what_sandboxes_and_journals_forgot() -> None:
    told = execute(
        *["--journal-entries", "1"],
        *python(f"""
def send(method, path, sandbox="", status=None, **given):
    base = f"/sandboxes/{{sandbox}}" if sandbox else ""
    answer = http.request(method, base + path, **given)
    assert answer.status_code == (status or answer.status_code), answer.text
for _ in range(3):
    send("GET", "{EVENT}")
send("GET", "{EVENT}/passes?colour=red")
send("GET", "{EVENT}", headers={{"Api-Revision": "9"}}, status=400)
name = {{"fields": {{"eventName": {{"value": "Renamed"}}}}}}
match = {{"operation": "update_event", "event": 1234}}
steps = [{{"status": 503, "times": 3}}, {{"drop": "after"}}]
send("POST", "/__admin/faults", "one", json={{"match": match, "steps": steps}}, status=201)
send("PUT", "{EVENT}", "one", json=name, status=503)
send("DELETE", "/__admin/sandboxes/one", status=204)
send("POST", "/__admin/reset", status=204)
send("GET", "/v1/nothing", status=404)
send("OPTIONS", "/v1/nothing", status=404)
send("GET", "/readyz", status=200)
send("POST", "/__admin/faults", json={{"limit": {{"requests": 5, "seconds": 60}}}})
send("POST", "/__admin/faults", "two", json={{"steps": [{{"drop": "before"}}]}})
try:
    send("GET", "{EVENT}", "two")
except httpx.RemoteProtocolError:
    print("dropped")
"""),
    )
    assert (told.returncode, told.stdout) == (0, "dropped\n")
    assert told.stderr.replace("\N{MULTIPLICATION SIGN}", "x") == (
        "mockserver: 9 requests\n"
        "    get_event          200 x3  400 x1  no answer x1\n"
        "    list_event_passes  200 x1\n"
        "    update_event       503 x1\n"
        "    other              GET 404 x1  OPTIONS 404 x1\n"
        "  findings\n"
        "    undocumented  query.undocumented x1\n"
        "    violation     revision.unsupported x1\n"
        "  sent and read by nobody\n"
        "    list_event_passes  query colour x1\n"
        "  unconsumed faults\n"
        '    fault-1 in one (operation "update_event", event 1234): status 503 x2; drop after\n'
        "    fault-1 in default (any call): limit of 5 calls in 60 s\n"
    )


def test_the_summary_needs_no_lab_and_no_journal() -> None:
    told = execute("--no-admin", "--journal-entries", "0", *python(FIND))
    assert told.stderr.startswith("mockserver: 1 request\n    list_event_passes  200 ")
    assert "query.undocumented" in told.stderr


def test_the_summary_names_so_many_faults_and_counts_the_rest() -> None:
    told = execute(*python(f"[{PLAN} for _ in range(25)]"))
    lines = told.stderr.splitlines()
    assert lines[1] == "  unconsumed faults"
    assert lines[-1] == "    and 5 more"
    assert len(lines) == 2 + 20 + 1


def test_faults_of_a_sandbox_that_made_room_are_told() -> None:
    told = execute(
        *["--sandbox-ttl", "0"],
        *python(f"""
http.headers["X-Mockserver-Sandbox"] = "one"
{PLAN}
http.headers["X-Mockserver-Sandbox"] = "two"
http.get("{EVENT}")
http.headers["X-Mockserver-Sandbox"] = "default"
print(http.get("/__admin/sandboxes").json()["count"])
"""),
    )
    assert told.stdout == "2\n"
    assert "fault-1 in one " in told.stderr


@pytest.mark.parametrize(
    ("causes", "code", "line"),
    [
        (["finding"], f"{FIND}; {FIND}", "failed because of 2 findings (--fail-on finding)"),
        (["unconsumed-fault"], PLAN, "failed because of 1 unconsumed fault (--fail-on unconsumed-fault)"),
        (["finding", "unconsumed-fault"], FIND, "failed because of 1 finding (--fail-on finding)"),
    ],
    ids=["finding", "fault", "one of both"],
)
def test_a_command_that_succeeds_can_fail_for_what_there_was(causes: list[str], code: str, line: str) -> None:
    flags = [part for cause in causes for part in ("--fail-on", cause)]
    told = execute("--quiet", *flags, *python(code))
    assert (told.returncode, told.stderr) == (1, f"mockserver: {line}\n")


@pytest.mark.parametrize(
    ("flags", "code", "expected"),
    [
        ([], f"{FIND}; {PLAN}", 0),
        (["--fail-on", "finding"], PLAN, 0),
        (["--fail-on", "unconsumed-fault"], FIND, 0),
        (["--fail-on", "finding"], f"{FIND}; sys.exit(3)", 3),
    ],
    ids=["nothing asked", "only faults", "only findings", "the command failed"],
)
def test_otherwise_the_exit_code_is_the_commands(flags: list[str], code: str, expected: int) -> None:
    told = execute("--quiet", *flags, *python(code))
    assert (told.returncode, told.stderr) == (expected, "")


def test_a_fault_that_was_consumed_or_forgotten_on_purpose_is_not_told() -> None:
    told = execute(
        *["--quiet", "--fail-on", "unconsumed-fault"],
        *python(f"""
for end in (
    lambda: http.delete("/__admin/faults"),
    lambda: http.delete("/__admin/faults/fault-2"),
    lambda: http.post("/__admin/reset"),
    lambda: http.put("{EVENT}", json={{}}),
):
    {PLAN}
    print(end().status_code)
"""),
    )
    assert told.stdout.split() == ["204", "204", "204", "503"]
    assert (told.returncode, told.stderr) == (0, "")


def test_a_command_runs_beside_what_the_service_was_seen_to_do(tmp_path: Path) -> None:
    profile = tmp_path / "profile.yaml"
    profile.write_text("observed: 2026-11-24\npositions: {R-3: schema}\n")
    told = execute("--profile", str(profile), "--evidence", *python(SEEN))
    assert told.stdout == '{"ok":true} R-3 observed 2026-11-24\n'
