"""The handles as type checkers see them; mypy checks this file with all others, pyright is asked here."""

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, assert_type

import pytest

if TYPE_CHECKING:
    import mockserver
    from mockserver.client.types import Consumed, Exchange

    def of_handles(server: mockserver.MockServer) -> None:
        """What a test gets."""
        sandbox = server.sandbox(seed="season", clock="2026-01-01T00:00:00Z", reading="schema")
        assert_type(sandbox, mockserver.Sandbox)
        fault = sandbox.faults.add(event=1, steps=[{"status": 503}, {"pass": True}, {"drop": "after"}])
        assert_type(fault.completed, bool)
        assert_type(fault.consumed, list[Consumed])
        assert_type(sandbox.requests.wait(2, operation="get_event"), list[Exchange])
        assert_type(mockserver.connect("http://127.0.0.1:8412").default, mockserver.Sandbox)

    async def of_handles_that_await(client: mockserver.AppClient) -> None:
        """What a test gets that awaits."""
        sandbox = await client.server.sandbox()
        assert_type(sandbox, mockserver.AsyncSandbox)
        fault = await sandbox.faults.add(steps=[{"status": 503}])
        assert_type(await fault.completed, bool)
        assert_type(await sandbox.requests.list(), list[Exchange])


WRONG = """
import mockserver

mockserver.MockServer(strictness="hard")
mockserver.MockServer(colour="red")
mockserver.connect("http://127.0.0.1").sandbox().faults.add(steps=[{"status": "503"}])
mockserver.connect("http://127.0.0.1").sandbox().faults.add(steps=[{"stat": 503}])
"""
ROOT = Path(__file__).parents[2]
PUBLIC = ["client", "server", "testing", "__init__.py"]

pytestmark = pytest.mark.slow


def check(checker: str, *files: str) -> tuple[int, str]:
    """The exit code of a checker that is given files, and what it says of them."""
    here = ["--pythonpath", sys.executable] if checker == "pyright" else []
    command = [sys.executable, "-m", checker, *here, *files]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.stdout
    return told.returncode, told.stdout


def test_pyright_finds_no_fault_in_the_public_parts_nor_in_their_use() -> None:
    checked = [str(ROOT / "mockserver" / part) for part in PUBLIC]
    code, told = check("pyright", *checked, __file__)
    assert code == 0, told


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_a_wrong_use_is_found(tmp_path: Path, checker: str) -> None:
    file = tmp_path / "wrong.py"
    file.write_text(WRONG)
    code, told = check(checker, str(file))
    wrong = {number for number, line in enumerate(WRONG.splitlines(), 1) if "mockserver." in line}
    assert code == 1, told
    assert {int(number) for number in re.findall(r"wrong\.py:(\d+)", told)} == wrong
