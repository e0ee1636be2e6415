"""Who may drive the admin API: no page of a site that nobody named, no rebound name, whoever bears the token.

A browser that has signed in to the inspector bears a cookie instead, which does not tell the token.
"""

import hmac
import re

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from mockserver.domain.errors import ApiError, Forbidden, Unauthorized, UnsupportedMediaType
from mockserver.domain.protocol import ADMIN_PREFIX
from mockserver.settings import Settings
from mockserver.web import problems
from mockserver.web.context import context_of
from mockserver.web.origins import host_name, is_foreign, is_known_host, is_visit

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
BODIES = frozenset({"application/json", "application/yaml"})
COOKIE = "mockserver-inspector"
CARD = re.compile(f"{ADMIN_PREFIX}/passes/[0-9]+/card")
"""The one page of the admin API that other sites may lead to. It cannot be framed, and changes nothing."""


class Guard:
    """ASGI middleware that stands before the admin API."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request pass, or answer why not."""
        try:
            self._check(Request(scope))
        except ApiError as error:
            await problems.response(error)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _check(self, request: Request) -> None:
        if not _is_card(request):
            check_site(request, self.settings)
        check_host(request.headers.get("host", ""), self.settings)
        if request.method in WRITES:
            _check_media_type(request)
        check_token(request, self.settings)


def _is_card(request: Request) -> bool:
    """Whether somebody is led to the card of a pass, which the link of a pass leads to from any site."""
    is_followed = is_visit(request.method, dict(request.headers.raw))
    return is_followed and CARD.fullmatch(context_of(request).path) is not None


def check_site(request: Request, settings: Settings) -> None:
    """See that no page asks but one of this server, or of an origin that the settings name.

    Raises:
        Forbidden: another does.
    """
    origin = request.headers.get("origin")
    if origin not in settings.admin_origins and is_foreign(dict(request.headers.raw), request.url.scheme):
        raise Forbidden(
            f"The admin API is not for pages of {origin or 'another site'}; expected no page,"
            f" one of this server, or of an origin that the server is told:"
            f" --admin-origins {origin or 'ORIGIN'}."
        )


def check_host(host: str, settings: Settings) -> None:
    """See that the server is asked by a name that no page can have bound to it.

    Raises:
        Forbidden: it is not.
    """
    name = host_name(host)
    if not is_known_host(name, settings):
        raise Forbidden(
            f"The admin API is not served to the host {host!r}; expected localhost, an address, a name"
            f" without a dot, or one that the server is told: --admin-hosts {name or 'NAME'}."
        )


def _check_media_type(request: Request) -> None:
    declared = request.headers.get("content-type")
    has_body = request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers
    if declared is None and not has_body:
        return
    if (declared or "").partition(";")[0].strip().lower() not in BODIES:
        raise UnsupportedMediaType(f"The header Content-Type is {declared!r}; expected application/json.")


def check_token(request: Request, settings: Settings) -> None:
    """See that a caller bears the token, or the cookie of those who had it, if one is set.

    Raises:
        Unauthorized: it bears neither.
    """
    token = settings.admin_token
    if token is None or is_token(request.cookies.get(COOKIE, ""), cookie_of(token)):
        return
    scheme, _, sent = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not is_token(sent.strip(), token):
        raise Unauthorized(
            "The admin API asks for its token; expected the header Authorization: Bearer with it.", "Bearer"
        )


def is_token(sent: str, token: str) -> bool:
    """Whether what was sent is a token, told in the same time whatever was sent."""
    return hmac.compare_digest(sent.encode(), token.encode())


def cookie_of(token: str) -> str:
    """What a browser bears that has shown the token, made so that nobody reads the token in it."""
    return hmac.digest(token.encode(), COOKIE.encode(), "sha256").hex()
