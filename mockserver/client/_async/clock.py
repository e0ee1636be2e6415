"""The clock of a sandbox."""

from datetime import datetime, timedelta
from typing import Any

from mockserver.client._async.connection import AsyncConnection
from mockserver.client.arguments import Instant, iso_instant
from mockserver.client.types import ClockState


class AsyncClock:
    """Every time that the sandbox writes is by this clock, and so are its rate limits."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def now(self) -> datetime:
        """The present instant, aware, to the millisecond."""
        return datetime.fromisoformat((await self.state())["now"])

    async def state(self) -> ClockState:
        """What the clock tells, and why."""
        state: ClockState = await self._connection.get("clock")
        return state

    async def freeze(self, at: Instant | None = None) -> ClockState:
        """Stand still, at an instant or now."""
        return await self._set({"frozen": (await self.state())["now"] if at is None else iso_instant(at)})

    async def shift(self, to: Instant) -> ClockState:
        """Run on from an instant."""
        return await self._set({"shifted": iso_instant(to)})

    async def advance(self, by: float | timedelta) -> ClockState:
        """Move on by so many seconds. A frozen clock stands still again then."""
        seconds = by.total_seconds() if isinstance(by, timedelta) else by
        moved: ClockState = await self._connection.post("clock", "advance", body={"seconds": seconds})
        return moved

    async def unfreeze(self) -> ClockState:
        """Tell the real time again."""
        return await self._set({"real": True})

    async def _set(self, setting: dict[str, Any]) -> ClockState:
        state: ClockState = (await self._connection.ask("PUT", "clock", json=setting)).json()
        return state
