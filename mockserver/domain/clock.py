"""The one source of time: real, frozen, or shifted. An instant is whole milliseconds since 1970, UTC.

There are instants of the years 1 to 9999 only: those that a document can say and every reader understands.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal

Instant = int
Mode = Literal["real", "frozen", "shifted"]

EPOCH = datetime.fromtimestamp(0, UTC)
MILLISECOND = timedelta(milliseconds=1)
FIRST: Instant = (datetime.min.replace(tzinfo=UTC) - EPOCH) // MILLISECOND
LAST: Instant = (datetime.max.replace(tzinfo=UTC) - EPOCH) // MILLISECOND
RANGE = "from 0001-01-01T00:00:00.000Z to 9999-12-31T23:59:59.999Z"

Setting = tuple[Mode, int]
"""How a clock is set: its mode, and where it stands still or how far it is from the real time."""


class OutOfRange(ValueError):
    """A time that no instant stands for."""

    def __init__(self) -> None:
        super().__init__(f"expected an instant {RANGE}")


class Clock:
    """A clock that tells the real time until it is told otherwise. At the last instant it stands still.

    Attributes:
        mode: how it runs.
        on_change: told how it is about to be set.
    """

    mode: Mode

    def __init__(self) -> None:
        self.on_change: Callable[[Setting], None] | None = None
        self._kept: Instant | None = None
        self.set(("real", 0))

    def now(self) -> Instant:
        """The present instant of this clock."""
        if self.mode == "frozen":
            return self._value
        return max(FIRST, min(_real() + self._value, LAST))

    @property
    def setting(self) -> Setting:
        """How it is set."""
        return self.mode, self._value

    def set(self, setting: Setting) -> None:
        """Run as another clock does that is set like this."""
        if self.on_change is not None:
            self.on_change(setting)
        self.mode, self._value = setting

    def freeze(self, at: Instant) -> None:
        """Stand still at an instant."""
        self.set(("frozen", at))

    def shift(self, to: Instant) -> None:
        """Run on from an instant."""
        self.set(("shifted", to - _real()))

    def run(self) -> None:
        """Tell the real time again."""
        self.set(("real", 0))

    def advance(self, milliseconds: int) -> None:
        """Move on; a frozen clock stands still again then, any other runs on.

        Raises:
            OutOfRange: there is no such instant.
        """
        within_range(self.now() + milliseconds)
        mode: Mode = "frozen" if self.mode == "frozen" else "shifted"
        self.set((mode, self._value + milliseconds))

    def follow(self, other: "Clock") -> None:
        """Tell the time as another clock does, or, if that was kept, as it did then."""
        kept = other._kept  # noqa: SLF001 - of the same class
        if kept is None:
            self.set(other.setting)
        else:
            self.shift(kept)

    def copy(self) -> "Clock":
        """Another clock that tells the same time."""
        copied = Clock()
        copied.set(self.setting)
        return copied

    def keep(self) -> "Clock":
        """A clock to go back to: one that was shifted runs on from where it is now."""
        kept = self.copy()
        kept._kept = self.now() if self.mode == "shifted" else None  # noqa: SLF001 - of the same class
        return kept


def _real() -> Instant:
    return time.time_ns() // 1_000_000


def instant(moment: datetime) -> Instant:
    """An aware datetime as an instant; anything below a millisecond is cut off.

    Raises:
        OutOfRange: its zone puts it before the first instant, or after the last.
    """
    return within_range((moment - EPOCH) // MILLISECOND)


def within_range(at: int) -> Instant:
    """An instant.

    Raises:
        OutOfRange: there is none so early or so late.
    """
    if not FIRST <= at <= LAST:
        raise OutOfRange
    return at


def to_seconds(at: Instant) -> str:
    """`2018-09-24T09:12:32Z`, as events tell time. Source: events.txt § Get event."""
    return _written(at // 1000)


@lru_cache(8192)
def to_milliseconds(at: Instant) -> str:
    """`2023-04-19T06:17:01.000Z`, as passes tell time. Source: event-passes.txt § List event passes."""
    return f"{to_seconds(at)[:-1]}.{at % 1000:03d}Z"


@lru_cache(1024)
def _written(second: int) -> str:
    """A second since 1970. Kept, because answers tell the same few again and again."""
    return "%04d-%02d-%02dT%02d:%02d:%02dZ" % time.gmtime(second)[:6]  # noqa: UP031 - a third of strftime
