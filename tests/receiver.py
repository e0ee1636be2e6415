"""A receiver of callbacks in a process of its own, as a customer's server is.

It answers, hangs, or leads elsewhere, and tells what it was told.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

ANSWERS, HANGS, LEADS = "answers", "hangs", "leads"


class Receiver:
    """The receiver, seen from a test."""

    def __init__(self, url: str) -> None:
        self.url = url

    def received(self) -> list[dict[str, Any]]:
        """What it was told: path, headers and body of each callback, in the order that they came."""
        told: list[dict[str, Any]] = httpx.get(f"{self.url}/received", trust_env=False).json()
        return told

    def passes(self) -> list[tuple[int, str]]:
        """What it was told in short: which pass, and what was done with it."""
        return [(each["body"]["passId"], each["path"].rpartition("/")[2]) for each in self.received()]


@contextmanager
def receiving(how: str = ANSWERS, to: str = "") -> Iterator[Receiver]:
    """A receiver, while the block runs."""
    command = [sys.executable, "-m", "tests.receiver", how, to]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Receiver(process.stdout.readline().strip())
        finally:
            process.kill()


def main(how: str, to: str) -> None:
    """Receive until the process is ended."""
    received: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.answer(200, json.dumps(received).encode())

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            headers = {name.lower(): value for name, value in self.headers.items()}
            received.append({"path": self.path, "headers": headers, "body": body})
            if how == HANGS:
                threading.Event().wait()
            self.answer(302 if how == LEADS else 200, b"received")

        def answer(self, status: int, content: bytes) -> None:
            self.send_response(status)
            if to:
                self.send_header("location", to)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
