"""The commands that speak to a running server."""

import io
import json
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from mockserver.cli import main
from mockserver.seeds.files import SeedFile, check
from mockserver.server import MockServer
from mockserver.settings import Settings
from tests.test_cli import COMMAND, PATIENCE, environment
from tests.world import EVENT, LATER, PAIR, PROJECT, REVISION, E, event, seed

VARIABLES = ("MOCKSERVER_URL", "MOCKSERVER_SANDBOX", "MOCKSERVER_ADMIN_TOKEN")
RENAMED = {"fields": {"eventName": {"value": "Renamed"}}}
PLAN = {"match": {"operation": "get_event"}, "steps": [{"status": 503}]}
BEGUN = "2026-01-01T00:00:00.000Z frozen\n"


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


@pytest.fixture(scope="module")
def server() -> Iterator[MockServer]:
    with MockServer(Settings(port=0), [SeedFile("test", check("test", seed()))]) as server:
        yield server


@pytest.fixture
def shell(
    server: MockServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Shell]:
    shell = Shell(server.url, monkeypatch, capsys)
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


def test_a_reset_leads_back_to_the_seed_or_to_nothing(shell: Shell) -> None:
    shell.rename()
    assert shell.get("reset") == ""
    assert shell.name() == "LA Dodgers at SF Giants"
    shell.get("reset", "--to", "empty")
    assert shell.http.get(EVENT).status_code == 404
    assert "'nothing'" in shell.fail("reset", "--to", "nothing", code=2)


