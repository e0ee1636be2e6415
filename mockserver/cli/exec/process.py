"""The process of a command: started, sent the signals that are meant for it, waited for, cleaned up after."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import FrameType

from mockserver.server.signals import BY_SIGNAL

KEYBOARD = ("SIGINT", "SIGQUIT")
"""Signals that a terminal sends to all processes of a group by itself."""
SIGNALS = (*KEYBOARD, "SIGTERM", "SIGHUP")
"""Signals that are the command's, as far as the system has them."""
GRACE, PAUSE = 2, 0.02
"""Seconds that processes which a command left have to end by themselves, and between two looks at them."""


class CannotRun(Exception):
    """The command cannot be started. The message is one line that says why."""


class Child:
    """A command in a process of its own, and the signals that are meant for it.

    If standard input is a terminal, the command shares our process group, so that Ctrl+C and Ctrl+Z do what
    they do without us. Otherwise it leads a group of its own, and takes with it what is left of that group.
    """

    def __init__(self) -> None:
        self._leads_group = os.name == "posix" and not os.isatty(0)
        self._process: subprocess.Popen[bytes] | None = None
        self._heard: list[signal.Signals] = []
        self._early: list[int] = []

    def listen(self) -> None:
        """Take signals from now on; one that comes before the command is started keeps it from starting."""
        for number in _numbers(SIGNALS):
            # What we are told to ignore, by nohup for one, the command is to ignore as well.
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._heard.append(number)
                signal.signal(number, self._hear)

    def run(self, command: Sequence[str], environment: Mapping[str, str]) -> int:
        """Run the command; gives its exit code as a shell does, 128 and more if a signal ended it.

        Raises:
            CannotRun: it cannot be started.
        """
        if self._early:
            return BY_SIGNAL + self._early[0]
        self._process = self._start(command, environment)
        for number in self._early:  # came while the process was made
            self._send(number)
        code = self._process.wait()
        for number in self._heard:
            # They have nobody to go to now; not even one that comes last of all changes how we end.
            signal.signal(number, signal.SIG_IGN)
        if self._leads_group:
            _end(self._process.pid)
        return code if code >= 0 else BY_SIGNAL - code

    def _start(self, command: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
        group = 0 if self._leads_group else None
        try:
            return subprocess.Popen(command, env=environment, process_group=group)  # noqa: S603 - the user's own
        except OSError as error:
            raise CannotRun(f"cannot run {command[0]!r}: {error.strerror or error}") from error

    def _hear(self, number: int, _: FrameType | None) -> None:
        if self._process is None:
            self._early.append(number)
        elif self._leads_group or number not in _numbers(KEYBOARD):
            self._send(number)

    def _send(self, number: int) -> None:
        """Pass a signal on, unless the command has ended."""
        assert self._process is not None  # noqa: S101 - made before
        if self._process.returncode is not None:
            return
        with suppress(ProcessLookupError, PermissionError):  # it is ending as we speak
            if self._leads_group:
                os.killpg(self._process.pid, number)
            else:
                os.kill(self._process.pid, number)


def _numbers(names: Sequence[str]) -> list[signal.Signals]:
    return [number for number in signal.Signals if number.name in names]


def _end(group: int) -> None:
    """End what is left of a process group: asked to first, then without being asked."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, number)
        over = time.monotonic() + GRACE
        while _is_left(group):
            if time.monotonic() > over:
                break
            time.sleep(PAUSE)
        else:
            return


def _is_left(group: int) -> bool:
    """Whether a process group has members. Some systems refuse to say so of those that have ended."""
    with suppress(ChildProcessError):
        # Orphans are ours if we are the first process of a container; they are there until waited for.
        while os.waitpid(-group, os.WNOHANG)[0]:
            pass
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True
