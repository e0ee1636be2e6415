"""Fixtures, and the law that every behaviour test says how we know."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from mockserver.server.server import MockServer
from tests import conformance
from tests.shell import Shell, open_server, open_shell
from tests.world import Api, open_world

LONGEST = "test_schemathesis.py"
"""A module of which one test takes minutes."""
BEHAVIOUR = Path(__file__).parent / "web" / "api"
LABELS = {"published", "reading", "assumed"}

# Every command that a test starts would compile the package anew, which is a sixth of its time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.fixture(scope="session", autouse=True)
def _documented() -> Iterator[None]:
    """Every answer that a test sees is held against the document."""
    with conformance.watched():
        yield


@pytest.fixture
def api() -> Iterator[Api]:
    """The world that `tests.world.seed` describes."""
    with open_world() as api:
        yield api


@pytest.fixture(scope="module")
def server() -> Iterator[MockServer]:
    """The same world on a port, for all tests of a module."""
    with open_server() as server:
        yield server


@pytest.fixture
def shell(
    server: MockServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Shell]:
    """A shell about that server, which is as it began again afterwards."""
    with open_shell(server.url, monkeypatch, capsys) as shell:
        yield shell


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse behaviour tests without exactly one mark that says how we know, and begin with the longest."""
    unmarked = [item.nodeid for item in items if _is_behaviour(item) and len(_labels(item)) != 1]
    if unmarked:
        raise pytest.UsageError(f"exactly one of {sorted(LABELS)} must mark each of: {', '.join(unmarked)}")
    items.sort(key=lambda item: item.path.name != LONGEST)  # or one worker begins it when the others are done


def _is_behaviour(item: pytest.Item) -> bool:
    return BEHAVIOUR in item.path.parents


def _labels(item: pytest.Item) -> list[str]:
    return [mark.name for mark in item.iter_markers() if mark.name in LABELS]
