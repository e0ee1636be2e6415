"""Long work in short steps, so that whoever does it can do something else in between."""

from collections.abc import Generator
from typing import Any, TypeVar

Result = TypeVar("Result")

Steps = Generator[None, None, Result]
"""Work that stops after each step, of well below a millisecond, and gives its result at its end."""


def do_at_once(steps: Generator[Any, None, Result]) -> Result:
    """Do all of the work without stopping.

    >>> def count():
    ...     yield
    ...     return 3
    >>> do_at_once(count())
    3
    """
    while True:
        try:
            next(steps)
        except StopIteration as done:
            result: Result = done.value
            return result
