"""The connection that a request came over: how to close it without an answer, and what could not be read."""

from starlette.types import Scope

from mockserver.domain.errors import ApiError

CLOSE = "mockserver.close"
"""The extension of ASGI under which a server gives us the way to close a connection."""

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


def refusal(scope: Scope) -> ApiError | None:
    """The error to answer with, if the request could not be read."""
    error: ApiError | None = (scope.get("extensions") or {}).get(REFUSED)
    return error
