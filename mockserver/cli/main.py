"""The entry point of the command `mockserver`, whatever it is called.

Exit codes: 0 done; 1 unhealthy, unreachable or refused by a server; 2 wrong usage or a bad seed; 3 the server
could not start; 130 and 143 ended by Ctrl+C and SIGTERM. `exec` has the exit code of its command.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from mockserver.server.signals import BY_SIGNAL, SIGNALS


def main() -> None:
    """Run the command line of this process."""
    try:
        with _ended_by_signals():
            from mockserver.cli.commands import run  # noqa: PLC0415 - takes its time: signals come first
        sys.exit(run(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(BY_SIGNAL + signal.SIGINT)


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """End at once and without a trace if a signal comes, as long as nothing has begun.

    Otherwise Ctrl+C would show what was being imported, and the first process of a container, which the
    system spares signals that it does not listen to, would overhear SIGTERM; that one stays listened to.
    """
    handlers = {number: signal.getsignal(number) for number in SIGNALS}
    for number, handler in handlers.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, _end)
    yield
    signal.signal(signal.SIGINT, handlers[signal.SIGINT])


def _end(number: int, _: FrameType | None) -> None:
    os._exit(BY_SIGNAL + number)  # raised, it could be swallowed by what is being imported
