"""The command `snapshot`."""

import json

import pytest

from tests.shell import RENAMED, Shell
from tests.world import PROJECT


def test_a_snapshot_is_saved_compared_restored_and_deleted(shell: Shell) -> None:
    assert shell.get("snapshot", "save", "before") == ""
    assert shell.get("snapshot", "list") == "before\n"
    assert json.loads(shell.get("snapshot", "list", "--json"))["count"] == 1
    assert shell.find_nothing("snapshot", "diff", "before") == ""
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
    assert shell.find_nothing("snapshot", "list") == ""


@pytest.mark.parametrize("verb", ["restore", "diff", "delete"])
def test_a_snapshot_that_is_not_there_is_told(shell: Shell, verb: str) -> None:
    assert "no snapshot 'nothing'" in shell.fail("snapshot", verb, "nothing")


def test_a_snapshot_has_a_name_that_is_allowed(shell: Shell) -> None:
    assert "expected a string" in shell.fail("snapshot", "save", "a/b ?")
    assert "'name'" in shell.fail("snapshot", "save", code=2)
