"""The end of a connection whose caller may still be sending."""

import asyncio
from typing import Any

LINGER_SECONDS = 2
"""How long we let a caller go on sending. One that is cut off while it sends may never see its answer."""


class LingeringTransport(asyncio.Transport):
    """A transport that says that it has ended before it closes.

    Args:
        transport: the one that it stands for.
        loop: where it lives.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._transport = transport
        self._loop = loop
        self._is_ending = False

    def close(self) -> None:
        """End, and close when there was time to read the answer."""
        if not self.is_closing():
            self._is_ending = True
            self._transport.write_eof()
            self._loop.call_later(LINGER_SECONDS, self._transport.close)

    def is_closing(self) -> bool:
        """Whether it has ended."""
        return self._is_ending or self._transport.is_closing()

    def write(self, data: Any) -> None:
        """Write to the connection."""
        self._transport.write(data)

    def abort(self) -> None:
        """Close at once."""
        self._transport.abort()

    def pause_reading(self) -> None:
        """Read no more for now."""
        self._transport.pause_reading()

    def resume_reading(self) -> None:
        """Read on."""
        self._transport.resume_reading()
