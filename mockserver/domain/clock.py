"""The one source of time: real, frozen, or shifted. An instant is whole milliseconds since 1970, UTC."""

import copy
import time
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal

Instant = int
Mode = Literal["real", "frozen", "shifted"]

EPOCH = datetime.fromtimestamp(0, UTC)
MILLISECOND = timedelta(milliseconds=1)


class Clock:
    """A clock that tells the real time until it is told otherwise."""

    def __init__(self) -> None:
        self.mode: Mode = "real"
        self._frozen: Instant = 0
        self._shift: int = 0
        self._kept: Instant | None = None

    def now(self) -> Instant:
        """The present instant of this clock."""
        if self.mode == "frozen":
            return self._frozen
        return time.time_ns() // 1_000_000 + self._shift

    def freeze(self, at: Instant) -> None:
        """Stand still at an instant."""
        self.mode, self._frozen, self._shift, self._kept = "frozen", at, 0, None

    def shift(self, to: Instant) -> None:
        """Run on from an instant."""
        self.mode, self._shift, self._kept = "shifted", to - time.time_ns() // 1_000_000, None

    def run(self) -> None:
        """Tell the real time again."""
        self.mode, self._shift, self._kept = "real", 0, None

    def advance(self, milliseconds: int) -> None:
        """Move on; a frozen clock stands still again then, any other runs on."""
        if self.mode == "frozen":
            self._frozen += milliseconds
        else:
            self.mode, self._shift = "shifted", self._shift + milliseconds

    def follow(self, other: "Clock") -> None:
        """Tell the time as another clock does, or, if that was kept, as it did then."""
        mode, frozen, shift, kept = other._settings()  # noqa: SLF001 - of the same class
        self.mode, self._frozen, self._shift, self._kept = mode, frozen, shift, None
        if kept is not None:
            self.shift(kept)

    def copy(self) -> "Clock":
        """Another clock that tells the same time."""
        return copy.copy(self)

    def keep(self) -> "Clock":
        """A clock to go back to: one that was shifted runs on from where it is now."""
        kept = self.copy()
        kept._kept = self.now() if self.mode == "shifted" else None  # noqa: SLF001 - of the same class
        return kept

    def _settings(self) -> tuple[Mode, Instant, int, Instant | None]:
        return self.mode, self._frozen, self._shift, self._kept


def instant(moment: datetime) -> Instant:
    """An aware datetime as an instant; anything below a millisecond is cut off."""
    return (moment - EPOCH) // MILLISECOND


def to_seconds(at: Instant) -> str:
    """`2018-09-24T09:12:32Z`, as events tell time. Source: events.txt § Get event."""
    return _written(at // 1000)


def to_milliseconds(at: Instant) -> str:
    """`2023-04-19T06:17:01.000Z`, as passes tell time. Source: event-passes.txt § List event passes."""
    return f"{to_seconds(at)[:-1]}.{at % 1000:03d}Z"


@lru_cache(1024)
def _written(second: int) -> str:
    """A second since 1970. Kept, because answers tell the same few again and again."""
    return "%04d-%02d-%02dT%02d:%02d:%02dZ" % time.gmtime(second)[:6]  # noqa: UP031 - a third of strftime
