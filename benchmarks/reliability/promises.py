"""What every check speaks: how hard to try, and what is promised beside what was measured."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

MIB = 2**20


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try.

    Attributes:
        minutes: of the soak.
        rounds: kills.
        cases: requests of bytes that are no HTTP, or hardly.
        sandboxes: that are filled.
    """

    minutes: float = 10
    rounds: int = 50
    cases: int = 20_000
    sandboxes: int = 1000


@dataclass(frozen=True, slots=True)
class Promise:
    """One line of the table.

    Attributes:
        what: happens to the server.
        promised: what must hold then.
        measured: what was seen.
        kept: whether it held.
    """

    what: str
    promised: str
    measured: str
    kept: bool


Check = Callable[[Effort], Iterator[Promise]]


def first_of(faults: list[Any]) -> str:
    """The first of some faults as the end of a sentence, nothing if there is none."""
    return f": {faults[0]}" if faults else ""
