"""The command `sandboxes`."""

import json
from pathlib import Path

import yaml

from tests.shell import Shell
from tests.world import LATER, PROJECT, event


def test_a_sandbox_is_made_listed_and_deleted(shell: Shell) -> None:
    made = shell.get("sandboxes", "create", "mine", "--seed", "empty", "--clock", LATER)
    assert made.splitlines() == [
        f"{shell.url}/sandboxes/mine/v1",
        "sandbox-mine",
        "X-Mockserver-Sandbox: mine",
    ]
    titles, _, mine = shell.get("sandboxes", "list").splitlines()
    assert titles.split() == ["name", "requests", "events", "now", "clock", "strictness", "reading"]
    assert mine.split() == ["mine", "0", "0", "2026-01-02T00:00:00.000Z", "frozen", "documented", "examples"]
    assert json.loads(shell.get("sandboxes", "list", "--json"))["count"] == 2
    assert shell.get("sandboxes", "delete", "mine") == ""
    assert len(shell.get("sandboxes", "list").splitlines()) == 2


def test_a_sandbox_is_made_as_asked(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "seed.yaml"
    file.write_text(yaml.safe_dump({"projects": [{"id": 12345, "events": [event(id=88)]}]}))
    modes = ("--strictness", "strict", "--reading", "schema")
    made = json.loads(shell.get("sandboxes", "create", "--seed", str(file), *modes, "--json"))
    assert (made["strictness"], made["reading"]) == ("strict", "schema")
    found = shell.http.get(f"{PROJECT}/88", headers={"X-Mockserver-Sandbox": made["name"]})
    assert found.status_code == 200


def test_a_sandbox_answers_as_a_profile_says(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "profile.yaml"
    file.write_text("observed: 2026-11-24\npositions: {R-3: schema}\n")
    made = json.loads(shell.get("sandboxes", "create", "--profile", str(file), "--json"))
    assert made["positions"]["R-3"] == "schema"


def test_a_sandbox_that_cannot_be_is_told(shell: Shell, tmp_path: Path) -> None:
    assert "expected 1 to 64" in shell.fail("sandboxes", "create", "a b")
    assert "missing.yaml" in shell.fail(
        "sandboxes", "create", "--seed", str(tmp_path / "missing.yaml"), code=2
    )
    bad = tmp_path / "bad.json"
    bad.write_text("{")
    assert "bad.json" in shell.fail("sandboxes", "create", "--seed", str(bad), code=2)
    assert "nothing" in shell.fail("sandboxes", "delete", "nothing")
