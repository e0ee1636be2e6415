"""The way from a test to the lab of a server in another thread of its process: no network, half the time."""

import asyncio
from concurrent.futures import CancelledError

import httpx
from starlette.types import ASGIApp


class EventLoopTransport(httpx.BaseTransport):
    """Has requests answered in the event loop of a server.

    Args:
        app: what the server serves.
        loop: where it does.
    """

    def __init__(self, app: ASGIApp, loop: asyncio.AbstractEventLoop) -> None:
        self._line = httpx.ASGITransport(app)
        self._loop = loop

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and wait for its answer.

        Raises:
            ConnectError: the server has ended, or ends meanwhile.
        """
        if not self._loop.is_running():
            raise httpx.ConnectError("it does not run")
        try:
            return asyncio.run_coroutine_threadsafe(self._ask(request), self._loop).result()
        except CancelledError as error:
            raise httpx.ConnectError("it has ended") from error

    async def _ask(self, request: httpx.Request) -> httpx.Response:
        answer = await self._line.handle_async_request(request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=await answer.aread())
