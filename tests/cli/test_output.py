"""What commands print, in locales that cannot show everything."""

import io
import json
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.commands import COMMAND, PATIENCE, environment
from tests.shell import Shell
from tests.world import EVENT

NAME = "Café \N{TICKET}\U0001f39f"
C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def printed(shell: Shell, encoding: str, *arguments: str) -> bytes:
    """What a command writes to a standard output of an encoding."""
    raw = io.BytesIO()
    stdout = io.TextIOWrapper(raw, encoding=encoding)
    with shell.patch.context() as patch:
        patch.setattr("sys.stdout", stdout)
        assert shell.run(*arguments).code == 0
    stdout.flush()
    return raw.getvalue()


@pytest.fixture
def named(shell: Shell) -> Shell:
    """A shell about a server whose event, journal and faults have a name with an emoji."""
    shell.http.put(EVENT, json={"fields": {"eventName": {"value": NAME}}}).raise_for_status()
    shell.http.get(f"{EVENT}/passes", params={NAME: "x"}).raise_for_status()
    shell.get("faults", "add", json.dumps({"match": {"path": f"*{NAME}*"}, "steps": [{"status": 503}]}))
    return shell


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
@pytest.mark.parametrize(
    "command",
    [
        "state export",
        "state export --format json",
        "requests --json",
        "requests export",
        "faults list --json",
    ],
)
def test_documents_are_in_utf8_whatever_the_locale(named: Shell, command: str, encoding: str) -> None:
    text = printed(named, encoding, *command.split()).decode("utf-8")
    assert NAME in str(yaml.safe_load(text))  # as which JSON can be read, too


@pytest.mark.parametrize(("encoding", "shown"), [("ascii", r"Caf\xe9"), ("cp1252", "Café"), ("utf-8", NAME)])
@pytest.mark.parametrize("command", ["requests", "faults list"])
def test_lines_for_people_show_what_the_locale_can(
    named: Shell, command: str, encoding: str, shown: str
) -> None:
    assert shown in printed(named, encoding, *command.split()).decode(encoding)


def test_a_state_that_is_redirected_is_a_seed_in_any_locale(named: Shell, tmp_path: Path) -> None:
    file = tmp_path / "state.yaml"
    variables = environment(C_LOCALE | {"MOCKSERVER_URL": named.url})
    with file.open("wb") as out:
        export = [*COMMAND, "state", "export"]
        subprocess.run(export, env=variables, stdout=out, check=True, timeout=PATIENCE)
    assert NAME in str(yaml.safe_load(file.read_bytes()))
    validate = [*COMMAND, "seed", "validate", str(file)]
    subprocess.run(validate, env=variables, stdout=subprocess.DEVNULL, check=True, timeout=PATIENCE)


@pytest.mark.parametrize(
    "command",
    [
        "snapshot save NAME",
        "sandboxes create NAME",
        "requests --path NAME",
        "clock show --sandbox NAME",
        'faults add {"match":{"path":"NAME"}}',
    ],
)
def test_an_argument_that_the_locale_cannot_read_is_told(shell: Shell, command: str) -> None:
    arguments = command.replace("NAME", "caf\udcc3\udca9").split()  # as Python reads UTF-8 in the locale C
    assert "is no text in this locale: expected UTF-8" in shell.fail(*arguments, code=2)


def test_names_cannot_drive_a_terminal(shell: Shell) -> None:
    shell.get("faults", "add", json.dumps({"match": {"path": "\x1b[31m\n"}, "steps": [{"status": 503}]}))
    shown = shell.get("faults", "list")
    assert "\x1b" not in shown
    assert len(shown.splitlines()) == 2
