"""The door to the lab, behind which it is built when somebody first asks for it."""

from functools import cached_property

from starlette.datastructures import State
from starlette.types import ASGIApp, Receive, Scope, Send

PREFIX = "/__admin"


class LazyAdmin:
    """The lab of a server. Building its routes takes a third of a start, which most starts do without."""

    def __init__(self, server: State) -> None:
        self._server = server

    @cached_property
    def _lab(self) -> ASGIApp:
        from mockserver.web.admin.app import create_admin  # noqa: PLC0415 - see above

        return create_admin(self._server)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in."""
        await self._lab(scope, receive, send)
