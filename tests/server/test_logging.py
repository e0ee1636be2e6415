"""The log of a server: what its lines say, for people and for machines."""

import io
import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr

import pytest

from mockserver.server.log_lines import in_colour
from mockserver.settings import LogFormat
from tests.logs import started_log
from tests.world import EVENT, Api, findings

INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
FINDING = {"fields": {"venueTitle": {"value": 7}}}


class Terminal(io.StringIO):
    """Standard error as a terminal is."""

    def isatty(self) -> bool:
        return True


@contextmanager
def on_a_terminal(**variables: str) -> Iterator[Terminal]:
    """The log as a server starts it on a terminal, with some variables of the environment."""
    with pytest.MonkeyPatch.context() as patch, redirect_stderr(Terminal()) as terminal:
        patch.delenv("NO_COLOR", raising=False)
        for name, value in ({"TERM": "xterm"} | variables).items():
            patch.setenv(name, value)
        with started_log(LogFormat.TEXT):
            yield terminal


def logged(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


def test_a_line_tells_the_instant_and_the_sandbox(api: Api, capsys: pytest.CaptureFixture[str]) -> None:
    with started_log(LogFormat.TEXT):
        api.get(EVENT, headers={"X-Mockserver-Sandbox": "one"})
    (line,) = logged(capsys)
    assert re.fullmatch(rf"{INSTANT} one GET {EVENT} 200 [\d.]+ ms get_event \S+", line), line


def test_a_finding_has_a_line_of_its_own(api: Api, capsys: pytest.CaptureFixture[str]) -> None:
    with started_log(LogFormat.TEXT):
        (finding,) = findings(api.put(EVENT, FINDING))
    _, line = logged(capsys)
    assert line.split() == f"violation {finding['code']} at {finding['at']}: {finding['message']}".split()


def test_json_has_findings_as_objects(api: Api, capsys: pytest.CaptureFixture[str]) -> None:
    with started_log(LogFormat.JSON):
        response = api.put(EVENT, FINDING)
    (line,) = map(json.loads, logged(capsys))
    assert re.fullmatch(INSTANT, line["time"])
    assert (line["sandbox"], line["status"]) == ("default", 400)
    assert line["findings"] == findings(response)


def test_libraries_are_told_in_the_same_form(capsys: pytest.CaptureFixture[str]) -> None:
    for kind in LogFormat:
        with started_log(kind):
            logging.getLogger("a.library").warning("a\nb")
    text, line = logged(capsys)
    assert re.fullmatch(rf"{INSTANT} warning a\.library: a\\nb", text)
    assert json.loads(line).items() >= {"level": "warning", "logger": "a.library", "message": "a\nb"}.items()


def test_a_terminal_shows_colours_and_nothing_that_a_caller_sent(api: Api) -> None:
    with on_a_terminal() as terminal:
        api.get("/sandboxes/%C2%9B31m/v1/%1b[31m")
        api.get(EVENT)
    shown = terminal.getvalue()
    assert in_colour("200", "green") in shown
    assert in_colour("404", "yellow") in shown
    assert "\x9b" not in shown
    assert set(re.findall("\x1b[^m]*m", shown)) <= {f"\x1b[{code}m" for code in (0, 1, 2, 32, 33)}


@pytest.mark.parametrize("variables", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
def test_a_terminal_that_wants_no_colours_has_none(api: Api, variables: dict[str, str]) -> None:
    with on_a_terminal(**variables) as terminal:
        api.get(EVENT)
    assert " 200 " in terminal.getvalue()
    assert "\x1b" not in terminal.getvalue()
