"""Serving the inspector: to browsers at `/` and `/__admin`, its files below `/__inspector`."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from mockserver.domain.errors import ApiError, NotFound, Unauthorized
from mockserver.domain.protocol import ADMIN_PREFIX, INSPECTOR_PREFIX
from mockserver.settings import Settings
from mockserver.web import problems
from mockserver.web.admin.guard import check_host, check_site, check_token
from mockserver.web.inspector import qr, session
from mockserver.web.inspector.files import find_file

PAGES = frozenset({"/", ADMIN_PREFIX})
"""Where a browser finds the inspector; whoever does not ask for HTML finds something else there."""
ICON = "/favicon.ico"
FILES = f"{INSPECTOR_PREFIX}/"
LOGIN, QR = f"{FILES}login", f"{FILES}qr"


class Inspector:
    """ASGI middleware: answers what belongs to the inspector, and hands on everything else.

    Args:
        app: answers everything else.
        settings: those of the server.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive) if scope.get("type") == "http" else None
        answer = None if request is None else await self._answer(request)
        await (answer or self.app)(scope, receive, send)

    async def _answer(self, request: Request) -> Response | None:
        """The answer to a request; None if it is not for the inspector."""
        path = request.url.path
        try:
            if path == LOGIN and request.method == "POST":
                self._check_page(request)
                return await session.sign_in(request, self._settings)
            if request.method != "GET":
                return None
            if path in PAGES and "text/html" in request.headers.get("accept", ""):
                return self._show(request)
            return self._serve(request, path)
        except ApiError as error:
            return problems.response(error)

    def _show(self, request: Request) -> Response:
        """The page, or the form that stands before it."""
        self._check_page(request)
        try:
            check_token(request, self._settings)
        except Unauthorized:
            return session.ask(request)
        return self._serve_file(request, "index.html")

    def _serve(self, request: Request, path: str) -> Response | None:
        """A file, which holds nothing that a token would have to protect."""
        if path != ICON and not path.startswith(FILES):
            return None
        self._check_page(request)
        if path == QR:
            return qr.draw(request.query_params.get("text", "")).response(request.headers)
        return self._serve_file(request, "favicon.svg" if path == ICON else path.removeprefix(FILES))

    def _serve_file(self, request: Request, name: str) -> Response:
        content = find_file(name)
        if content is None:
            raise NotFound(f"The inspector has no file {name!r}.")
        return content.response(request.headers)

    def _check_page(self, request: Request) -> None:
        """See that no page of another site asks, and that no rebound name is used."""
        check_site(request, self._settings)
        check_host(request.headers.get("host", ""), self._settings)
