"""Connections that are kept for the next request."""

import weakref

import httpx


class SharedTransport(httpx.BaseTransport):
    """Connections to one server, closed once nobody can ask for them any more.

    The clients that use it come and go; none of them closes it.

    Args:
        url: root of the server.
    """

    def __init__(self, url: str) -> None:
        # A proxy knows nothing of servers on this machine or in a container; reading certificates takes long.
        connections = httpx.HTTPTransport(trust_env=False, verify=url.startswith("https:"))
        self._send = connections.handle_request
        weakref.finalize(self, connections.close)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        return self._send(request)
