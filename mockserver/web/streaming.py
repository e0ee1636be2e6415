"""Answers that are made while they are sent, for documents that may be large."""

import asyncio
import time
from collections.abc import Callable, Iterator
from typing import Any

from fastapi import Response
from starlette.types import Receive, Scope, Send

from mockserver.seeds.writing import Document, json_parts
from mockserver.web import turns
from mockserver.web.answer import JSON

PART = 64 * 1024
"""Bytes that are sent at once."""


class StreamedResponse(Response):
    """An answer whose body is made part by part, a little in each turn of the event loop.

    Starlette's own sends each part as it is, however small, and imports a library for it that a server
    without such answers does without, which takes a quarter of a second.

    Args:
        parts: of the body.
        media_type: the content type.
        close: what the parts are made from, called when the last was sent, or when nobody wants them.
        options: the status, and further headers.
    """

    def __init__(
        self,
        parts: Iterator[bytes],
        media_type: str = JSON,
        close: Callable[[], None] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(media_type=media_type, **options)
        del self.headers["content-length"]
        self._parts = parts
        self._close = close

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - as ASGI calls it
        """Send it, as long as there is somebody to take it."""
        gone = asyncio.ensure_future(_disconnect(receive))
        try:
            await send(
                {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
            )
            for body in self._gathered():
                await send({"type": "http.response.body", "body": body, "more_body": True})
                await asyncio.sleep(0)
                if gone.done():
                    return
            await send({"type": "http.response.body", "body": b""})
        finally:
            gone.cancel()
            if self._close is not None:
                self._close()

    def _gathered(self) -> Iterator[bytes]:
        """The parts put together to some size, as far as they can be made in a turn of the loop."""
        gathered = bytearray()
        end = time.perf_counter() + turns.TURN
        for part in self._parts:
            gathered += part
            if len(gathered) >= PART or time.perf_counter() >= end:
                yield bytes(gathered)
                gathered.clear()
                end = time.perf_counter() + turns.TURN
        yield bytes(gathered)


def stream_json(document: Document, close: Callable[[], None] | None = None, **options: Any) -> Response:
    """A document as JSON, whose iterators are lists that are made while it is sent."""
    return StreamedResponse(json_parts(document), close=close, **options)


async def _disconnect(receive: Receive) -> None:
    """Wait until there is nobody to take an answer."""
    while (await receive())["type"] != "http.disconnect":
        pass
