"""The memory that all journals of a server share."""

from typing import Protocol
from weakref import WeakSet

MOST_BYTES = 256 * 1024 * 1024
KEPT_SHARE = 0.95
"""How much of the memory stays in use when room is made, so that this need not be done for each entry."""
DROPPED_SHARE = 0.1
"""How much of the fullest journal goes before it is asked again which one is the fullest."""


class Weighed(Protocol):
    """A journal, as far as its weight goes."""

    weight: int

    def shrink(self, weight: int) -> None:
        """Drop the oldest entries until it weighs no more than this."""


class JournalMemory:
    """One budget for many journals: where it is used up, the fullest ones drop their oldest entries.

    Args:
        limit: in bytes.

    Attributes:
        used: by all journals, in bytes.
    """

    def __init__(self, limit: int = MOST_BYTES) -> None:
        self._limit = limit
        self._journals: WeakSet[Weighed] = WeakSet()
        self.used = 0

    def register(self, journal: Weighed) -> None:
        """Let a journal have its share, until nobody has it any more."""
        self._journals.add(journal)

    def take(self, weight: int) -> None:
        """Note that a journal weighs so much more, or less, and make room if there is none left."""
        self.used += weight
        if self.used > self._limit:
            self._make_room()

    def _make_room(self) -> None:
        while self.used > self._limit * KEPT_SHARE:
            fullest = max(self._journals, key=lambda journal: journal.weight)
            if not fullest.weight:
                return
            fullest.shrink(int(fullest.weight * (1 - DROPPED_SHARE)))
