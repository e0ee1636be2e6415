"""The commands that speak to a running server."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from mockserver.server.server import MockServer
from tests.commands import PATIENCE, environment
from tests.shell import RENAMED, Shell, closed_port
from tests.world import EVENT, LATER, PROJECT, E, event

PLAN = {"match": {"operation": "get_event"}, "steps": [{"status": 503}]}
BEGUN = "2026-01-01T00:00:00.000Z frozen\n"


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
    assert "expected a string" in shell.fail("snapshot", "save", "a/b ?")
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
    assert "missing.json" in shell.fail("faults", "add", str(tmp_path / "missing.json"), code=2)
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
    with MockServer(admin_token="s3cret") as guarded:
        shell.patch.setenv("MOCKSERVER_URL", guarded.url)
        assert "token" in shell.fail("clock", "show")
        assert shell.get("clock", "show", "--token", "s3cret")
        shell.patch.setenv("MOCKSERVER_ADMIN_TOKEN", "s3cret\n")  # as files end
        assert shell.get("clock", "show")


def test_a_server_that_is_not_there_is_told(shell: Shell) -> None:
    url = closed_port()
    assert shell.fail("reset", "--url", f"{url}/").startswith(f"{url} cannot be reached: ")


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
        [
            sys.executable,
            "-c",
            "import sys, mockserver.cli.commands; print(sys.modules.keys() & {'httpx', 'rich'})",
        ],
        env=environment({}),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    assert told.stdout == "set()\n"
