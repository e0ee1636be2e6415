"""A server on a port: in a thread of this process, or, for the command line, in the foreground."""

import asyncio
import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self, Unpack

from mockserver.client._sync.connection import Connection
from mockserver.client._sync.server import RemoteServer, Server
from mockserver.client.arguments import Seed, read_seed_files
from mockserver.sandbox.registry import SandboxRegistry
from mockserver.seeds.files import SeedFile
from mockserver.server.listener import bind
from mockserver.server.uvicorn_server import UvicornServer
from mockserver.settings import Settings, SettingsKwargs, root_url
from mockserver.web.app import create_app


class MockServer(Server):
    """A server in this process, on a port.

    As a context manager it serves from a thread of its own: it is ready when the block begins, and has
    stopped when the block ends. Several in one process share nothing. In a forked process it is the handle of
    the server that still runs in the first one, and so it is when it is unpickled in another.

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
        self.settings = settings
        self.app = create_app(settings, seeds)
        self._socket: socket.socket | None = None
        self._port: int | None = None
        self._connection: Connection | None = None
        self._uvicorn: UvicornServer | None = None
        self._thread: threading.Thread | None = None
        self._failure: BaseException | None = None

    def __reduce__(self) -> tuple[type[RemoteServer], tuple[str, str | None]]:
        return RemoteServer, (self.url, self.token)

    @property
    def port(self) -> int:
        """The port, while the server runs."""
        if self._port is None:
            raise RuntimeError("the server has no port, because it does not run; start it first")
        return self._port

    @property
    def address(self) -> str:
        """The IP address that it listens on, while the server runs."""
        assert self._socket is not None  # noqa: S101 - as long as it runs
        address: str = self._socket.getsockname()[0]
        return address

    @property
    def url(self) -> str:
        """The root of the server, such as `http://127.0.0.1:8412`; the API is below `/v1`."""
        return root_url(self.settings.host, self.port)

    @property
    def token(self) -> str | None:
        """The bearer token that its admin API asks for, if it does."""
        return self.settings.admin_token

    def _connect(self) -> Connection:
        """The connection to its admin API: once it runs in a thread, by that thread's event loop."""
        return self._connection or Connection(self.url, self.token)

    @property
    def registry(self) -> SandboxRegistry:
        """Its sandboxes themselves, while it runs."""
        return self.app.registry

    def serve(self, on_ready: Callable[[], None]) -> None:
        """Serve in this thread until `stop` is called, then let requests under way finish.

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
        self._thread = threading.Thread(target=self._run_in_thread, args=(settled,), daemon=True)
        self._thread.start()
        settled.wait()
        if self._failure is not None:
            self._release()
            raise self._failure
        return self

    def stop(self, *, drain: bool = False) -> None:
        """End. It can be started again, with its seed.

        Args:
            drain: let requests under way finish, for some seconds; else whoever waits for an answer is left
                without one.
        """
        if self._uvicorn is not None:
            self._uvicorn.stop(drain=drain)
        if self._thread is not None:
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
        self._socket = bind(self.settings.host, self.settings.port)
        self._port = self._socket.getsockname()[1]

    def _release(self) -> None:
        """Give the port back."""
        if self._socket is not None:
            self._socket.close()
        self._socket = self._port = self._connection = None

    def _run(self, on_ready: Callable[[], None]) -> None:
        self._uvicorn = UvicornServer(self.app, on_ready, self.app.end_streams)
        with asyncio.Runner(loop_factory=self._uvicorn.config.get_loop_factory()) as runner:
            runner.run(self._live(self._uvicorn))

    async def _live(self, uvicorn: UvicornServer) -> None:
        assert self._socket is not None  # noqa: S101 - bound before
        async with self.app.router.lifespan_context(self.app):
            if self._thread is not None:
                from mockserver.server.loop_transport import EventLoopTransport  # noqa: PLC0415 - takes its time

                transport = EventLoopTransport(self.app, asyncio.get_running_loop(), self.url)
                self._connection = Connection(self.url, self.token, transport=transport)
            await uvicorn.serve(sockets=[self._socket])

    def _run_in_thread(self, settled: threading.Event) -> None:
        try:
            self._run(settled.set)
        except BaseException as error:  # noqa: BLE001 - the thread that waits raises it
            self._failure = error
        finally:
            settled.set()
