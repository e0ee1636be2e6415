"""The one way in which handles and commands speak to the admin API of a server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from mockserver.client.direct import direct_options
from mockserver.client.errors import Unreachable, error_of
from mockserver.domain.protocol import ADMIN_PREFIX, SANDBOX_HEADER

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

SECONDS = 60
"""How long a server may take to answer."""


class Connection:
    """The admin API of a server, and the sandbox that is meant.

    Every request has a connection of its own, so that there is nothing to close, and threads and event loops
    may share this. It can be pickled, to be used in another process.

    Args:
        url: root of the server.
        token: what its admin API asks for, if it does.
        sandbox: by default the server's default one.
        transport: how requests travel, if not over the network.

    Attributes:
        url: root of the server.
        token: what its admin API asks for, if it does.
    """

    def __init__(
        self,
        url: str,
        token: str | None = None,
        sandbox: str | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.url = url.rstrip("/")
        self.token = token
        self._transport = transport
        self._headers = _headers(token, sandbox)

    def within(self, sandbox: str) -> Connection:
        """The same connection, about a sandbox."""
        return Connection(self.url, self.token, sandbox, self._transport)

    def ask(
        self, method: str, *path: str, headers: Mapping[str, str] | None = None, **options: Any
    ) -> httpx.Response:
        """Send a request to the admin API; options are those of a request of httpx.

        Raises:
            AdminError: the answer is an error, or there is none.
        """
        import httpx  # noqa: PLC0415 - a server that starts does without

        timeout = {"timeout": httpx.Timeout(SECONDS).as_dict()}
        try:
            request = httpx.Request(
                method,
                self._address(path),
                headers=[*self._headers, *_encoded(headers or {})],
                extensions=timeout,
                **options,
            )
            answer = self._send(request)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._unreachable(error) from error
        if not answer.is_success:
            raise error_of(answer)
        return answer

    def _send(self, request: httpx.Request) -> httpx.Response:
        """Send a request: by the transport, if there is one, of which no client need be made each time."""
        import httpx  # noqa: PLC0415 - as above

        if self._transport is None:
            with httpx.HTTPTransport(**direct_options(self.url)) as network:
                return _read(request, network.handle_request(request))
        return _read(request, self._transport.handle_request(request))

    def lines(self, *path: str, headers: dict[str, str], **params: Any) -> Iterator[str]:
        """The lines of an answer as they come; it may take as long as it likes.

        Raises:
            AdminError: the answer is an error, or there is none.
        """
        import httpx  # noqa: PLC0415 - a server that starts does without

        try:
            with (
                self._client(timeout=httpx.Timeout(SECONDS, read=None)) as http,
                http.stream("GET", self._address(path), params=params, headers=headers) as answer,
            ):
                if not answer.is_success:
                    answer.read()
                    raise error_of(answer)
                yield from answer.iter_lines()
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._unreachable(error) from error

    def get(self, *path: str, **params: Any) -> Any:
        """What the admin API has there."""
        return (self.ask("GET", *path, params=params)).json()

    def post(self, *path: str, body: Any) -> Any:
        """What the admin API answers to a document."""
        return (self.ask("POST", *path, json=body)).json()

    def delete(self, *path: str) -> None:
        """Delete what the admin API has there."""
        self.ask("DELETE", *path)

    def _client(self, **options: Any) -> httpx.Client:
        import httpx  # noqa: PLC0415 - as above

        return httpx.Client(
            headers=self._headers, transport=self._transport, **options, **direct_options(self.url)
        )

    def _address(self, path: tuple[str, ...]) -> str:
        return "".join((self.url, ADMIN_PREFIX, *(f"/{quote(step, safe='')}" for step in path)))

    def _unreachable(self, error: Exception) -> Unreachable:
        return Unreachable(f"{self.url} cannot be reached: {str(error) or type(error).__name__}")


def _read(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
    answer.request = request
    answer.read()
    return answer


def _headers(token: str | None, sandbox: str | None) -> list[tuple[bytes, bytes]]:
    """The headers of every request, as bytes, so that the server may judge any value."""
    headers = {"Authorization": token and f"Bearer {token}", SANDBOX_HEADER: sandbox}
    return _encoded({name: value for name, value in headers.items() if value})


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.strip().encode()) for name, value in headers.items()]
