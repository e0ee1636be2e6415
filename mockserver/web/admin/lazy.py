"""The admin API, built when somebody first asks for it."""

import asyncio
import threading

from starlette.types import ASGIApp, Receive, Scope, Send

from mockserver.web.middleware.pipeline import Pipeline
from mockserver.web.state import ServerState


class LazyAdmin:
    """The admin API of a server. Building it takes a third of a start, which most starts do without.

    It is built in a thread, so that nobody else waits for it: what takes its time are imports.
    """

    def __init__(self, server: ServerState, pipeline: Pipeline) -> None:
        self._server = server
        self._pipeline = pipeline
        self._app: ASGIApp | None = None
        self._building = threading.Lock()

    def _build(self) -> ASGIApp:
        from mockserver.web.admin.app import create_admin  # noqa: PLC0415 - see above

        with self._building:
            if self._app is None:
                self._app = create_admin(self._server, self._pipeline)
            return self._app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        app = await asyncio.to_thread(self._build) if self._app is None else self._app
        await app(scope, receive, send)
