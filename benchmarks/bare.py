"""The least that an ASGI application can do: answer everything with the same bytes.

`python -m benchmarks.bare SIZE PORT_FILE` serves it with the settings that the real server has.
"""

import socket
import sys
from pathlib import Path

import uvicorn
from uvicorn._types import ASGIReceiveCallable, ASGISendCallable, Scope


class Bare:
    """Answers every request, which it does not even read, with so many constant bytes."""

    def __init__(self, size: int) -> None:
        self._body = b"x" * size
        self._headers = [
            (b"content-type", b"application/json; charset=utf-8"),
            (b"content-length", str(size).encode()),
        ]

    async def __call__(self, _: Scope, __: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        """Answer one request."""
        await send(
            {"type": "http.response.start", "status": 200, "headers": self._headers, "trailers": False}
        )
        await send({"type": "http.response.body", "body": self._body, "more_body": False})


def main(size: int, port_file: Path) -> None:
    """Serve on a free port, which is written to a file."""
    config = uvicorn.Config(
        Bare(size),
        loop="uvloop",
        http="httptools",
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
    )
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port_file.write_text(f"{listener.getsockname()[1]}\n")
        uvicorn.Server(config).run([listener])


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
