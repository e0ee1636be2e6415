"""How a command ends if it does not end well."""

import sys
from typing import NoReturn

REFUSED, WRONG_USAGE, CANNOT_START = 1, 2, 3


def fail(lines: str, code: int) -> NoReturn:
    """Say what is wrong, each fault in a line of its own, and end the process."""
    for line in lines.splitlines():
        print(f"mockserver: {line}", file=sys.stderr)  # noqa: T201
    sys.exit(code)
