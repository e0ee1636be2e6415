"""What happens in a sandbox, told to whoever listens while it happens."""

import asyncio
from collections import deque
from collections.abc import Callable, Collection
from enum import StrEnum
from typing import Any

MOST_HEARD = 1000
"""Notices that wait for a listener who does not come for them; then the oldest are dropped, and counted."""


class Kind(StrEnum):
    """What a notice is about."""

    REQUEST = "request"
    PUSH = "push"
    DELIVERY = "delivery"
    FAULT = "fault"
    CLOCK = "clock"
    STATE = "state"


Write = Callable[[Kind, Any], bytes]
"""Writes a notice; what is written holds on to nothing of the sandbox."""


class Listener:
    """Somebody who listens. Notices wait for him, but never does the sandbox.

    Args:
        kinds: what he wants to hear of.
        write: how notices are put for him.

    Attributes:
        is_over: whether there will be no more.
        on_end: called when that is known.
    """

    def __init__(self, kinds: Collection[Kind], write: Write) -> None:
        self.is_over = False
        self.on_end: Callable[[], None] | None = None
        self._kinds = frozenset(kinds)
        self._write = write
        self._heard: deque[bytes] = deque()
        self._dropped = 0
        self._woken = asyncio.Event()

    def hear(self, kind: Kind, subject: Any) -> None:
        """Keep a notice for later."""
        if kind not in self._kinds:
            return
        if len(self._heard) >= MOST_HEARD:
            self._heard.popleft()
            self._dropped += 1
        self._heard.append(self._write(kind, subject))
        self._woken.set()

    def miss(self, kind: Kind, count: int) -> None:
        """Note that so many notices are not told one by one."""
        if kind in self._kinds:
            self._dropped += count
            self._woken.set()

    def end(self) -> None:
        """There will be no more."""
        self.is_over = True
        self._woken.set()
        if self.on_end is not None:
            self.on_end()

    async def wait(self, seconds: float) -> bool:
        """Wait until there is something to take, or the end; false if there is nothing after that time."""
        try:
            await asyncio.wait_for(self._woken.wait(), seconds)
        except TimeoutError:
            return False
        return True

    def take(self) -> tuple[int, list[bytes]]:
        """How many notices were dropped, and those that came after them."""
        dropped, heard = self._dropped, list(self._heard)
        self._dropped = 0
        self._heard.clear()
        self._woken.clear()
        return dropped, heard


class Broadcast:
    """Tells listeners what happens. Used from one thread only.

    Attributes:
        listeners: whoever listens just now; where there is nobody, nothing needs to be told.
    """

    def __init__(self) -> None:
        self.listeners: list[Listener] = []

    def tell(self, kind: Kind, subject: Any) -> None:
        """Tell all listeners."""
        for listener in self.listeners:
            listener.hear(kind, subject)

    def miss(self, kind: Kind, count: int) -> None:
        """Tell them that so many notices are not told one by one."""
        for listener in self.listeners:
            listener.miss(kind, count)

    def leave(self, listener: Listener) -> None:
        """Let a listener go, who may have been let go already."""
        if listener in self.listeners:
            self.listeners.remove(listener)

    def end(self) -> None:
        """Let all listeners go."""
        for listener in self.listeners:
            listener.end()
        self.listeners.clear()
