"""The connection that a request came over: how to write and to close it, and what could not be read."""

from starlette.types import Scope, Send

from mockserver.domain.errors import ApiError
from mockserver.domain.headers import split_headers

CLOSE = "mockserver.close"
"""The extension of ASGI under which a server gives us the way to close a connection."""

ABORT = "mockserver.abort"
"""The extension under which it gives us the way to close one at once, whatever waits to be sent."""

WRITE = "mockserver.write"
"""The extension under which a server writes a whole answer; it gives false where that is left to messages."""

REFUSED = "mockserver.refused"
"""The extension under which a server hands on a request that it cannot read: the error to answer with."""


class ConnectionDropped(ConnectionError):
    """The connection was to be closed, but there is none: the application is called without our server."""


async def close(scope: Scope) -> None:
    """Close the connection of a request once all that was said is sent. What is said after goes nowhere.

    Raises:
        ConnectionDropped: there is no connection.
    """
    extensions = scope.get("extensions") or {}
    if CLOSE not in extensions:
        raise ConnectionDropped("The connection is closed without an answer, as a fault plan asks.")
    await extensions[CLOSE]()


def abort(scope: Scope) -> None:
    """Close the connection of a request at once, if there is one."""
    extensions = scope.get("extensions") or {}
    if ABORT in extensions:
        extensions[ABORT]()


async def write(scope: Scope, send: Send, status: int, head: bytes, body: bytes) -> None:
    """Send a whole answer, in one go if the server can. The head is its headers in one piece."""
    extensions = scope.get("extensions") or {}
    if WRITE in extensions and extensions[WRITE](scope, status, head, body):
        return
    await send({"type": "http.response.start", "status": status, "headers": split_headers(head)})
    await send({"type": "http.response.body", "body": body})


def refusal(scope: Scope) -> ApiError | None:
    """The error to answer with, if the request could not be read."""
    error: ApiError | None = (scope.get("extensions") or {}).get(REFUSED)
    return error
