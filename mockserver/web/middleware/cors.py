"""CORS: which pages may read what the emulated API answers. Assumed: A-7."""

from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.status import HTTP_200_OK
from starlette.types import ASGIApp, Receive, Scope, Send

from mockserver.domain.errors import InvalidRequest
from mockserver.web import problems
from mockserver.web.answer import Answer, Header

TOLD_HEADERS = [
    "Allow",
    "Preference-Applied",
    "X-Mockserver-Diagnosis",
    "X-Mockserver-Request-Id",
    "X-Mockserver-Version",
]
"""Headers of answers that a page may read."""


async def _nothing(scope: Scope, receive: Receive, send: Send) -> None:
    """The application of a middleware that is asked for its policy alone."""


class Cors:
    """Lets pages in: any origin, any method, any header."""

    def __init__(self, app: ASGIApp = _nothing) -> None:
        self._policy = CORSMiddleware(
            app,
            allow_origins=["*"],
            allow_methods=["*"],
            allow_headers=["*"],
            allow_private_network=True,
            expose_headers=TOLD_HEADERS,
        )

    def preflight(self, method: str, headers: Mapping[bytes, bytes]) -> Answer | None:
        """The answer to a preflight, which needs no credentials; None if the request is none."""
        wanted = headers.get(b"access-control-request-method")
        if method != "OPTIONS" or b"origin" not in headers or wanted is None:
            return None
        response = self._policy.preflight_response(Headers(raw=list(headers.items())))
        if response.status_code == HTTP_200_OK:
            told = [
                each for each in response.raw_headers if each[0] not in {b"content-type", b"content-length"}
            ]
            return Answer(HTTP_200_OK, bytes(response.body), told, b"text/plain; charset=utf-8")
        allowed = {"Access-Control-Allow-Origin": "*"}
        error = InvalidRequest(
            f"No path takes {wanted.decode('latin-1')}; expected a documented method.", allowed
        )
        return problems.answer(error)

    def headers(self, headers: Mapping[bytes, bytes]) -> list[Header]:
        """What an answer tells the browser of a page that asked; nothing if none did."""
        if b"origin" not in headers:
            return []
        return [
            (name.lower().encode(), value.encode()) for name, value in self._policy.simple_headers.items()
        ]
