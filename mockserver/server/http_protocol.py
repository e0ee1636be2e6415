"""One connection, as HTTP/1.1: uvicorn's protocol, whose connections the application can close."""

import asyncio
import logging
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from mockserver.web.connection import CLOSE

log = logging.getLogger("mockserver.http")
log.setLevel(logging.WARNING)  # below it, uvicorn traces every connection


def _is_not_a_cancellation(record: logging.LogRecord) -> bool:
    """Requests are cancelled when the server ends: nobody is to blame, and nothing to be logged."""
    return not (record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError))


log.addFilter(_is_not_a_cancellation)


class HttpProtocol(HttpToolsProtocol):
    """One connection."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.logger = log
        self._lost = asyncio.Event()
        self._extensions: dict[str, Any] = {CLOSE: self.close}

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that the connection has ended."""
        super().connection_lost(exc)
        self._lost.set()

    def on_message_begin(self) -> None:
        """Give the application of the next request the way to close the connection."""
        super().on_message_begin()
        self.scope["extensions"] = self._extensions

    async def close(self) -> None:
        """Close the connection once everything that was written is sent."""
        self.transport.close()
        await self._lost.wait()

    async def abort(self) -> None:
        """Close the connection at once."""
        self.transport.abort()
        await self._lost.wait()
