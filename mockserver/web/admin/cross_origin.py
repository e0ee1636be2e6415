"""Lets pages of origins that the settings name drive the admin API, and read what it answers."""

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from mockserver.settings import Settings
from mockserver.web.middleware.cors import TOLD_HEADERS


class CrossOrigin:
    """ASGI middleware that stands before the guard, since a preflight bears no token.

    All others go on without it: the guard refuses the pages among them.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._named = settings.admin_origins
        self._cors = CORSMiddleware(
            app,
            allow_origins=self._named,
            allow_methods=["*"],
            allow_headers=["*"],
            allow_private_network=True,
            expose_headers=TOLD_HEADERS,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a preflight of a page that was named, or see that it may read the answer."""
        is_named = Headers(scope=scope).get("origin") in self._named
        await (self._cors if is_named else self._app)(scope, receive, send)
