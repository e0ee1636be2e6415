"""The fixtures. The types of their values: `mockserver.Server`, `Sandbox`, `AsyncSandbox`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from mockserver.testing.pytest_plugin import options
from mockserver.testing.pytest_plugin.proxy import around_proxy
from mockserver.testing.pytest_plugin.report import format_journal

if TYPE_CHECKING:
    from mockserver.client._async.sandbox import AsyncSandbox
    from mockserver.client._sync.sandbox import Sandbox
    from mockserver.client._sync.server import Server
    from mockserver.client.arguments import Profile, Seed, Time
    from mockserver.client.types import Reading, Strictness

MakeMockserver: TypeAlias = "Callable[..., Sandbox]"
SANDBOXES = pytest.StashKey["dict[Sandbox, str]"]()
"""Of a test: the sandboxes that were made for it, each with its journal once it is deleted."""


@pytest.fixture(scope="session")
def mockserver_settings() -> dict[str, Any]:
    """Keyword arguments of `MockServer` for the server of this run; override it to give some."""
    return {}


@pytest.fixture(scope="session")
def mockserver_server(
    pytestconfig: pytest.Config, mockserver_settings: Mapping[str, Any]
) -> Iterator[Server]:
    """The server of this run: one of our own, or the one that `--mockserver-url` names."""
    url = options.find_url(pytestconfig)
    if url is not None:
        server = _connect(url)
        with around_proxy(url):
            yield server
        return
    from mockserver.server.server import MockServer  # noqa: PLC0415 - only who needs a server pays for it

    with (
        MockServer(**options.server_settings(pytestconfig, mockserver_settings)) as own,
        around_proxy(own.url),
    ):
        yield own


def _connect(url: str) -> Server:
    """A server that runs already; if it does not, that is told once and clearly."""
    from mockserver.client._sync.server import RemoteServer  # noqa: PLC0415 - only who needs a server pays for it
    from mockserver.client.shared_transport import SharedTransport  # noqa: PLC0415 - likewise

    server = RemoteServer(url, os.environ.get("MOCKSERVER_ADMIN_TOKEN"), SharedTransport(url))
    server.health()
    return server


@pytest.fixture
def make_mockserver(
    request: pytest.FixtureRequest, mockserver_server: Server, mockserver_settings: Mapping[str, Any]
) -> Iterator[MakeMockserver]:
    """Makes sandboxes: `make_mockserver(seed=…, clock=…, faults=…, strictness=…, reading=…, profile=…)`."""
    sandboxes: dict[Sandbox, str] = {}
    request.node.stash[SANDBOXES] = sandboxes
    defaults = options.sandbox_settings(request.config, mockserver_settings)

    def make(
        *,
        seed: Seed | None = None,
        clock: Time | None = None,
        faults: Sequence[Mapping[str, Any]] = (),
        strictness: Strictness | None = None,
        reading: Reading | None = None,
        profile: Profile | None = None,
    ) -> Sandbox:
        sandbox = mockserver_server.sandbox(
            seed=defaults.get("seed") if seed is None else options.resolve_paths(request.config, seed),
            clock=clock,
            strictness=strictness or defaults.get("strictness"),
            reading=reading or defaults.get("reading"),
            profile=options.resolve_profile(request.config, profile or defaults.get("profile")),
        )
        sandboxes[sandbox] = ""
        for plan in faults:
            sandbox.faults.add(**plan)
        return sandbox

    yield make
    for sandbox in sandboxes:
        sandboxes[sandbox] = _delete(sandbox)


def _delete(sandbox: Sandbox) -> str:
    """Delete a sandbox; gives its journal, because the teardown of another fixture may have failed."""
    from mockserver.client.errors import AdminError  # noqa: PLC0415 - only who needs a server pays for it

    journal = format_journal(sandbox)
    with suppress(AdminError):  # the test may have deleted it itself
        sandbox.delete()
    return journal


@pytest.fixture
def mockserver(request: pytest.FixtureRequest, make_mockserver: MakeMockserver) -> Sandbox:
    """A sandbox that begins as the marker says, and that no other test is in."""
    keywords = options.read_markers(request.node)
    keywords.pop("unconsumed_faults", None)
    if hasattr(request, "param"):  # one of both readings, a run for each
        keywords["reading"] = request.param
    elif options.wants_both_readings(request.node):
        raise pytest.UsageError(options.CANNOT_RUN_TWICE.format(request.node.nodeid))
    return make_mockserver(**keywords)


@pytest.fixture
def airship_wallet(mockserver: Sandbox) -> Sandbox:
    """The sandbox of the fixture `mockserver`, by a name that no other plugin has."""
    return mockserver


@pytest.fixture
def async_mockserver(mockserver_server: Server, mockserver: Sandbox) -> AsyncSandbox:
    """The sandbox of the fixture `mockserver`, for code that awaits."""
    from mockserver.client._async.server import AsyncRemoteServer  # noqa: PLC0415 - only who awaits pays for it

    return AsyncRemoteServer(mockserver_server.url, mockserver_server.token).named(mockserver.name)
