"""How signals end a server of the command line. It imports little, so that it can be there first."""

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Self

SIGNALS = (signal.SIGINT, signal.SIGTERM)
BY_SIGNAL = 128
"""What shells add to the number of a signal that ended a process."""


class StopSignals:
    """The handlers of SIGINT and SIGTERM: the first one ends the server, a second one ends it at once.

    They are installed before anything that takes long: a signal without a handler does nothing to the first
    process of a container.
    """

    def __init__(self) -> None:
        self._stop: Callable[[], None] = _leave
        self._is_stopping = False

    @classmethod
    def install(cls) -> Self:
        """Handle the signals from now on; before `on_first` is called, the first one ends the process."""
        handlers = cls()
        for number in SIGNALS:
            signal.signal(number, handlers._handle)
        return handlers

    def on_first(self, stop: Callable[[], None]) -> None:
        """Have the first signal call this."""
        self._stop = stop

    def on_hangup(self, call: Callable[[], None]) -> None:
        """Have SIGHUP call this, unless it comes because the terminal of the process is gone.

        That ends the server as the other signals do. What was told to ignore the signal, by nohup for one,
        goes on ignoring it.
        """
        if sys.platform == "win32" or signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
            return
        had_terminal = os.isatty(0)

        def handle(number: int, frame: FrameType | None) -> None:
            if had_terminal and not os.isatty(0):
                self._handle(number, frame)
            else:
                call()

        signal.signal(signal.SIGHUP, handle)

    def _handle(self, number: int, _: FrameType | None) -> None:
        if self._is_stopping:
            os._exit(BY_SIGNAL + number)
        self._is_stopping = True
        self._stop()


def _leave() -> None:
    """End a process that does not serve yet; what it has opened is closed on the way out."""
    raise SystemExit(0)
