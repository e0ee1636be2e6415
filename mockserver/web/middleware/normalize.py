"""What holds for every path before one is looked up: raw paths, one trailing slash, HEAD, CORS."""

from urllib.parse import unquote_to_bytes

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.status import HTTP_200_OK
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mockserver.domain.errors import InvalidRequest
from mockserver.web import problems
from mockserver.web.connection import ConnectionDropped

BASE_PATH = "/v1/"
TOLD_HEADERS = [
    "Allow",
    "Preference-Applied",
    "X-Mockserver-Diagnosis",
    "X-Mockserver-Request-Id",
    "X-Mockserver-Version",
]


class NormalizePath:
    """Pure ASGI: prepares the path for matching and answers what never reaches a route."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        # Any origin may read any answer below the base path. Assumed: A-7.
        self.open_to_all = _OpenToAll(
            self._answer,
            allow_origins=["*"],
            allow_methods=["*"],
            allow_headers=["*"],
            allow_private_network=True,
            expose_headers=TOLD_HEADERS,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Prepare one request and have it answered."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if scope["method"] == "HEAD":
            scope["method"], send = "GET", _without_body(scope, send)
        path = scope["raw_path"].decode("latin-1") if scope.get("raw_path") else scope["path"]
        # Matched before percent-decoding, so that a name may hold a slash; one trailing slash is
        # ignored, because real clients send it.
        scope["path"] = path[:-1] if path.endswith("/") and path != "/" else path
        from_a_page = any(name == b"origin" for name, _ in scope["headers"])
        answer = self.open_to_all if from_a_page and f"{path}/".startswith(BASE_PATH) else self._answer
        await answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_utf8(scope["path"]):
            error = InvalidRequest(f"The path {scope['path']} is not UTF-8 once it is percent-decoded.")
            await problems.response(error)(scope, receive, send)
            return
        try:
            await self.app(scope, receive, send)
        except ClientDisconnect:
            return
        except ConnectionDropped:
            raise
        except Exception as error:  # noqa: BLE001 - the last place that can still answer in the vendor's shape
            await problems.unexpected(error)(scope, receive, send)


class _OpenToAll(CORSMiddleware):
    """CORS whose refusals have the vendor's shape too."""

    def preflight_response(self, request_headers: Headers) -> Response:
        """The answer to a preflight."""
        answer = super().preflight_response(request_headers)
        if answer.status_code == HTTP_200_OK:
            return answer
        method = request_headers["access-control-request-method"]
        allowed = {"Access-Control-Allow-Origin": "*"}
        return problems.response(
            InvalidRequest(f"No path takes {method}; expected a documented method.", allowed)
        )


def _without_body(scope: Scope, send: Send) -> Send:
    async def send_head(message: Message) -> None:
        scope["method"] = "HEAD"  # a server looks there whether an answer may end before its Content-Length
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return send_head


def _is_utf8(path: str) -> bool:
    if path.isascii() and "%" not in path:
        return True
    try:
        unquote_to_bytes(path.encode("latin-1")).decode()
    except UnicodeDecodeError:
        return False
    return True
