"""What the commands for a running server have in common: which server, which sandbox, which token."""

import subprocess
import sys

import pytest

from mockserver.server.server import MockServer
from tests.commands import PATIENCE, environment
from tests.shell import Shell, closed_port
from tests.world import LATER

BEGUN = "2026-01-01T00:00:00.000Z frozen\n"


def test_flags_and_environment_name_the_sandbox(shell: Shell) -> None:
    shell.get("clock", "freeze", LATER, "--sandbox", "mine")
    assert shell.get("clock", "show") == BEGUN
    shell.patch.setenv("MOCKSERVER_SANDBOX", "mine")
    assert shell.get("clock", "show") == "2026-01-02T00:00:00.000Z frozen\n"
    assert "'other'" in shell.fail("clock", "show", "--sandbox", "other")
    shell.patch.setenv("MOCKSERVER_SANDBOX", "new")
    shell.get("sandboxes", "create", "new")
    assert "expected 1 to 64" in shell.fail("clock", "freeze", LATER, "--sandbox", "å b")


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
