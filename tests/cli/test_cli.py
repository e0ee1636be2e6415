"""The command line: flags, environment, exit codes, the one line on standard output."""

import json
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import httpx
import pytest

from mockserver import __version__
from mockserver.seeds.files import fixtures
from tests.commands import FREE_PORT, PATIENCE, get, run, serving, serving_in, stop
from tests.shell import Shell, closed_port
from tests.world import EVENT, PAIR, REVISION

GROUPS = ["Server", "World", "Judgement", "Lab", "Log"]


def test_the_bare_command_serves_the_documentations_world() -> None:
    with serving() as (_, url):
        assert get(url).json()["fields"]["eventName"]["value"] == "LA Dodgers at SF Giants"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_a_signal_ends_it_with_exit_code_0_and_one_line_on_standard_output(number: signal.Signals) -> None:
    with serving() as (process, url):
        get(url)
        code, rest, log = stop(process, number)
    assert (code, rest) == (0, "")
    assert f"GET {EVENT} 200" in log


def test_requests_under_way_are_answered_before_it_ends() -> None:
    with (
        serving() as (process, url),
        socket.create_connection(("127.0.0.1", httpx.URL(url).port)) as wire,
    ):
        head = f"PUT {EVENT} HTTP/1.1\r\nHost: x\r\nAuthorization: Basic YTpi\r\nApi-Revision: 1.2\r\n"
        body = b'{"fields": {"venueTitle": {"value": "Oracle Park"}}}'
        wire.sendall(f"{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode())
        wire.sendall(body[:10])
        get(url)  # the server has read the head by the time it answers another request
        process.terminate()
        wire.sendall(body[10:])
        assert b"200 OK" in wire.recv(65536)
        process.wait(timeout=PATIENCE)
    assert process.returncode == 0


def test_no_header_names_what_the_server_is_built_with() -> None:
    with serving() as (_, url):
        headers = get(url).headers
    assert "server" not in headers
    assert headers["x-mockserver-version"] == __version__


def test_quiet_logs_no_requests() -> None:
    with serving("--quiet") as (process, url):
        get(url)
        assert stop(process) == (0, "", "")


def test_the_log_can_be_json_lines() -> None:
    with serving("--log-format", "json") as (process, url):
        get(url)
        _, _, log = stop(process)
    (line,) = [json.loads(each) for each in log.splitlines()]
    assert line.items() >= {"operation": "get_event", "status": 200, "target": EVENT, "level": "info"}.items()


def test_the_port_file_holds_the_port(tmp_path: Path) -> None:
    file = tmp_path / "port"
    with serving("--port-file", str(file)) as (_, url):
        assert file.read_text() == f"{httpx.URL(url).port}\n"


def test_a_port_can_be_given_as_platforms_do() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    with serving(MOCKSERVER_PORT="", PORT=port) as (_, url):
        assert url == f"http://127.0.0.1:{port}"


@pytest.mark.parametrize(
    ("flags", "variables", "status"),
    [
        ([], {}, 401),
        ([], {"MOCKSERVER_AUTH": "off"}, 200),
        (["--auth", "keys"], {"MOCKSERVER_AUTH": "off"}, 401),
    ],
    ids=["default", "environment beats default", "flag beats environment"],
)
def test_a_flag_beats_the_environment_beats_the_default(
    flags: list[str], variables: dict[str, str], status: int
) -> None:
    with serving(*flags, **variables) as (_, url):
        assert httpx.get(url + EVENT, headers=REVISION).status_code == status


def test_every_setting_of_a_server_reaches_it(tmp_path: Path) -> None:
    seed = tmp_path / "seed.yaml"
    seed.write_text(
        "projects: [{id: 7, events: [{id: 8, fields: {eventName: {value: x}}, passes: [{id: 9}]}]}]"
    )
    variables = {
        "MOCKSERVER_SEED": f"{seed},documentation",
        "MOCKSERVER_STRICTNESS": "strict",
        "MOCKSERVER_READING": "schema",
        "MOCKSERVER_PUBLIC_BASE_URL": "https://wallet.test",
        "MOCKSERVER_MAX_BODY": "10",
    }
    with serving(**variables) as (_, url):
        passes = get(url, "/v1/events/project/7/8/passes").json()["passes"]
        assert passes[0]["url"] == "https://wallet.test/v1/pass/9/download"
        assert "eventId" in get(url, f"{EVENT}/passGroups").json()
        assert get(url, "/v1/events/project/7/8/passes?other=1").status_code == 400
        long = httpx.put(url + EVENT, json={"fields": {}, "more": 1}, auth=PAIR, headers=REVISION)
        assert long.status_code == 413


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--port", "abc"], "--port is 'abc': expected an integer from 0 to 65535"),
        (["--port", "70000"], "--port is '70000': expected an integer from 0 to 65535"),
        (["--strictness", "mild"], "--strictness is 'mild': expected 'lenient', "),
        (["--max-body", "0"], "--max-body is '0': expected "),
        (["--public-base-url", "wallet"], "--public-base-url is 'wallet': "),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_told_in_one_line_and_an_exit_code(
    shell: Shell, arguments: list[str], line: str
) -> None:
    assert shell.fail(*arguments, code=2).startswith(line)


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (["--seed", "missing.yaml"], 2, "missing.yaml: "),
        (["--db", "/nowhere/at/all.db"], 3, "/nowhere/at/all.db: "),
        (["--port-file", "/nowhere/at/all"], 3, "cannot write the port to /nowhere/at/all: "),
        (["--host", "256.0.0.1"], 3, "cannot listen on 256.0.0.1:0: "),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_start_that_fails_is_told_in_one_line_and_an_exit_code(
    arguments: list[str], code: int, line: str
) -> None:
    told = run(*arguments, **FREE_PORT)
    assert (told.returncode, told.stdout) == (code, "")
    (only,) = told.stderr.splitlines()
    assert only.startswith(f"mockserver: {line}")


@pytest.mark.parametrize("argument", ["--nonsense", "nonsense"])
def test_what_is_no_argument_is_told_in_one_line_and_an_exit_code(argument: str) -> None:
    told = run(argument, **FREE_PORT)
    assert (told.returncode, told.stdout) == (2, "")
    (only,) = told.stderr.splitlines()
    assert only.startswith("mockserver: ")
    assert argument in only


def test_a_port_in_use_is_told_in_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        told = run("--port", port)
    assert told.returncode == 3
    (only,) = told.stderr.splitlines()
    assert only.startswith(f"mockserver: cannot listen on 127.0.0.1:{port}: ")


def test_each_fault_of_a_bad_seed_has_its_line(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text("projects: [{id: 0}, {events: [{passes: [{}, {status: broken}]}]}]")
    validated, started = shell.run("seed", "validate", str(file)), run("--seed", str(file), **FREE_PORT)
    assert (validated.code, started.returncode) == (2, 2)
    assert validated.err == started.stderr
    assert [line.split(": ")[:3] for line in validated.err.splitlines()] == [
        ["mockserver", str(file), "projects/0/id"],
        ["mockserver", str(file), "projects/1/events/0/passes/1/status"],
    ]


def test_good_seeds_are_told_to_be_good(shell: Shell) -> None:
    told = shell.get("seed", "validate", "documentation", "season")
    assert [line.rpartition(": ")[2] for line in told.splitlines()] == ["ok", "ok"]


def test_a_conflict_of_seeds_is_found_by_loading_them(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "twice.yaml"
    file.write_text("projects: [{id: 1}, {id: 1}]")
    assert shell.get("seed", "validate", str(file)) == f"{file}: ok\n"
    assert shell.fail("seed", "validate", "--load", str(file), code=2).startswith(
        f"{file}: projects/1/id: 1: "
    )


def test_seeds_are_validated_whatever_the_settings_say(shell: Shell) -> None:
    shell.patch.setenv("MOCKSERVER_PORT", "no number")
    shell.get("seed", "validate", "--load", "documentation")


def test_the_shape_of_seeds_is_seen_without_a_server() -> None:
    code = """
import sys
from mockserver.cli.commands import run
run(["seed", "validate", "volume"])
print(sorted({"sqlmodel", "fastapi", "uvicorn"} & set(sys.modules)))
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "[]"


def test_the_seeds_that_come_along_are_listed_and_shown(shell: Shell, tmp_path: Path) -> None:
    _, *rows = shell.get("seed", "list").splitlines()
    names = [row.split()[0] for row in rows]
    assert names == ["documentation", "season", "volume"]
    for name in names:
        copy = tmp_path / f"{name}.yaml"
        copy.write_text(shell.get("seed", "show", name), encoding="utf-8")
        assert shell.get("seed", "validate", str(copy)) == f"{copy}: ok\n"
    assert "'winter' is no seed that comes along; " in shell.fail("seed", "show", "winter", code=2)


def test_the_schema_of_seeds_is_printed(shell: Shell) -> None:
    assert shell.get("seed", "schema") == (fixtures() / "seed.schema.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "venue"),
    [([], "Here"), (["--seed", "documentation"], "AT&T Park")],
    ids=["no seed given", "another seed given"],
)
def test_the_seed_of_a_folder_is_found_by_itself(tmp_path: Path, given: list[str], venue: str) -> None:
    (tmp_path / "mockserver.yaml").write_text(
        "projects: [{id: 12345, events: [{id: 1234, fields: {venueTitle: {value: Here}}}]}]"
    )
    with serving_in(tmp_path, *given) as (_, url):
        assert get(url).json()["fields"]["venueTitle"]["value"] == venue


def test_a_database_file_keeps_its_world_and_refuses_a_seed(tmp_path: Path) -> None:
    file = tmp_path / "world.db"
    with serving("--db", str(file)) as (process, url):
        changed = {"fields": {"venueTitle": {"value": "Oracle Park"}}}
        httpx.put(url + EVENT, json=changed, auth=PAIR, headers=REVISION).raise_for_status()
        second = run("--db", str(file), **FREE_PORT)
        assert second.returncode == 3
        assert second.stderr == f"mockserver: {file}: is in use by another process\n"
        process.kill()
        process.wait(timeout=PATIENCE)
    with serving("--db", str(file)) as (_, url):
        assert get(url).json()["fields"]["venueTitle"]["value"] == "Oracle Park"
    refused = run("--db", str(file), "--seed", "season", **FREE_PORT)
    assert refused.returncode == 3
    assert "--reset" in refused.stderr
    with serving("--db", str(file), "--reset", "--seed", "documentation") as (_, url):
        assert get(url).json()["fields"]["venueTitle"]["value"] == "AT&T Park"


def test_a_database_of_another_schema_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "world.db"
    with serving("--db", str(file)):
        pass
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    before = file.read_bytes()
    told = run("--db", str(file), **FREE_PORT)
    assert told.returncode == 3
    assert "schema version 99" in told.stderr
    assert file.read_bytes() == before


def test_healthcheck_tells_whether_a_server_is_ready(shell: Shell) -> None:
    shell.get("healthcheck")
    shell.patch.delenv("MOCKSERVER_URL")
    shell.get("healthcheck", "--url", shell.url)
    shell.patch.setenv("MOCKSERVER_PORT", shell.url.rpartition(":")[2])
    shell.get("healthcheck")
    nowhere = closed_port()
    assert shell.fail("healthcheck", "--url", nowhere).startswith(f"{nowhere} is not ready: ")


def test_the_document_is_printed(shell: Shell) -> None:
    assert json.loads(shell.get("openapi"))["openapi"].startswith("3.1")


def test_the_version_is_printed() -> None:
    assert run("--version").stdout == f"mockserver {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [[], ["serve"], ["exec"], ["seed", "validate"], ["healthcheck"], ["openapi"], ["doctor"], ["docs"]],
)
def test_help_is_shown_for_every_command(shell: Shell, arguments: list[str]) -> None:
    shown = shell.get(*arguments, "--help")
    assert "Usage: mockserver" in shown
    assert shell.get(*arguments, "-h") == shown
    assert re.findall(r"<(?:bool|str|int|float|path|list\b.*)>", shown) == []


def test_help_names_what_a_flag_takes_and_nothing_where_it_takes_nothing(shell: Shell) -> None:
    shell.patch.setenv("COLUMNS", "120")
    shown = shell.get("requests", "list", "--help")
    assert re.search(r"--status +STATUS +With", shown)
    assert re.search(r"--help +-h +Show", shown)


@pytest.mark.parametrize("command", ["serve", "exec", "doctor"])
def test_help_shows_the_flags_of_a_server_in_groups(shell: Shell, command: str) -> None:
    shell.patch.setenv("COLUMNS", "120")
    shown = shell.get(command, "--help")
    places = [shown.index(f" {title} \N{BOX DRAWINGS LIGHT HORIZONTAL}") for title in GROUPS]
    assert places == sorted(places)
    groups = dict(zip(GROUPS, (shown[here:there] for here, there in pairwise([*places, None])), strict=True))
    for flag, title in [("host", "Server"), ("seed", "World"), ("auth", "Judgement"), ("quiet", "Log")]:
        assert [
            name for name, group in groups.items() if f"\N{BOX DRAWINGS LIGHT VERTICAL} --{flag} " in group
        ] == [title]


def test_help_tells_the_default_port_of_each_command(shell: Shell) -> None:
    shell.patch.setenv("COLUMNS", "200")
    for command, default in [("serve", "default: 8412"), ("exec", "default: a free one")]:
        (line,) = [line for line in shell.get(command, "--help").splitlines() if " --port " in line]
        assert default in line


@pytest.mark.parametrize("kind", ["bash", "zsh", "fish"])
def test_shells_complete_commands_and_choices(shell: Shell, kind: str) -> None:
    def complete(*words: str) -> str:
        typed = " ".join(["mockserver", *words])
        for name, value in {
            "_MOCKSERVER_COMPLETE": f"complete_{kind}",
            "COMP_WORDS": typed,
            "COMP_CWORD": str(len(words)),
            "_TYPER_COMPLETE_ARGS": typed,
            "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        }.items():
            shell.patch.setenv(name, value)
        return shell.get()

    assert "snapshot" in complete("snap")
    choices = complete("serve", "--strictness", "l")
    assert "lenient" in choices
    assert "strict" not in choices


@pytest.mark.parametrize("kind", ["bash", "zsh", "fish"])
def test_the_completion_of_a_shell_is_printed(shell: Shell, kind: str) -> None:
    shell.patch.setenv("_MOCKSERVER_COMPLETE", f"source_{kind}")
    assert f"_MOCKSERVER_COMPLETE=complete_{kind}" in shell.get()
