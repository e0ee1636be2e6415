"""How a command ends if it does not end well."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

REFUSED, WRONG_USAGE, CANNOT_START = 1, 2, 3
CANNOT_RUN = 127
"""What shells say of a command that they cannot run."""


def fail(lines: str, code: int) -> NoReturn:
    """Say what is wrong, each fault in a line of its own, and end the process."""
    for line in lines.splitlines():
        print(f"mockserver: {line}", file=sys.stderr)  # noqa: T201
    sys.exit(code)


@contextmanager
def starting() -> Iterator[None]:
    """Say why a server cannot start in this block, and end the process."""
    from mockserver.seeds.files import SeedRefused  # noqa: PLC0415 - most commands do without a server
    from mockserver.server.listener import CannotStart  # noqa: PLC0415
    from mockserver.store.files import DatabaseRefused  # noqa: PLC0415

    try:
        yield
    except SeedRefused as refused:
        fail(str(refused), WRONG_USAGE)
    except (CannotStart, DatabaseRefused) as refused:
        fail(str(refused), CANNOT_START)
