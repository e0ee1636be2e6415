"""The admin API, built when somebody first asks for it."""

from functools import cached_property

from starlette.types import ASGIApp, Receive, Scope, Send

from mockserver.web.middleware.pipeline import Pipeline
from mockserver.web.state import ServerState


class LazyAdmin:
    """The admin API of a server. Building it takes a third of a start, which most starts do without."""

    def __init__(self, server: ServerState, pipeline: Pipeline) -> None:
        self._server = server
        self._pipeline = pipeline

    @cached_property
    def _app(self) -> ASGIApp:
        from mockserver.web.admin.app import create_admin  # noqa: PLC0415 - see above

        return create_admin(self._server, self._pipeline)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await self._app(scope, receive, send)
