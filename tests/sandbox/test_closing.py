"""Whoever opens a database closes it: a server that has ended has left none open."""

import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from mockserver.sandbox.factory import open_sandbox
from mockserver.seeds.files import SeedFile, SeedRefused, check
from mockserver.settings import Settings
from mockserver.store.files import DatabaseRefused
from tests.world import EVENT, Api, E, open_app, open_world, seed

SEED = [SeedFile("test", check("test", seed()))]
TWICE = {"projects": [{"id": 1}, {"id": 1}]}
MANY: dict[str, Any] = {"projects": [{"events": [{"passes": {"count": 1001}}]}]}
WATCHED = """
import sqlite3, sys, warnings
from functools import partial

class Watched(sqlite3.Connection):
    is_open = True

    def close(self):
        self.is_open = False
        super().close()

    def __del__(self):
        if self.is_open:
            warnings.warn("unclosed database", ResourceWarning)

if sys.version_info < (3, 13):  # later ones warn by themselves
    sqlite3.connect = partial(sqlite3.connect, factory=Watched)
"""
"""A `conftest.py` in which every Python tells of connections that nobody closed."""


class Watched(sqlite3.Connection):
    """A connection that knows whether it is open."""

    is_open = True

    def close(self) -> None:
        super().close()
        self.is_open = False


@pytest.fixture
def count_open(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Counts the connections that are open, of those opened in this test."""
    opened: list[Watched] = []

    def watch(*arguments: Any, **given: Any) -> Watched:
        opened.append(Watched(*arguments, **given))
        return opened[-1]

    def count() -> int:
        assert opened, "no connection was opened"
        return sum(each.is_open for each in opened)

    monkeypatch.setattr(sqlite3, "connect", watch)
    return count


def test_a_suite_that_uses_the_fixture_ends_well_with_warnings_as_errors(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MOCKSERVER_URL", raising=False)
    pytester.makeconftest(WATCHED)
    pytester.makepyfile("def test_it(mockserver):\n    mockserver.snapshot()\n")
    alone = ("--disable-plugin-autoload", "-p", "mockserver.testing.pytest_plugin", "-W", "error")
    result = pytester.runpytest_subprocess(*alone)
    assert result.ret == pytest.ExitCode.OK, result.stdout.str() + result.stderr.str()


NEW = ("POST", "/sandboxes")
SAVE = ("PUT", "/snapshots/before")


@pytest.mark.parametrize(
    "calls",
    [
        pytest.param([], id="nothing"),
        pytest.param([SAVE], id="snapshot"),
        pytest.param([SAVE, SAVE], id="snapshot replaced"),
        pytest.param([SAVE, ("DELETE", "/snapshots/before")], id="snapshot deleted"),
        pytest.param([SAVE, ("GET", "/snapshots/before/diff")], id="diff"),
        pytest.param([("POST", "/reset?to=empty")], id="emptied"),
        pytest.param([("PUT", "/state", seed())], id="state replaced"),
        pytest.param([("PUT", "/state", TWICE)], id="state refused"),
        pytest.param([("GET", "/state")], id="state"),
        pytest.param([("POST", "/state", MANY)], id="much merged"),
        pytest.param(
            [("POST", "/state", {"projects": [*TWICE["projects"], *MANY["projects"]]})], id="refused"
        ),
        pytest.param([("POST", f"/events/{E}/passes", {"count": 1001})], id="many passes"),
        pytest.param([("POST", "/events/9/passes", {"count": 1001})], id="passes of no event"),
        pytest.param([(*NEW, {"name": "one"})], id="sandbox"),
        pytest.param([(*NEW, {"name": "one", "seed": "empty"})], id="sandbox of nothing"),
        pytest.param([(*NEW, {"name": "one", "seed": seed()})], id="sandbox of a document"),
        pytest.param([(*NEW, {"name": "one", "seed": TWICE})], id="sandbox of a bad document"),
        pytest.param([(*NEW, {"name": "default", "seed": seed()})], id="sandbox refused"),
        pytest.param([(*NEW, {"name": "o n e", "seed": "empty"})], id="sandbox of a bad name"),
    ],
)
def test_a_server_leaves_nothing_open(calls: list[tuple[Any, ...]], count_open: Callable[[], int]) -> None:
    with open_world() as api:
        for call in calls:
            assert api.admin(*call).status_code < 500
    assert count_open() == 0


@pytest.mark.parametrize("begun", ["server", "empty", seed()], ids=["server", "empty", "document"])
def test_a_deleted_sandbox_leaves_nothing_open_and_others_alone(
    api: Api, count_open: Callable[[], int], begun: Any
) -> None:
    api.admin(*SAVE)
    before = count_open()
    assert api.admin(*NEW, {"name": "one", "seed": begun}).status_code == 201
    assert api.admin(*SAVE, headers={"X-Mockserver-Sandbox": "one"}).status_code == 204
    assert api.admin("DELETE", "/sandboxes/one").status_code == 204
    assert count_open() == before
    api.delete(EVENT)
    assert api.admin("POST", "/reset").status_code == 204
    assert api.get(EVENT).status_code == 200
    api.get(EVENT, headers={"X-Mockserver-Sandbox": "another"})
    assert api.get(EVENT, headers={"X-Mockserver-Sandbox": "another"}).status_code == 200


def test_a_refused_sandbox_leaves_nothing_open(api: Api, count_open: Callable[[], int]) -> None:
    api.admin(*SAVE)
    before = count_open()
    for name, expected in {"default": 409, "o n e": 400}.items():
        assert api.admin(*NEW, {"name": name, "seed": seed()}).status_code == expected
    assert count_open() == before


@pytest.mark.parametrize("settings", [{}, {"reset": True}], ids=["opened", "reset"])
def test_a_server_on_a_file_leaves_nothing_open(
    tmp_path: Path, count_open: Callable[[], int], settings: dict[str, Any]
) -> None:
    db = tmp_path / "mock.db"
    open_sandbox(Settings(db=db), SEED).close()
    with open_app(None, db=db, **settings) as api:
        assert api.admin(*SAVE).status_code == 204
    assert count_open() == 0


def test_a_refused_file_leaves_nothing_open(tmp_path: Path, count_open: Callable[[], int]) -> None:
    db = tmp_path / "mock.db"
    refused = partial(pytest.raises, DatabaseRefused)
    with refused():
        open_sandbox(Settings(db=tmp_path / "missing" / "mock.db"), SEED)
    open_sandbox(Settings(db=db), SEED).close()
    with refused():
        open_sandbox(Settings(db=db, seed=["none"]))
    assert count_open() == 0


def test_a_refused_seed_leaves_nothing_open(count_open: Callable[[], int]) -> None:
    with pytest.raises(SeedRefused):
        open_sandbox(Settings(), [SeedFile("twice", check("twice", TWICE))])
    assert count_open() == 0
