"""Uvicorn as it runs here. What of it is private is touched in this module and in `http_protocol`."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from mockserver.server.http_protocol import HttpProtocol

DRAIN_SECONDS = 5
"""How long requests under way may take to finish once the server is told to stop: half of Docker's grace."""
KEEP_ALIVE_SECONDS = 3600
"""How long an idle connection stays open: longer than any client keeps one (Java's keeps it for 20 minutes).
A server that closes first can cut off a request which is already on its way."""


class UvicornServer(uvicorn.Server):
    """Uvicorn, telling when requests are answered, and ending those that take too long without a word.

    Args:
        app: what to serve. Its lifespan is the caller's, so that its errors reach him as they are.
        on_ready: called once requests are answered.
        on_stop: called when no more are to be; it ends answers that would never end by themselves.
    """

    def __init__(self, app: ASGIApp, on_ready: Callable[[], None], on_stop: Callable[[], None]) -> None:
        config = uvicorn.Config(
            app,
            http=HttpProtocol,
            lifespan="off",
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
        )
        config.load()
        super().__init__(config)
        self._on_ready = on_ready
        self._on_stop = on_stop
        self._drain_seconds: float = DRAIN_SECONDS

    def stop(self, *, drain: bool) -> None:
        """End; whether requests under way may finish. Any thread and any signal handler may call this."""
        if not drain:
            self._drain_seconds = 0
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to accept connections."""
        await super().startup(sockets)
        self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept no more connections, and end those that there are."""
        for listener in self.servers:
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        self._on_stop()
        await self._drain()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the caller."""
        yield

    async def _drain(self) -> None:
        tasks = list(self.server_state.tasks)
        if not tasks:
            return
        _, late = await asyncio.wait(tasks, timeout=self._drain_seconds)
        if late:
            connections = list(self.server_state.connections)
            await asyncio.gather(*(each.abort() for each in connections if isinstance(each, HttpProtocol)))
        for task in late:
            task.cancel()
