"""One server for all tests of the client; each works in a sandbox of its own."""

from collections.abc import Iterator

import httpx
import pytest

import mockserver
from tests.world import seed


@pytest.fixture(scope="module")
def server() -> Iterator[mockserver.MockServer]:
    with mockserver.MockServer(seed()) as server:
        yield server


@pytest.fixture
def sandbox(server: mockserver.MockServer) -> mockserver.Sandbox:
    return server.sandbox()


@pytest.fixture
def http(sandbox: mockserver.Sandbox) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=sandbox.base_url, auth=sandbox.auth, headers=sandbox.headers) as http:
        yield http
