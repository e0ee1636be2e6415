"""The clock of a sandbox."""

from datetime import datetime, timedelta
from typing import Any

from mockserver.client._sync.connection import Connection
from mockserver.client.arguments import Instant, iso_instant
from mockserver.client.types import ClockState


class Clock:
    """Every time that the sandbox writes is by this clock, and so are its rate limits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def now(self) -> datetime:
        """The present instant, aware, to the millisecond."""
        return datetime.fromisoformat((self.state())["now"])

    def state(self) -> ClockState:
        """What the clock tells, and why."""
        state: ClockState = self._connection.get("clock")
        return state

    def freeze(self, at: Instant | None = None) -> ClockState:
        """Stand still, at an instant or now."""
        return self._set({"frozen": (self.state())["now"] if at is None else iso_instant(at)})

    def shift(self, to: Instant) -> ClockState:
        """Run on from an instant."""
        return self._set({"shifted": iso_instant(to)})

    def advance(self, by: float | timedelta) -> ClockState:
        """Move on by so many seconds. A frozen clock stands still again then."""
        seconds = by.total_seconds() if isinstance(by, timedelta) else by
        moved: ClockState = self._connection.post("clock", "advance", body={"seconds": seconds})
        return moved

    def unfreeze(self) -> ClockState:
        """Tell the real time again."""
        return self._set({"real": True})

    def _set(self, setting: dict[str, Any]) -> ClockState:
        state: ClockState = (self._connection.ask("PUT", "clock", json=setting)).json()
        return state
