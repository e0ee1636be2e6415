"""The connection that a request came over, for those who close it without an answer."""

from starlette.types import Scope

CLOSE = "mockserver.close"
"""The extension of ASGI under which a server gives us the way to close a connection."""


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
