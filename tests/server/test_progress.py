"""A bar is shown on a terminal for what takes long, and nothing anywhere else."""

import io
import threading
from contextlib import redirect_stderr

import pytest

from mockserver.domain.steps import Meter
from mockserver.server import progress as module
from mockserver.server.progress import progress
from tests.commands import PATIENCE
from tests.shell import Shell


class Terminal(io.StringIO):
    """Standard error as a terminal is, which tells when it shows a word."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self.shows_it = threading.Event()
        self.wait_for(word)

    def wait_for(self, word: str) -> None:
        """Tell when it shows another word."""
        self._word = word
        self.shows_it.clear()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        written = super().write(text)
        if self._word in self.getvalue():
            self.shows_it.set()
        return written


def test_what_takes_long_has_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AFTER", 0)
    monkeypatch.setenv("TERM", "xterm")
    with redirect_stderr(Terminal("Loading")) as terminal:
        with progress("Loading"):
            assert terminal.shows_it.wait(PATIENCE)
        assert "0:00:0" in terminal.getvalue()
        assert terminal.getvalue().endswith("\x1b[2K")  # the line is erased


def test_the_bar_tells_how_much_is_done_as_soon_as_the_whole_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "AFTER", 0)
    monkeypatch.setenv("TERM", "xterm")
    meter = Meter(done=50)
    with redirect_stderr(Terminal(" 25%")) as terminal, progress("Loading", meter):
        meter.total = 200
        assert terminal.shows_it.wait(PATIENCE)
        terminal.wait_for("100%")
        meter.done = 200
        assert terminal.shows_it.wait(PATIENCE)


def test_what_is_quick_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "AFTER", PATIENCE)
    with redirect_stderr(Terminal("")) as terminal, progress("Loading"):
        pass
    assert terminal.getvalue() == ""


def test_where_there_is_no_terminal_nothing_is_shown(shell: Shell) -> None:
    shell.patch.setattr(module, "AFTER", 0)
    assert shell.get("state", "import", "-", typed=shell.get("state", "export")) == ""
