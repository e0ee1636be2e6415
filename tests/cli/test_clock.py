"""The command `clock`."""

import json

import pytest

from tests.shell import Shell
from tests.world import LATER

BEGUN = "2026-01-01T00:00:00.000Z frozen\n"


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
    assert "9999-12-31T23:59:59.999Z" in shell.fail("clock", verb, "10000-01-01T00:00:00Z")
    assert shell.get("clock", "show") == BEGUN


def test_a_clock_moves_on_only(shell: Shell) -> None:
    assert "-5" in shell.fail("clock", "advance", "--", "-5")
    assert "SECONDS" in shell.fail("clock", "advance", "soon", code=2)
