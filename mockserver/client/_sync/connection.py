"""The one way in which handles and commands speak to the lab of a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from mockserver.client.errors import Unreachable, error_of
from mockserver.domain.protocol import ADMIN_PREFIX, SANDBOX_HEADER

if TYPE_CHECKING:
    import httpx

SECONDS = 60
"""How long a server may take to answer."""


class Connection:
    """The lab of a server, and the sandbox in it that is meant.

    Every request has a connection of its own, so that there is nothing to close, and threads and event loops
    may share this.

    Args:
        url: root of the server.
        token: what its lab asks for, if it does.
        sandbox: by default the server's default one.
        transport: how requests travel, if not over the network.
    """

    def __init__(
        self,
        url: str,
        token: str | None = None,
        sandbox: str | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.url = url.rstrip("/")
        self._transport = transport
        self._headers = _headers(token, sandbox)

    def ask(self, method: str, *path: str, **options: Any) -> httpx.Response:
        """Send a request to the lab; options are those of httpx.

        Raises:
            AdminError: the answer is an error, or there is none.
        """
        import httpx  # noqa: PLC0415 - a server that starts does without

        target = "".join(f"/{quote(step, safe='')}" for step in path)
        try:
            with httpx.Client(
                headers=self._headers,
                timeout=SECONDS,
                transport=self._transport,
                trust_env=False,  # a proxy knows nothing of servers on this machine or in a container
                verify=self.url.startswith("https:"),  # reading certificates takes longer than the rest
            ) as http:
                answer = http.request(method, f"{self.url}{ADMIN_PREFIX}{target}", **options)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            reason = str(error) or type(error).__name__
            raise Unreachable(f"{self.url} cannot be reached: {reason}") from error
        if not answer.is_success:
            raise error_of(answer)
        return answer

    def get(self, *path: str, **params: Any) -> Any:
        """What the lab has there."""
        return (self.ask("GET", *path, params=params)).json()

    def post(self, *path: str, body: Any) -> Any:
        """What the lab answers to a document."""
        return (self.ask("POST", *path, json=body)).json()

    def delete(self, *path: str) -> None:
        """Delete what the lab has there."""
        self.ask("DELETE", *path)


def _headers(token: str | None, sandbox: str | None) -> list[tuple[bytes, bytes]]:
    """The headers of every request, as bytes, so that the server may judge any value."""
    headers = {"Authorization": token and f"Bearer {token}", SANDBOX_HEADER: sandbox}
    return [(name.encode(), value.strip().encode()) for name, value in headers.items() if value]
