"""The image's health check, beside servers that answer one thing."""

import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "healthcheck.sh"
PATIENCE = 30
READY = b"HTTP/1.1 200 OK\r\n\r\n"


@contextmanager
def answering(answer: bytes) -> Iterator[str]:
    """The port of a server that answers one connection so, and closes it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection, connection.makefile("rb") as request:
                while request.readline() != b"\r\n":
                    pass
                connection.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        yield str(listener.getsockname()[1])


def check(**variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"]} | variables
    return subprocess.run(
        ["bash", str(SCRIPT)], env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def test_a_server_that_is_ready_is_healthy() -> None:
    with answering(READY) as port:
        told = check(MOCKSERVER_PORT=port)
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"HTTP/1.1 503 Service Unavailable\r\n\r\n", "answers with status 503"),
        (b"220 mail\r\n", "answers with status mail"),
        (b"", "gives no answer"),
    ],
    ids=["starting", "something else", "closed"],
)
def test_a_server_that_is_not_ready_is_told_with_the_reason(answer: bytes, reason: str) -> None:
    with answering(answer) as port:
        told = check(MOCKSERVER_PORT=port)
    assert (told.returncode, told.stderr) == (1, "")
    (line,) = told.stdout.splitlines()
    assert line.startswith("not ready: ")
    assert reason in line
    assert port in line


def test_no_server_is_told_with_the_reason() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        told = check(MOCKSERVER_PORT=str(port))
    assert (told.returncode, told.stderr) == (1, "")
    assert told.stdout == f"not ready: nothing answers at 127.0.0.1, port {port}\n"


def test_the_port_that_the_server_wrote_counts_before_the_port_it_was_told(tmp_path: Path) -> None:
    with answering(READY) as port:
        (tmp_path / "port").write_text(f"{port}\n")
        told = check(MOCKSERVER_PORT_FILE=str(tmp_path / "port"), MOCKSERVER_PORT="0", PORT="1")
    assert told.returncode == 0


@pytest.mark.parametrize("file", ["", "/nowhere/port"], ids=["no port file", "not yet written"])
@pytest.mark.parametrize("port", ["", "tcp://10.96.0.1:8412"], ids=["unset", "a link of Kubernetes"])
def test_what_is_no_port_is_passed_over(file: str, port: str) -> None:
    with answering(READY) as served:
        told = check(MOCKSERVER_PORT_FILE=file, MOCKSERVER_PORT=port, PORT=served)
    assert told.returncode == 0


@pytest.mark.parametrize("host", ["", "0.0.0.0", "127.0.0.1", "localhost"])
def test_a_server_is_asked_where_it_listens(host: str) -> None:
    with answering(READY) as port:
        assert check(MOCKSERVER_HOST=host, MOCKSERVER_PORT=port).returncode == 0
