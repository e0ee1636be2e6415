"""Exit codes, and the way in which a command fails: lines on standard error and one of those codes."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from mockserver.domain.text import printable

REFUSED, WRONG_USAGE, CANNOT_START = 1, 2, 3
CANNOT_RUN = 127
"""What shells say of a command that they cannot run."""


def echo_error(line: str) -> None:
    """Print a line on standard error, without what could drive a terminal."""
    sys.stderr.write(f"mockserver: {printable(line)}\n")


def fail(message: str, code: int) -> NoReturn:
    """Tell what is wrong, each fault on a line of its own, and end the process."""
    for line in message.split("\n"):
        echo_error(line)
    sys.exit(code)


@contextmanager
def failing_on_bad_seeds() -> Iterator[None]:
    """End the process with a line for each fault if a seed cannot be used in this block."""
    from mockserver.seeds.files import SeedRefused  # noqa: PLC0415 - most commands do without seeds

    try:
        yield
    except SeedRefused as refused:
        fail(str(refused), WRONG_USAGE)


@contextmanager
def failing_to_start() -> Iterator[None]:
    """End the process with a line and an exit code if a server cannot start in this block."""
    from mockserver.server.listener import CannotStart  # noqa: PLC0415 - most commands do without a server
    from mockserver.services.signing import CannotSign  # noqa: PLC0415 - as above
    from mockserver.store.files import DatabaseRefused  # noqa: PLC0415 - as above

    try:
        with failing_on_bad_seeds():
            yield
    except (CannotStart, CannotSign, DatabaseRefused) as refused:
        fail(str(refused), CANNOT_START)
