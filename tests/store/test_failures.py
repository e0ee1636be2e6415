"""A disk, a memory or a file that fails is told as such, and what cannot be kept leaves no trace."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mockserver.seeds.files import SeedFile, check
from mockserver.store import connections
from tests.world import EVENT, EX, EXTERNAL_PROJECT, PROJECT, Api, E, open_app, open_world, problem, seed

SEED = [SeedFile("test", check("test", seed()))]
SMALL = {"fields": {"gate": {"value": "9"}}}
LARGE = {"fields": {"eventName": {"value": "9" * 200_000}}}
PAGE = 4096


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A file that does not exist yet."""
    return tmp_path / "mock.db"


@pytest.fixture(params=["memory", "file"])
def api(request: pytest.FixtureRequest, db: Path) -> Iterator[Api]:
    """The world of most tests, in memory and in a file."""
    with open_app(SEED, **({"db": db} if request.param == "file" else {})) as api:
        yield api


def pragma(api: Api, said: str) -> None:
    """Say something to the database of a world."""
    api.sandbox.database.execute(f"PRAGMA {said}")


def fill_up(api: Api) -> None:
    """Let the database grow by no page more."""
    pragma(api, "max_page_count = 1")


def test_what_does_not_fit_is_answered_507_and_changes_nothing(api: Api) -> None:
    before = api.admin("GET", "/state").json()
    fill_up(api)
    for method, path in {"PUT": EVENT, "POST": PROJECT}.items():
        details = problem(api.request(method, path, json=LARGE), 507)
        assert "SQLITE_FULL" in details
        assert "expected room for what the request writes" in details
    assert api.admin("GET", "/state").json() == before


def test_there_is_room_again_after_a_failure(api: Api) -> None:
    fill_up(api)
    problem(api.put(EVENT, LARGE), 507)
    pragma(api, "max_page_count = 10000")
    assert api.put(EVENT, LARGE).status_code == 200


def test_a_world_in_memory_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "MEMORY_PAGES", 100)
    with open_world() as api:
        answers = [api.post(PROJECT, LARGE).status_code for _ in range(4)]
    assert answers == [201, 507, 507, 507]


@pytest.mark.parametrize(
    ("method", "path", "json"),
    [("PUT", "/state", seed({"id": 1} | LARGE)), ("POST", "/state", seed({"id": 1} | LARGE))],
    ids=["replace", "merge"],
)
def test_the_admin_api_tells_it_too(db: Path, method: str, path: str, json: Any) -> None:
    with open_app(SEED, db=db) as api:
        before = api.admin("GET", "/state").json()
        fill_up(api)
        assert "SQLITE_FULL" in problem(api.admin(method, path, json), 507)
        assert api.admin("GET", "/state").json() == before


def test_what_cannot_be_written_is_answered_503(api: Api) -> None:
    pragma(api, "query_only = 1")
    assert "SQLITE_READONLY" in problem(api.put(EVENT, SMALL), 503)
    assert api.get(EVENT).status_code == 200


def damage(api: Api, db: Path) -> None:
    """Overwrite all pages of a file but the first, and forget what was read of them."""
    pragma(api, "wal_checkpoint(TRUNCATE)")
    with db.open("r+b") as opened:
        opened.seek(PAGE)
        opened.write(b"\xff" * (db.stat().st_size - PAGE))
    pragma(api, "shrink_memory")


def test_a_file_that_is_damaged_meanwhile_is_answered_503(db: Path) -> None:
    with open_app(SEED, db=db) as api:
        damage(api, db)
        for answer in (api.get(EVENT), api.put(EVENT, SMALL), api.get(f"{EVENT}/passes")):
            assert "SQLITE_CORRUPT" in problem(answer, 503)
        for path in ("/state", "/pushes"):
            assert "SQLITE_CORRUPT" in problem(api.admin("GET", path), 503)


# --- what a database remembers of it


def test_a_database_that_works_has_no_failure(api: Api) -> None:
    api.put(EVENT, SMALL)
    problem(api.get(f"{PROJECT}/{E + 9}"), 404)
    assert api.sandbox.database.failure is None
    assert api.sandbox.database.retry() is None


def test_a_failure_is_remembered_until_something_is_written(api: Api) -> None:
    fill_up(api)
    problem(api.put(EVENT, LARGE), 507)
    assert str(api.sandbox.database.failure).startswith("SQLITE_FULL: ")
    assert api.get(EVENT).status_code == 200
    assert api.sandbox.database.failure is not None
    assert api.put(EVENT, SMALL).status_code == 200
    assert api.sandbox.database.failure is None


def test_a_failure_is_forgotten_once_a_try_goes_well(api: Api) -> None:
    pragma(api, "query_only = 1")
    problem(api.put(EVENT, SMALL), 503)
    assert str(api.sandbox.database.retry()).startswith("SQLITE_READONLY: ")
    pragma(api, "query_only = 0")
    assert api.sandbox.database.failure is not None
    assert api.sandbox.database.retry() is None
    assert api.sandbox.database.failure is None


def test_damage_is_remembered_whatever_is_written(db: Path) -> None:
    with open_app(SEED, db=db) as api:
        damage(api, db)
        problem(api.get(EVENT), 503)
        assert str(api.sandbox.database.retry()).startswith("SQLITE_CORRUPT: ")


def test_a_reset_mends_damage(db: Path) -> None:
    with open_app(SEED, db=db) as api:
        damage(api, db)
        problem(api.get(EVENT), 503)
        assert api.admin("POST", "/reset").status_code == 204
        assert api.sandbox.database.failure is None
        assert api.get(EVENT).status_code == 200


def test_a_server_is_not_ready_while_its_database_fails(api: Api) -> None:
    pragma(api, "query_only = 1")
    problem(api.put(EVENT, SMALL), 503)
    unready = api.get("/readyz")
    assert (unready.status_code, unready.json()["status"]) == (503, "failing")
    assert "SQLITE_READONLY" in unready.json()["details"]
    assert api.get("/livez").status_code == 200
    pragma(api, "query_only = 0")
    assert api.get("/readyz").status_code == 200


def test_a_failure_is_answered_however_the_event_is_named(db: Path) -> None:
    with open_app(SEED, db=db) as api:
        damage(api, db)
        assert "SQLITE_CORRUPT" in problem(api.get(f"{EXTERNAL_PROJECT}/id/{EX}"), 503)
