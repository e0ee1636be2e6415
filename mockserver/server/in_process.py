"""The whole server inside a test's own event loop: no port, no thread."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NoReturn, Unpack

import httpx
from starlette.types import ASGIApp, Receive, Scope, Send

from mockserver.client._async.server import AsyncRemoteServer, AsyncServer
from mockserver.client.arguments import Seed, read_seed_files
from mockserver.settings import Settings, SettingsKwargs
from mockserver.web.app import create_app
from mockserver.web.connection import CLOSE

URL = "http://127.0.0.1"


class AppClient(httpx.AsyncClient):
    """A client of a server that it does not reach over a network.

    Attributes:
        server: the handle of that server, to make sandboxes and to use its lab.
    """

    def __init__(self, app: ASGIApp, token: str | None) -> None:
        transport = AppTransport(app)
        super().__init__(transport=transport, base_url=URL)
        self.server: AsyncServer = AsyncRemoteServer(URL, token, transport)


@asynccontextmanager
async def app_client(
    seed: Seed | None = None, **settings: Unpack[SettingsKwargs]
) -> AsyncIterator[AppClient]:
    """A client of a server that lives in this event loop for as long as the block does.

    Paths are below the root of the server: `/v1/…`, `/sandboxes/{name}/v1/…`, `/__admin/…`.

    Args:
        seed: what it begins with; by default what the environment says, or the documentation's examples.
        settings: how it runs, as in `MockServer`; those of a listening address mean nothing here.

    Raises:
        SeedRefused: a seed cannot be used.
        DatabaseRefused: the database file cannot be used.
    """
    chosen = Settings.model_validate(settings)
    app = create_app(chosen, None if seed is None else read_seed_files(seed))
    async with app.router.lifespan_context(app), AppClient(app, chosen.admin_token) as client:
        yield client


class AppTransport(httpx.ASGITransport):
    """Calls an application, and lets it close the connection that there is not."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(self._pass_on)
        self._app = app

    def __reduce__(self) -> NoReturn:
        raise TypeError("a server in an event loop cannot be reached from another process; use MockServer")

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_closed = False

        async def close() -> None:
            nonlocal is_closed
            is_closed = True

        await self._app({**scope, "extensions": {CLOSE: close}}, receive, send)
        if is_closed:
            raise httpx.RemoteProtocolError("Server disconnected without sending a complete answer.")
