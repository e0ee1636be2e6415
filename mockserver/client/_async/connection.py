"""The one way in which handles and commands speak to the admin API of a server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from mockserver.client.direct import direct_options
from mockserver.client.errors import Unreachable, error_of
from mockserver.domain.protocol import ADMIN_PREFIX, SANDBOX_HEADER

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import httpx

SECONDS = 60
"""How long a server may take to answer."""


class AsyncConnection:
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
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.url = url.rstrip("/")
        self.token = token
        self._transport = transport
        self._headers = _headers(token, sandbox)

    def within(self, sandbox: str) -> AsyncConnection:
        """The same connection, about a sandbox."""
        return AsyncConnection(self.url, self.token, sandbox, self._transport)

    async def ask(
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
            answer = await self._send(request)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._unreachable(error) from error
        if not answer.is_success:
            raise error_of(answer)
        return answer

    async def _send(self, request: httpx.Request) -> httpx.Response:
        """Send a request: by the transport, if there is one, of which no client need be made each time."""
        import httpx  # noqa: PLC0415 - as above

        if self._transport is None:
            async with httpx.AsyncHTTPTransport(**direct_options(self.url)) as network:
                return await _read(request, await network.handle_async_request(request))
        return await _read(request, await self._transport.handle_async_request(request))

    async def lines(self, *path: str, headers: dict[str, str], **params: Any) -> AsyncIterator[str]:
        """The lines of an answer as they come; it may take as long as it likes.

        Raises:
            AdminError: the answer is an error, or there is none.
        """
        import httpx  # noqa: PLC0415 - a server that starts does without

        try:
            async with (
                self._client(timeout=httpx.Timeout(SECONDS, read=None)) as http,
                http.stream("GET", self._address(path), params=params, headers=headers) as answer,
            ):
                if not answer.is_success:
                    await answer.aread()
                    raise error_of(answer)
                async for line in answer.aiter_lines():
                    yield line
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._unreachable(error) from error

    async def get(self, *path: str, **params: Any) -> Any:
        """What the admin API has there."""
        return (await self.ask("GET", *path, params=params)).json()

    async def post(self, *path: str, body: Any) -> Any:
        """What the admin API answers to a document."""
        return (await self.ask("POST", *path, json=body)).json()

    async def delete(self, *path: str) -> None:
        """Delete what the admin API has there."""
        await self.ask("DELETE", *path)

    def _client(self, **options: Any) -> httpx.AsyncClient:
        import httpx  # noqa: PLC0415 - as above

        return httpx.AsyncClient(
            headers=self._headers, transport=self._transport, **options, **direct_options(self.url)
        )

    def _address(self, path: tuple[str, ...]) -> str:
        return "".join((self.url, ADMIN_PREFIX, *(f"/{quote(step, safe='')}" for step in path)))

    def _unreachable(self, error: Exception) -> Unreachable:
        return Unreachable(f"{self.url} cannot be reached: {str(error) or type(error).__name__}")


async def _read(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
    answer.request = request
    await answer.aread()
    return answer


def _headers(token: str | None, sandbox: str | None) -> list[tuple[bytes, bytes]]:
    """The headers of every request, as bytes, so that the server may judge any value."""
    headers = {"Authorization": token and f"Bearer {token}", SANDBOX_HEADER: sandbox}
    return _encoded({name: value for name, value in headers.items() if value})


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.strip().encode()) for name, value in headers.items()]
