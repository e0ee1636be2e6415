"""Which web pages may use the emulated API, and what their browsers are told. Assumed: A-7."""

import logging
from collections.abc import Callable, Mapping

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.status import HTTP_200_OK
from starlette.types import Receive, Scope, Send

from mockserver.domain.errors import Forbidden, InvalidRequest
from mockserver.domain.headers import Header
from mockserver.settings import Settings
from mockserver.web.answer import Answer
from mockserver.web.origins import (
    ANY_ORIGIN,
    host_name,
    is_foreign,
    is_from_browser,
    is_known_host,
    is_loopback,
)

TOLD_HEADERS = [
    "Allow",
    "Preference-Applied",
    "X-Mockserver-Diagnosis",
    "X-Mockserver-Evidence",
    "X-Mockserver-Request-Id",
    "X-Mockserver-Version",
]
"""Headers of answers that a page may read."""
OURS = frozenset({b"content-type", b"content-length", b"access-control-allow-origin", b"vary"})
"""Headers of a preflight's answer that are written here."""
MOST_WARNED = 100
"""Origins of which the log tells that they were kept out."""

log = logging.getLogger("mockserver")


async def _nothing(scope: Scope, receive: Receive, send: Send) -> None:
    """The application of a middleware that is asked for its headers alone."""


class Cors:
    """Lets in the pages of this machine, and of origins that the settings name."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._named = set(settings.cors_origins)
        self._hosts = {host_name(origin.partition("://")[2]) for origin in self._named}
        self._warned: set[str] = set()
        self._headers = {private: _headers_of(private) for private in (False, True)}

    def preflight(self, method: str, headers: Mapping[bytes, bytes]) -> Answer | None:
        """The answer to a preflight, which needs no credentials; None if the request is none.

        Raises:
            InvalidRequest: it asks for a method that no path takes.
        """
        if method != "OPTIONS":
            return None
        wanted = headers.get(b"access-control-request-method")
        origin = headers.get(b"origin", b"").decode("latin-1")
        if wanted is None or not self._lets_in(origin):
            return None
        policy = self._headers[origin.lower() in self._named]
        response = policy.preflight_response(Headers(raw=list(headers.items())))
        if response.status_code != HTTP_200_OK:
            method = wanted.decode("latin-1")
            raise InvalidRequest(f"No path takes {method}; expected a documented method.")
        told = [each for each in response.raw_headers if each[0] not in OURS]
        return Answer(
            HTTP_200_OK, bytes(response.body), told + self._allowing(origin), b"text/plain; charset=utf-8"
        )

    def check(self, headers: Mapping[bytes, bytes], scheme: str, *, is_public: Callable[[], bool]) -> None:
        """Let a request pass, unless a page asks that is not let in, or under a name that it may have bound.

        Args:
            headers: of the request.
            scheme: of its URL.
            is_public: whether pages of any site may lead to it; only asked where that decides.

        Raises:
            Forbidden: a page of a foreign site asks, or one under a name that is not known to be ours.
        """
        if not is_from_browser(headers):
            return
        origin = headers.get(b"origin", b"").decode("latin-1")
        if self._lets_in(origin):
            return
        if is_foreign(headers, scheme) and not is_public():
            raise self._kept_out(origin)
        name = host_name(headers.get(b"host", b"").decode("latin-1"))
        if not is_known_host(name, self._settings) and name not in self._hosts:
            raise Forbidden(
                f"The host {name!r} is not known to be this server; expected localhost, an address, a name"
                f" without a dot, or one that the server is told: --admin-hosts {name}."
            )

    def headers(self, headers: Mapping[bytes, bytes]) -> list[Header]:
        """What an answer tells the browser of a page that is let in; nothing to anybody else."""
        if b"origin" not in headers:
            return []
        origin = headers[b"origin"].decode("latin-1")
        if not origin or not self._lets_in(origin):
            return []
        exposed = self._headers[False].simple_headers["Access-Control-Expose-Headers"]
        return [*self._allowing(origin), (b"access-control-expose-headers", exposed.encode())]

    def _lets_in(self, origin: str) -> bool:
        return ANY_ORIGIN in self._named or origin.lower() in self._named or is_loopback(origin)

    def _allowing(self, origin: str) -> list[Header]:
        if ANY_ORIGIN in self._named:
            return [(b"access-control-allow-origin", b"*")]
        return [(b"access-control-allow-origin", origin.encode("latin-1")), (b"vary", b"Origin")]

    def _kept_out(self, origin: str) -> Forbidden:
        """The error for a page that is not let in, of which the log tells once how to."""
        named = origin or "another site"
        flag = f"--cors-origins {origin or 'ORIGIN'}"
        if named not in self._warned and len(self._warned) < MOST_WARNED:
            self._warned.add(named)
            log.warning("A page of %s was kept out; to let it in: %s", ascii(named), flag)
        return Forbidden(
            f"Pages of {named} may not use this server; expected a page on this machine,"
            f" or an origin that the server is told: {flag}."
        )


def _headers_of(private: bool) -> CORSMiddleware:
    """Starlette's way to write the headers; which origins are meant is decided above."""
    return CORSMiddleware(
        _nothing,
        allow_origins=["*"],
        allow_methods=["*"],
        allow_headers=["*"],
        allow_private_network=private,
        expose_headers=TOLD_HEADERS,
    )
