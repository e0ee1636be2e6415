"""Who may drive the lab: no web page, no rebinding host name, and, with a token set, nobody without it."""

import re
import secrets
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from mockserver.domain.errors import ApiError, Forbidden, Unauthorized, UnsupportedMediaType
from mockserver.settings import Settings
from mockserver.web import problems

AUTHORITY = re.compile(r"[\w.:\[\]-]+")
LOOPBACK = "localhost"
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
BODIES = frozenset({"application/json", "application/yaml"})


class Guard:
    """Pure ASGI: stands before the lab."""

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
        host = request.headers.get("host", "")
        if not self._is_ours(_name(host)):
            raise Forbidden(
                f"The lab is not served to host {host!r}; expected localhost, an address or an admin host."
            )
        if request.method in WRITES:
            _check_origin(request, host)
            _check_media_type(request)
        if self.settings.admin_token is not None:
            _check_token(request, self.settings.admin_token)

    def _is_ours(self, name: str) -> bool:
        """A name could be rebound to this machine by a page; an address could not."""
        return name in {LOOPBACK, self.settings.host, *self.settings.admin_hosts} or _is_address(name)


def _name(host: str) -> str:
    if not AUTHORITY.fullmatch(host):
        return ""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _check_origin(request: Request, host: str) -> None:
    origin = request.headers.get("origin")
    if origin is not None and origin != f"{request.url.scheme}://{host}":
        raise Forbidden(f"The lab is not written to from {origin}; expected no Origin, or this server's own.")


def _check_media_type(request: Request) -> None:
    declared = request.headers.get("content-type")
    has_body = request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers
    if declared is None and not has_body:
        return
    if (declared or "").partition(";")[0].strip().lower() not in BODIES:
        raise UnsupportedMediaType(f"The header Content-Type is {declared!r}; expected application/json.")


def _check_token(request: Request, token: str) -> None:
    scheme, _, sent = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not secrets.compare_digest(sent.strip().encode(), token.encode()):
        raise Unauthorized(
            "The lab asks for its token; expected the header Authorization: Bearer with it.", "Bearer"
        )
