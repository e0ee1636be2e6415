"""Connections that are kept for the next request."""

import os
import weakref

import httpx

from mockserver.client.direct import direct_options


class SharedTransport(httpx.BaseTransport):
    """Connections to one server, closed once nobody can ask for them any more.

    The clients that use it come and go; none of them closes it. A forked process has connections of its own:
    two that read from one would take each other's answers.

    Args:
        url: root of the server.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._open()

    def _open(self) -> None:
        connections = httpx.HTTPTransport(**direct_options(self._url))
        self._send = connections.handle_request
        self._process = os.getpid()
        weakref.finalize(self, _close, connections, self._process)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request."""
        if self._process != os.getpid():
            self._open()
        return self._send(request)

    def __reduce__(self) -> tuple[type["SharedTransport"], tuple[str]]:
        return SharedTransport, (self._url,)


def _close(connections: httpx.HTTPTransport, process: int) -> None:
    if process == os.getpid():  # in a fork, a lock of the other process may be held for ever
        connections.close()
