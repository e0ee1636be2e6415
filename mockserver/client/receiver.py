"""A receiver of callbacks: a small server on this machine, which remembers what it was told."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple, Self


class ReceivedCallback(NamedTuple):
    """One callback as it came.

    Attributes:
        act: what was done with the pass, `install` or `uninstall`.
        path: where it was sent.
        headers: with names in lower case.
        body: what it says.
    """

    act: str
    path: str
    headers: dict[str, str]
    body: Any


class CallbackReceiver:
    """Answers callbacks, and remembers them, the newest last. Runs in a thread of its own within its block.

    Args:
        status: what it answers.
    """

    def __init__(self, status: int = 200) -> None:
        self.status = status
        self._received: list[ReceivedCallback] = []
        self._changed = threading.Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))

    @property
    def url(self) -> str:
        """Its base URL, to register."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def received(self) -> list[ReceivedCallback]:
        """What came so far."""
        with self._changed:
            return list(self._received)

    def wait(self, count: int = 1, *, seconds: float = 5) -> list[ReceivedCallback]:
        """What came, as soon as there are so many, those that came before included.

        Raises:
            TimeoutError: there are fewer after that time.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: len(self._received) >= count, seconds):
                came = len(self._received)
                raise TimeoutError(f"{came} of {count} callbacks came within {seconds:g} seconds")
            return list(self._received)

    def take(self, callback: ReceivedCallback) -> None:
        """Remember a callback."""
        with self._changed:
            self._received.append(callback)
            self._changed.notify_all()

    def __enter__(self) -> Self:
        # Asked often whether to end, so that no test waits for it.
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(receiver: CallbackReceiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            act = self.path.rpartition("/")[2]
            receiver.take(ReceivedCallback(act, self.path, headers, json.loads(sent or b"null")))
            self.send_response(receiver.status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as the library has it
            """Print nothing."""

    return Handler
