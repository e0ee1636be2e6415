"""The fixtures. The types of what they give: `mockserver.Server`, `Sandbox`, `AsyncSandbox`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from mockserver.testing.pytest_plugin import options

if TYPE_CHECKING:
    from mockserver import AsyncSandbox, Sandbox, Server
    from mockserver.client.arguments import Seed, Time
    from mockserver.client.types import Reading, Strictness

MakeMockserver: TypeAlias = "Callable[..., Sandbox]"
SANDBOXES = pytest.StashKey["list[Sandbox]"]()
"""Of a test: the sandboxes that were made for it."""


@pytest.fixture(scope="session")
def mockserver_settings() -> dict[str, Any]:
    """Keyword arguments of `MockServer` for the server of this run; override it to give some."""
    return {}


@pytest.fixture(scope="session")
def mockserver_server(
    pytestconfig: pytest.Config, mockserver_settings: Mapping[str, Any]
) -> Iterator[Server]:
    """The server of this run: one of our own, or the one that `--mockserver-url` names."""
    from mockserver import MockServer, connect  # noqa: PLC0415

    url = options.url(pytestconfig)
    if url is None:
        with MockServer(**options.settings(pytestconfig, mockserver_settings)) as server:
            yield server
    else:
        elsewhere = connect(url, os.environ.get("MOCKSERVER_ADMIN_TOKEN"))
        elsewhere.health()  # so that a server that is not there is told once and clearly
        yield elsewhere


@pytest.fixture
def make_mockserver(
    request: pytest.FixtureRequest, mockserver_server: Server, mockserver_settings: Mapping[str, Any]
) -> Iterator[MakeMockserver]:
    """Makes sandboxes for a test: `make_mockserver(seed=…, clock=…, faults=…, strictness=…, reading=…)`."""
    from mockserver import AdminError  # noqa: PLC0415

    made: list[Sandbox] = []
    request.node.stash[SANDBOXES] = made
    usual = options.settings_of_sandboxes(request.config, mockserver_settings)

    def make(
        *,
        seed: Seed | None = None,
        clock: Time | None = None,
        faults: Sequence[Mapping[str, Any]] = (),
        strictness: Strictness | None = None,
        reading: Reading | None = None,
    ) -> Sandbox:
        sandbox = mockserver_server.sandbox(
            seed=usual.get("seed") if seed is None else options.rooted(request.config, seed),
            clock=clock,
            strictness=strictness or usual.get("strictness"),
            reading=reading or usual.get("reading"),
        )
        made.append(sandbox)
        for each in faults:
            sandbox.faults.add(**each)
        return sandbox

    yield make
    for sandbox in made:
        with suppress(AdminError):  # the test may have deleted it itself
            sandbox.delete()


@pytest.fixture
def mockserver(request: pytest.FixtureRequest, make_mockserver: MakeMockserver) -> Sandbox:
    """A sandbox that begins as the marker says, and that no other test is in."""
    given = options.marked(request.node)
    given.pop("unconsumed_faults", None)
    if hasattr(request, "param"):  # one of both readings, a run for each
        given["reading"] = request.param
    return make_mockserver(**given)


@pytest.fixture
def async_mockserver(mockserver_server: Server, mockserver: Sandbox) -> AsyncSandbox:
    """The sandbox of the fixture `mockserver`, for code that awaits."""
    from mockserver import async_connect  # noqa: PLC0415

    return async_connect(mockserver_server.url, mockserver_server.token).named(mockserver.name)
