"""A server on a port: in a thread of this process, or, for the command line, in the foreground."""

import asyncio
import signal
import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, Unpack

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from mockserver.client._sync.server import Server
from mockserver.client.arguments import Seed, read_seed_files
from mockserver.seeds.files import SeedFile
from mockserver.settings import Settings, SettingsKwargs
from mockserver.web.app import create_app
from mockserver.web.connection import CLOSE

if TYPE_CHECKING:
    from mockserver.server.loop_transport import EventLoopTransport

DRAIN_SECONDS = 10
"""How long requests under way may take to finish once the server is told to stop."""
KEEP_ALIVE_SECONDS = 3600
"""How long an idle connection stays open: longer than any client keeps one (Java's keeps it for 20 minutes).
A server that closes first can cut off a request which is already on its way."""
WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - addresses to show, not to listen on


class CannotStart(Exception):
    """The server cannot listen where it is told to. The message is one line that says why."""


class MockServer(Server):
    """A server in this process, on a port.

    As a context manager it serves from a thread of its own: it is ready when the block begins, and has
    stopped when the block ends. Several in one process share nothing.

    Args:
        seed: what it begins with; by default what the environment says, or the documentation's examples.
        port: to listen on; 0 takes a free one.
        settings: how it runs; what is not given is as the environment says.

    Attributes:
        settings: all of them.
        app: the application that is served.

    Raises:
        SeedRefused: a seed cannot be used.
        ValueError: a setting cannot be used; it names the setting, its value and what was expected.
    """

    def __init__(
        self, seed: Seed | None = None, *, port: int = 0, **settings: Unpack[SettingsKwargs]
    ) -> None:
        chosen = Settings.model_validate({"port": port, **settings})
        self._prepare(chosen, None if seed is None else read_seed_files(seed))

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """A server that runs as the settings say."""
        server = cls.__new__(cls)
        server._prepare(settings)  # noqa: SLF001 - its own
        return server

    def _prepare(self, settings: Settings, seeds: list[SeedFile] | None = None) -> None:
        super().__init__("", settings.admin_token)
        self.settings = settings
        self.app = create_app(settings, seeds)
        self._socket: socket.socket | None = None
        self._http: _Http | None = None
        self._thread: threading.Thread | None = None
        self._failure: BaseException | None = None

    @property
    def port(self) -> int:
        """The port, while the server runs."""
        if self._socket is None:
            raise RuntimeError("the server has no port, because it does not run; start it first")
        port: int = self._socket.getsockname()[1]
        return port

    @property
    def url(self) -> str:
        """The root of the server, such as `http://127.0.0.1:8412`; the API is below `/v1`."""
        host = WILDCARDS.get(self.settings.host, self.settings.host)
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    def serve(self, on_ready: Callable[[], None]) -> None:
        """Serve in the foreground until SIGINT or SIGTERM, then let requests under way finish.

        Raises:
            CannotStart: the address cannot be listened on.
            SeedRefused: a seed cannot be used.
            DatabaseRefused: the database file cannot be used.
        """
        self._bind()
        try:
            self._run(on_ready)
        finally:
            self._release()

    def start(self) -> Self:
        """Serve from a thread; returns once requests are answered.

        Raises:
            CannotStart: the address cannot be listened on.
            SeedRefused: a seed cannot be used.
            DatabaseRefused: the database file cannot be used.
        """
        self._bind()
        settled = threading.Event()
        self._thread = threading.Thread(target=self._run_aside, args=(settled,), daemon=True)
        self._thread.start()
        settled.wait()
        if self._failure is not None:
            self._release()
            raise self._failure
        return self

    def stop(self) -> None:
        """End; whoever waits for an answer is left without one. It can be started again, with its seed."""
        if self._http is not None and self._thread is not None:
            self._http.drain_seconds = 0
            self._http.should_exit = True
            self._thread.join()
            self._release()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _bind(self) -> None:
        """Take the port. Nothing is accepted before the seeds are in."""
        host, port = self.settings.host, self.settings.port
        try:
            family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            self._socket = socket.socket(family, kind, protocol)
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._socket.bind(address)
        except OSError as error:
            self._release()
            raise CannotStart(f"cannot listen on {host}:{port}: {error.strerror or error}") from error

    def _release(self) -> None:
        """Give the port back."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _run(self, on_ready: Callable[[], None]) -> None:
        config = uvicorn.Config(
            self.app,
            lifespan="off",  # entered below, so that its errors reach the caller as they are
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
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
            else:
                self._transport = _aside(self.app)
            await http.serve(sockets=[self._socket])

    def _run_aside(self, settled: threading.Event) -> None:
        try:
            self._run(settled.set)
        except BaseException as error:  # noqa: BLE001 - the thread that waits raises it
            self._failure = error
        finally:
            settled.set()


class _Http(uvicorn.Server):
    """Uvicorn, telling when requests are answered, and ending those that take too long without a word."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready
        self.drain_seconds: float = DRAIN_SECONDS

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for listener in self.servers:
            listener.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        tasks = list(self.server_state.tasks)
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=self.drain_seconds)
            for task in late:
                task.cancel()
        await super().shutdown(sockets)


class _Connection:
    """One connection: the application, with a way for it to close that connection."""

    def __init__(self, app: ASGIApp, transport: asyncio.Transport) -> None:
        self._app = app
        self._transport = transport
        self.lost = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        scope["extensions"] = {CLOSE: self.close}
        try:
            await self._app(scope, receive, send)
        except asyncio.CancelledError:  # the server ends: nobody is to blame, and nothing to be logged
            self._transport.abort()
            await self.lost.wait()

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


def _aside(app: ASGIApp) -> "EventLoopTransport":
    """The way to this event loop for the handles of its server."""
    from mockserver.server.loop_transport import EventLoopTransport  # noqa: PLC0415 - a server in the foreground has no handles

    return EventLoopTransport(app, asyncio.get_running_loop())


def _let_signals_pass() -> None:
    """Make the end by a signal a normal end: uvicorn drains, then raises the signal for these handlers."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
