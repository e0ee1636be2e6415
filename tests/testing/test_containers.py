"""`MockServerContainer`, by an engine that runs our server instead of an image."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
from testcontainers.core.config import ConnectionMode, testcontainers_config

import mockserver
from mockserver.testing.containers import PORT, MockServerContainer
from tests.world import PAIR, REVISION

ID = "a" * 64


class Engine(ThreadingHTTPServer):
    """As much of Docker's API as starting one container takes."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Calls)
        self.wanted: dict[str, Any] = {}
        self.inside: mockserver.MockServer | None = None

    @property
    def environment(self) -> dict[str, str]:
        return dict(each.split("=", 1) for each in self.wanted["Env"])

    def start(self) -> None:
        """Run the server that the image would."""
        self.inside = mockserver.MockServer(
            self.environment.get("MOCKSERVER_SEED", "documentation").split(","),
            admin_token=self.environment.get("MOCKSERVER_ADMIN_TOKEN"),
        ).start()

    def stop(self) -> None:
        if self.inside is not None:
            self.inside.stop()
        self.inside = None

    def inspect(self) -> dict[str, Any]:
        port = "1" if self.inside is None else str(self.inside.port)
        bindings = {f"{PORT}/tcp": [{"HostIp": "0.0.0.0", "HostPort": port}]}
        state = {"Status": "running", "Running": True}
        return {"Id": ID, "Name": "/it", "State": state, "NetworkSettings": {"Ports": bindings}, "Config": {}}


class Calls(BaseHTTPRequestHandler):
    """The calls of a Docker client."""

    server: Engine

    def do_GET(self) -> None:
        if self.path.endswith("/version"):
            self._answer({"ApiVersion": "1.45", "Version": "26"})
        elif "/json" in self.path:
            self._answer(self.server.inspect())
        else:
            self._answer({})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if "/containers/create" in self.path:
            self.server.wanted = json.loads(body)
            self._answer({"Id": ID, "Warnings": []}, 201)
        else:
            self.server.start()
            self._answer(None, 204)

    def do_DELETE(self) -> None:
        self.server.stop()
        self._answer(None, 204)

    def _answer(self, body: Any, status: int = 200) -> None:
        content = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    with Engine() as engine:
        monkeypatch.setenv("DOCKER_HOST", f"tcp://127.0.0.1:{engine.server_port}")
        monkeypatch.setattr(testcontainers_config, "ryuk_disabled", True)
        monkeypatch.setattr(testcontainers_config, "connection_mode_override", ConnectionMode.docker_host)
        thread = threading.Thread(target=engine.serve_forever)
        thread.start()
        yield engine
        engine.shutdown()
        thread.join()


def test_it_is_ready_when_the_block_begins(engine: Engine) -> None:
    with MockServerContainer() as container:
        sandbox = container.server.sandbox()
        event = f"{sandbox.base_url}/events/project/12345/1234"
        assert httpx.get(event, auth=PAIR, headers=REVISION).status_code == 200
        assert sandbox.requests.count(operation="get_event") == 1
    assert engine.inside is None
    assert engine.wanted["Image"] == "mockserver"
    assert engine.wanted["ExposedPorts"] == {f"{PORT}/tcp": {}}


def test_seed_and_settings_are_given_by_the_environment(engine: Engine) -> None:
    container = MockServerContainer("registry.example/mockserver:2", "season", "documentation")
    with container.with_env("MOCKSERVER_ADMIN_TOKEN", "s3cret"):
        assert [each["id"] for each in container.server.default.state()["projects"]] == [2, 3, 41, 42, 12345]
    assert engine.wanted["Image"] == "registry.example/mockserver:2"
    assert engine.environment["MOCKSERVER_SEED"] == "season,documentation"


def test_the_lab_is_served_under_the_name_of_the_engine(engine: Engine) -> None:
    with MockServerContainer():
        assert engine.environment["MOCKSERVER_ADMIN_HOSTS"] == "127.0.0.1"
