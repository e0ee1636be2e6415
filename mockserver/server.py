"""A server on a port: in a thread of this process, or, for the command line, in the foreground."""

import asyncio
import signal
import socket
import threading
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from mockserver.api.line import CLOSE
from mockserver.app import create_app
from mockserver.seeds.files import SeedFile
from mockserver.settings import Settings

DRAIN_SECONDS = 10
"""How long requests under way may take to finish once the server is told to stop."""
KEEP_ALIVE_SECONDS = 3600
"""How long an idle connection stays open: longer than any client keeps one (Java's keeps it for 20 minutes).
A server that closes first can cut off a request which is already on its way."""
WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - addresses to show, not to listen on


class CannotStart(Exception):
    """The server cannot listen where it is told to. The message is one line that says why."""


class MockServer:
    """A server with one world.

    As a context manager it serves from a thread of its own: it is ready when the block begins, and has
    stopped when the block ends. Several in one process share nothing.

    Args:
        settings: how it runs; by default what the environment says.
        seeds: what it begins with, instead of the seeds that the settings name.

    Raises:
        CannotStart: the address cannot be listened on.
        SeedRefused: a seed cannot be used.
        DatabaseRefused: the database file cannot be used.
    """

    def __init__(self, settings: Settings | None = None, seeds: list[SeedFile] | None = None) -> None:
        self.settings = settings or Settings()
        self.app = create_app(self.settings, seeds)
        self._socket: socket.socket | None = None
        self._http: _Http | None = None
        self._thread: threading.Thread | None = None
        self._failure: BaseException | None = None

    @property
    def port(self) -> int:
        """The port, once the server has one."""
        if self._socket is None:
            raise RuntimeError("the server has no port before it is started")
        port: int = self._socket.getsockname()[1]
        return port

    @property
    def url(self) -> str:
        """The root of the server, such as `http://127.0.0.1:8412`; the API is below `/v1`."""
        host = WILDCARDS.get(self.settings.host, self.settings.host)
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    def serve(self, on_ready: Callable[[], None]) -> None:
        """Serve in the foreground until SIGINT or SIGTERM, then let requests under way finish."""
        self._bind()
        self._run(on_ready)

    def __enter__(self) -> Self:
        self._bind()
        settled = threading.Event()
        self._thread = threading.Thread(target=self._run_aside, args=(settled,), daemon=True)
        self._thread.start()
        settled.wait()
        if self._failure is not None:
            raise self._failure
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._http is not None and self._thread is not None:
            self._http.should_exit = True
            self._thread.join()

    def _bind(self) -> None:
        """Take the port. Nothing is accepted before the seeds are in."""
        host, port = self.settings.host, self.settings.port
        try:
            family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            bound = socket.socket(family, kind, protocol)
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind(address)
        except OSError as error:
            raise CannotStart(f"cannot listen on {host}:{port}: {error.strerror or error}") from error
        self._socket = bound

    def _run(self, on_ready: Callable[[], None]) -> None:
        config = uvicorn.Config(
            self.app,
            lifespan="off",  # entered below, so that its errors reach the caller as they are
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=DRAIN_SECONDS,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
        )
        config.load()
        config.http_protocol_class = _closable(config.http_protocol_class)
        self._http = _Http(config, on_ready)
        with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
            runner.run(self._live(self._http))

    async def _live(self, http: "_Http") -> None:
        assert self._socket is not None  # noqa: S101 - bound before
        async with self.app.router.lifespan_context(self.app):
            if self._thread is None:
                _let_signals_pass()
            await http.serve(sockets=[self._socket])

    def _run_aside(self, settled: threading.Event) -> None:
        try:
            self._run(settled.set)
        except BaseException as error:  # noqa: BLE001 - the thread that waits raises it
            self._failure = error
        finally:
            settled.set()


class _Http(uvicorn.Server):
    """Uvicorn, telling when requests are answered."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_ready()


class _Connection:
    """One connection: the application, with a way for it to close that connection."""

    def __init__(self, app: ASGIApp, transport: asyncio.Transport) -> None:
        self._app = app
        self._transport = transport
        self.lost = asyncio.Event()

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Pass a request on."""
        scope["extensions"] = {CLOSE: self.close}
        return self._app(scope, receive, send)

    async def close(self) -> None:
        """Close the connection once everything that was written is sent."""
        self._transport.close()
        await self.lost.wait()


def _closable(protocol: Any) -> type[asyncio.Protocol]:
    """A protocol of uvicorn whose connections the application can close. All of them keep it in `app`."""

    class Closable(protocol):  # type: ignore[misc]
        app: Any

        def connection_made(self, transport: asyncio.Transport) -> None:
            super().connection_made(transport)
            self.app = _Connection(self.app, transport)

        def connection_lost(self, error: Exception | None) -> None:
            super().connection_lost(error)
            self.app.lost.set()

    return Closable


def _let_signals_pass() -> None:
    """Make the end by a signal a normal end: uvicorn drains, then raises the signal for these handlers."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
