"""The command `faults`."""

import json
from pathlib import Path

import pytest

from tests.shell import Shell
from tests.world import EVENT

PLAN = {"match": {"operation": "get_event"}, "steps": [{"status": 503}]}


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
    assert len(shell.find_nothing("faults", "list").splitlines()) == 1


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
