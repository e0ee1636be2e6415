"""The way to the admin API of a server in another thread of its process: no network, half the time."""

import asyncio
import os
from concurrent.futures import CancelledError
from functools import cached_property

import httpx
from starlette.types import ASGIApp

from mockserver.client.shared_transport import SharedTransport
from mockserver.domain.protocol import ADMIN_PREFIX

STREAM = f"{ADMIN_PREFIX}/stream"
"""What is never whole, so that it has to come over the network."""


class EventLoopTransport(httpx.BaseTransport):
    """Has requests answered in the event loop of a server; in any other process, goes over the network.

    Args:
        app: what the server serves.
        loop: where it does.
        url: root of the server.
    """

    def __init__(self, app: ASGIApp, loop: asyncio.AbstractEventLoop, url: str) -> None:
        self._app = httpx.ASGITransport(app)
        self._loop = loop
        self._url = url
        self._process = os.getpid()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and wait for its answer.

        Raises:
            ConnectError: the server has ended, or ends meanwhile.
        """
        is_elsewhere = self._process != os.getpid()  # a fork has no thread that would run this loop
        if is_elsewhere or request.url.path == STREAM:
            return self._network.handle_request(request)
        if not self._loop.is_running():
            raise httpx.ConnectError("it does not run")
        try:
            return asyncio.run_coroutine_threadsafe(self._ask(request), self._loop).result()
        except CancelledError as error:
            raise httpx.ConnectError("it has ended") from error

    def __reduce__(self) -> tuple[type[SharedTransport], tuple[str]]:
        return SharedTransport, (self._url,)

    @cached_property
    def _network(self) -> SharedTransport:
        return SharedTransport(self._url)

    async def _ask(self, request: httpx.Request) -> httpx.Response:
        answer = await self._app.handle_async_request(request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=await answer.aread())
