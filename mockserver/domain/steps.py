"""Long work in short steps, so that whoever does it can do something else in between."""

from collections.abc import Generator
from dataclasses import dataclass
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


@dataclass(slots=True)
class Meter:
    """How far long work has come, for whoever waits for it.

    Attributes:
        total: how much there is to do; None as long as that is not known.
        done: how much of it is done.
    """

    total: int | None = None
    done: int = 0