def test_a_state_goes_out_and_in_again(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "state.yaml"
    assert shell.get("state", "export", str(file)) == ""
    assert yaml.safe_load(file.read_text())["projects"][0]["events"][0]["id"] == E
    shell.rename()
    assert shell.get("state", "import", str(file)) == ""
    assert shell.name() == "LA Dodgers at SF Giants"


def test_a_state_is_printed_as_yaml_or_json(shell: Shell, tmp_path: Path) -> None:
    told = json.loads(shell.get("state", "export", "--format", "json"))
    assert yaml.safe_load(shell.get("state", "export")) == told
    file = tmp_path / "state.json"
    shell.get("state", "export", str(file))
    assert json.loads(file.read_text()) == told
    shell.get("state", "import", str(file))
    assert json.loads(shell.get("state", "export", "--format", "json")) == told


def test_a_state_is_merged_if_asked_for(shell: Shell) -> None:
    more = json.dumps({"projects": [{"id": 12345, "events": [event(id=77)]}]})
    shell.get("state", "import", "--merge", "-", typed=more)
    assert shell.http.get(f"{PROJECT}/77").status_code == 200
    assert shell.http.get(EVENT).status_code == 200
    shell.get("state", "import", "-", typed=more)
    assert shell.http.get(EVENT).status_code == 404


def test_a_bad_state_is_told_by_pointer_and_changes_nothing(shell: Shell, tmp_path: Path) -> None:
    assert "/projects/0/id: " in shell.fail("state", "import", "-", typed="projects: [{id: 0}]")
    twice = shell.run("state", "import", "-", typed="projects: [{id: 0}, {colour: red}]")
    assert [line.split(": ")[1] for line in twice.err.splitlines()] == [
        "/projects/0/id",
        "/projects/1/colour",
    ]
    assert shell.name() == "LA Dodgers at SF Giants"
    missing = str(tmp_path / "missing.yaml")
    assert missing in shell.fail("state", "import", missing, code=2)
    nowhere = str(tmp_path / "nowhere" / "state.yaml")
    assert nowhere in shell.fail("state", "export", nowhere, code=2)


def test_a_snapshot_is_saved_compared_restored_and_deleted(shell: Shell) -> None:
    assert shell.get("snapshot", "save", "before") == ""
    assert shell.get("snapshot", "list") == "before\n"
    assert json.loads(shell.get("snapshot", "list", "--json"))["count"] == 1
    assert shell.get("snapshot", "diff", "before") == ""
    shell.rename()
    shell.http.post(PROJECT, json=RENAMED).raise_for_status()
    assert shell.get("snapshot", "diff", "before").splitlines()[0] == "event 1235 added"
    assert '/fields/eventName/value "LA Dodgers at SF Giants" -> "Renamed"' in shell.get(
        "snapshot", "diff", "before"
    )
    assert json.loads(shell.get("snapshot", "diff", "before", "--json"))["events"]["removed"] == []
    assert shell.get("snapshot", "restore", "before") == ""
    assert shell.name() == "LA Dodgers at SF Giants"
    assert shell.get("snapshot", "delete", "before") == ""
    assert shell.get("snapshot", "list") == ""


@pytest.mark.parametrize("verb", ["restore", "diff", "delete"])
def test_a_snapshot_that_is_not_there_is_told(shell: Shell, verb: str) -> None:
    assert "no snapshot 'nothing'" in shell.fail("snapshot", verb, "nothing")


def test_a_snapshot_has_a_name_that_is_allowed(shell: Shell) -> None:
    assert "string should match" in shell.fail("snapshot", "save", "a/b ?")
    assert "'name'" in shell.fail("snapshot", "save", code=2)


def test_the_clock_is_shown_stopped_set_moved_and_let_go(shell: Shell) -> None:
    assert shell.get("clock", "show") == BEGUN
    assert shell.get("clock", "freeze", LATER) == "2026-01-02T00:00:00.000Z frozen\n"
    assert shell.get("clock", "advance", "90.5") == "2026-01-02T00:01:30.500Z frozen\n"
    assert json.loads(shell.get("clock", "show", "--json"))["now"] == "2026-01-02T00:01:30.500Z"
    assert shell.get("clock", "shift", "2030-01-01T00:00:00Z").startswith("2030-01-01T00:0")
    assert shell.get("clock", "real").endswith(" real\n")


@pytest.mark.parametrize("verb", ["freeze", "shift"])
def test_a_clock_is_set_to_instants_only(shell: Shell, verb: str) -> None:
    assert "soon" in shell.fail("clock", verb, "soon")
    assert shell.get("clock", "show") == BEGUN


def test_a_clock_moves_on_only(shell: Shell) -> None:
    assert "-5" in shell.fail("clock", "advance", "--", "-5")
    assert "SECONDS" in shell.fail("clock", "advance", "soon", code=2)


def test_requests_are_shown_with_findings_and_faults(shell: Shell) -> None:
    shell.http.get(f"{EVENT}/passes?colour=red")
    shell.http.get(EVENT, headers={"Prefer": "code=503"})
    first, finding, second, fault = shell.get("requests").splitlines()
    assert first.startswith(f"2026-01-01T00:00:00.000Z GET {EVENT}/passes?colour=red 200 ")
    assert "undocumented" in finding
    assert "colour" in finding
    assert f"GET {EVENT} 503 " in second
    assert second.endswith("get_event")
    assert fault.strip().startswith("fault ")


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ([], 3),
        (["--operation", "update_event"], 1),
        (["--method", "GET"], 2),
        (["--path", "*/passes"], 1),
        (["--status", "404"], 1),
        (["--event", str(E)], 2),
        (["--limit", "2"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_requests_are_filtered(shell: Shell, filters: list[str], count: int) -> None:
    shell.rename()
    shell.http.get(f"{EVENT}/passes")
    shell.http.get(f"{PROJECT}/9999")
    assert json.loads(shell.get("requests", *filters, "--json"))["count"] == count
    assert len(shell.get("requests", "list", *filters).splitlines()) == count
    assert len(shell.get("requests", "export", "--format", "curl", *filters).splitlines()) == count


def test_requests_are_exported_for_other_tools(shell: Shell) -> None:
    shell.http.get(EVENT)
    har = json.loads(shell.get("requests", "export"))
    assert har["log"]["entries"][0]["request"]["url"] == shell.url + EVENT
    (command,) = shell.get("requests", "export", "--format", "curl").splitlines()
    assert shlex.split(command)[0] == "curl"
    assert "'sql'" in shell.fail("requests", "export", "--format", "sql", code=2)


def test_credentials_are_never_shown(shell: Shell) -> None:
    shell.http.get(f"{EVENT}?api_key=s3cret", auth=("someKey", "s3cret"))
    for arguments in ([], ["--json"], ["export"], ["export", "--format", "curl"]):
        shown = shell.get("requests", *arguments)
        assert EVENT in shown
        assert "s3cret" not in shown
        assert httpx.BasicAuth("someKey", "s3cret")._auth_header.split()[1] not in shown


def test_what_could_drive_a_terminal_is_not_shown(shell: Shell) -> None:
    shell.http.get(f"{EVENT}/passes", params={"a\x1b[31m": "b"})
    assert "\x1b" not in shell.get("requests")


def test_a_wrong_filter_is_told(shell: Shell) -> None:
    assert "--limit" in shell.fail("requests", "--limit", "few", code=2)
    assert "limit" in shell.fail("requests", "--limit", "-1")
    assert "No such command 'nonsense'" in shell.fail("requests", "nonsense", code=2)


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


def test_requests_are_shown_as_they_come_until_an_interrupt(shell: Shell) -> None:
    shell.http.get(EVENT)
    with Tail(shell.url, "--status", "200") as tail:
        assert f"GET {EVENT} 200" in tail.line()
        shell.http.get(f"{PROJECT}/9999")
        shell.http.get(f"{EVENT}/passes")
        assert f"GET {EVENT}/passes 200" in tail.line()
        shell.get("reset")  # forgets the request that was shown last
        shell.rename()
        assert f"PUT {EVENT} 200" in tail.line()
        assert tail.interrupt() == (0, "", "")


def test_requests_are_followed_as_lines_of_json(shell: Shell) -> None:
    for _ in range(3):
        shell.http.get(EVENT)
    with Tail(shell.url, "--json", "--limit", "1") as tail:
        first = json.loads(tail.line())
        shell.rename()
        second = json.loads(tail.line())
        assert [each["request"]["method"] for each in (first, second)] == ["GET", "PUT"]
        assert tail.interrupt() == (0, "", "")


def test_a_server_that_goes_away_ends_the_following(shell: Shell) -> None:
    with MockServer(Settings(port=0)) as other:
        httpx.get(other.url + EVENT, auth=PAIR, headers=REVISION)
        url, tail = other.url, Tail(other.url)
        assert EVENT in tail.line()
    with tail:
        code, out, err = tail.end()
        assert (code, out) == (1, "")
        assert err.startswith(f"mockserver: {url} cannot be reached: ")
    assert "cannot be reached" in shell.fail("requests", "--follow", "--url", closed_port())


@pytest.mark.parametrize("way", ["argument", "file", "standard input"])
def test_a_fault_is_planned_shown_and_cleared(shell: Shell, tmp_path: Path, way: str) -> None:
    file, text = tmp_path / "plan.json", json.dumps(PLAN)
    file.write_text(text)
    given = {"argument": text, "file": str(file), "standard input": "-"}[way]
    plan_id = shell.get("faults", "add", given, typed=text).strip()
    titles, row = shell.get("faults", "list").splitlines()
    assert titles.split() == ["id", "state", "consumed", "remaining", "match"]
    assert row.split()[:3] == [plan_id, "open", "0"]
    assert shell.http.get(EVENT).status_code == 503
    assert shell.get("faults", "list").splitlines()[1].split()[:3] == [plan_id, "completed", "1"]
    assert json.loads(shell.get("faults", "list", "--json"))["faults"][0]["id"] == plan_id
    assert shell.get("faults", "clear") == ""
    assert len(shell.get("faults", "list").splitlines()) == 1


def test_one_fault_is_cleared_and_a_limit_is_shown(shell: Shell) -> None:
    plan_id = shell.get("faults", "add", json.dumps(PLAN)).strip()
    limit = shell.get("faults", "add", '{"limit": {"requests": 1, "seconds": 60}}').strip()
    shell.get("faults", "clear", plan_id)
    _, row = shell.get("faults", "list").splitlines()
    assert row.split()[0] == limit
    assert '{"requests": 1, "seconds": 60' in row


def test_a_fault_that_cannot_be_is_told(shell: Shell, tmp_path: Path) -> None:
    assert "steps" in shell.fail("faults", "add", '{"steps": [{"colour": "red"}]}')
    assert "expected JSON" in shell.fail("faults", "add", "{steps", code=2)
    assert "No such file" in shell.fail("faults", "add", str(tmp_path / "missing.json"), code=2)
    assert "no fault plan 'nothing'" in shell.fail("faults", "clear", "nothing")


def test_a_sandbox_is_made_listed_and_deleted(shell: Shell) -> None:
    made = shell.get("sandboxes", "create", "mine", "--seed", "empty", "--clock", LATER)
    assert made.splitlines() == [
        f"{shell.url}/sandboxes/mine/v1",
        "sandbox-mine",
        "X-Mockserver-Sandbox: mine",
    ]
    titles, _, mine = shell.get("sandboxes", "list").splitlines()
    assert titles.split() == ["name", "now", "clock", "strictness", "reading"]
    assert mine.split() == ["mine", "2026-01-02T00:00:00.000Z", "frozen", "documented", "examples"]
    assert json.loads(shell.get("sandboxes", "list", "--json"))["count"] == 2
    assert shell.get("sandboxes", "delete", "mine") == ""
    assert len(shell.get("sandboxes", "list").splitlines()) == 2


def test_a_sandbox_is_made_as_asked(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "seed.yaml"
    file.write_text(yaml.safe_dump({"projects": [{"id": 12345, "events": [event(id=88)]}]}))
    dials = ("--strictness", "strict", "--reading", "schema")
    made = json.loads(shell.get("sandboxes", "create", "--seed", str(file), *dials, "--json"))
    assert (made["strictness"], made["reading"]) == ("strict", "schema")
    found = shell.http.get(f"{PROJECT}/88", headers={"X-Mockserver-Sandbox": made["name"]})
    assert found.status_code == 200


def test_a_sandbox_that_cannot_be_is_told(shell: Shell, tmp_path: Path) -> None:
    assert "expected 1 to 64" in shell.fail("sandboxes", "create", "a b")
    assert "missing.yaml" in shell.fail(
        "sandboxes", "create", "--seed", str(tmp_path / "missing.yaml"), code=2
    )
    bad = tmp_path / "bad.json"
    bad.write_text("{")
    assert "bad.json" in shell.fail("sandboxes", "create", "--seed", str(bad), code=2)
    assert "nothing" in shell.fail("sandboxes", "delete", "nothing")


def test_flags_and_environment_name_the_sandbox(shell: Shell) -> None:
    shell.get("clock", "freeze", LATER, "--sandbox", "mine")
    assert shell.get("clock", "show") == BEGUN
    shell.patch.setenv("MOCKSERVER_SANDBOX", "mine")
    assert shell.get("clock", "show") == "2026-01-02T00:00:00.000Z frozen\n"
    assert shell.get("clock", "show", "--sandbox", "other") == BEGUN
    shell.patch.setenv("MOCKSERVER_SANDBOX", "new")
    shell.get("sandboxes", "create", "new")
    assert "expected 1 to 64" in shell.fail("clock", "show", "--sandbox", "å b")


def test_flags_and_environment_give_the_token(shell: Shell) -> None:
    with MockServer(Settings(port=0, admin_token="s3cret")) as guarded:
        shell.patch.setenv("MOCKSERVER_URL", guarded.url)
        assert "token" in shell.fail("clock", "show")
        assert shell.get("clock", "show", "--token", "s3cret")
        shell.patch.setenv("MOCKSERVER_ADMIN_TOKEN", "s3cret")
        assert shell.get("clock", "show")


def test_a_server_that_is_not_there_is_told(shell: Shell) -> None:
    url = closed_port()
    assert (
        shell.fail("reset", "--url", f"{url}/") == f"{url} cannot be reached: [Errno 111] Connection refused"
    )


def test_a_url_that_is_none_is_told(shell: Shell) -> None:
    line = shell.fail("reset", "--url", "localhost:8412", code=2)
    assert line.endswith("'localhost:8412': expected a URL such as http://127.0.0.1:8412")
    assert "cannot be reached" in shell.fail("reset", "--url", "http://localhost:port")


def test_an_answer_of_something_else_is_told(shell: Shell) -> None:
    told = shell.fail("clock", "show", "--url", f"{shell.url}/elsewhere")
    assert "404" in told or "elsewhere" in told


@pytest.mark.parametrize(
    "arguments",
    [
        "reset",
        "state export",
        "state import",
        *(f"snapshot {verb}" for verb in ("save", "restore", "list", "diff", "delete")),
        *(f"clock {verb}" for verb in ("show", "freeze", "shift", "real", "advance")),
        *(f"requests {verb}" for verb in ("", "list", "export")),
        *(f"faults {verb}" for verb in ("list", "add", "clear")),
        *(f"sandboxes {verb}" for verb in ("list", "create", "delete")),
    ],
)
def test_help_is_shown_for_every_command(shell: Shell, arguments: str) -> None:
    assert f"Usage: mockserver {arguments.strip()}" in shell.get(*arguments.split(), "--help")


def test_a_server_starts_without_what_only_these_commands_need() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import sys, mockserver.cli; print(sys.modules.keys() & {'httpx', 'rich'})"],
        env=environment({}),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    assert told.stdout == "set()\n"
