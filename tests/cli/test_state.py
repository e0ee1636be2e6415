"""The commands `reset` and `state`: a world goes out, comes in, and begins again."""

import json
from pathlib import Path

import yaml

from tests.shell import Shell
from tests.world import EVENT, PROJECT, E, event


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
