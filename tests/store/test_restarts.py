"""A server that is started again on its file: its seed and its clock; and two starts at once."""

import fcntl
import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from mockserver import DatabaseRefused, MockServer
from mockserver.sandbox import factory
from mockserver.sandbox.factory import open_sandbox
from mockserver.seeds.files import SeedFile, check
from mockserver.settings import Settings
from tests.world import EVENT, LATER, NOW, Api, open_app, seed

SEED = [SeedFile("test", check("test", seed()))]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A file that does not exist yet."""
    return tmp_path / "mock.db"


# --- the seed


@pytest.mark.parametrize("again", ["documentation", "season", "none"])
def test_a_seed_from_the_environment_is_no_contradiction(
    db: Path, monkeypatch: pytest.MonkeyPatch, again: str
) -> None:
    monkeypatch.setenv("MOCKSERVER_SEED", "documentation")
    open_sandbox(Settings(db=db)).close()
    monkeypatch.setenv("MOCKSERVER_SEED", again)
    with open_app(None, db=db) as api:
        assert api.get("/v1/events/project/3/123").status_code == 200


def test_the_same_seed_is_no_contradiction(db: Path) -> None:
    for _ in range(2):
        open_sandbox(Settings(db=db, seed=["documentation"])).close()
    open_sandbox(Settings(db=db)).close()


def test_a_seed_is_known_by_what_it_says(db: Path, tmp_path: Path) -> None:
    one, same, other = (tmp_path / f"{name}.yaml" for name in ("one", "same", "other"))
    one.write_text("projects: [{id: 7}]")
    same.write_text('{"projects": [{"id": 7}]}')
    other.write_text("projects: [{id: 8}]")
    open_sandbox(Settings(db=db, seed=[str(one)])).close()
    open_sandbox(Settings(db=db, seed=[str(same)])).close()
    with pytest.raises(DatabaseRefused, match="from another seed"):
        open_sandbox(Settings(db=db, seed=[str(other)]))
    with pytest.raises(DatabaseRefused, match="from another seed"):
        open_sandbox(Settings(db=db, seed=[str(one), str(other)]))


def replace_state(api: Api) -> None:
    api.admin("PUT", "/state", seed(clock={"frozen": LATER}))


def empty(api: Api) -> None:
    api.admin("POST", "/reset?to=empty")


def reset(api: Api) -> None:
    api.admin("POST", "/reset")


def restore(api: Api) -> None:
    api.admin("PUT", "/snapshots/one")
    api.admin("POST", "/snapshots/one/restore")


@pytest.mark.parametrize("change", [replace_state, empty, reset, restore])
def test_the_seed_of_the_start_is_known_whatever_came_after(db: Path, change: Callable[[Api], None]) -> None:
    with open_app(SEED, db=db) as api:
        change(api)
        before = api.admin("GET", "/state").json()
    with open_app(SEED, db=db) as api:
        assert api.admin("GET", "/state").json() == before


def test_a_server_of_a_test_can_be_started_again_with_its_seed(db: Path) -> None:
    for _ in range(2):
        with MockServer(seed(), db=str(db)):
            pass


# --- the clock


def clock_of(api: Api) -> Any:
    return api.admin("GET", "/clock").json()


@pytest.mark.parametrize(
    "calls",
    [
        pytest.param([], id="of the seed"),
        pytest.param([("PUT", "/clock", {"frozen": LATER})], id="frozen"),
        pytest.param([("POST", "/clock/advance", {"seconds": 60})], id="moved on"),
        pytest.param([("PUT", "/state", seed(clock={"frozen": LATER}))], id="state"),
        pytest.param([("POST", "/state", {"clock": {"frozen": LATER}})], id="merged"),
        pytest.param([("PUT", "/clock", {"frozen": LATER}), ("POST", "/reset")], id="reset"),
        pytest.param(
            [
                ("PUT", "/snapshots/one"),
                ("PUT", "/clock", {"frozen": LATER}),
                ("POST", "/snapshots/one/restore"),
            ],
            id="restored",
        ),
    ],
)
def test_a_frozen_clock_is_kept(db: Path, calls: list[tuple[Any, ...]]) -> None:
    with open_app(SEED, db=db) as api:
        for call in calls:
            assert api.admin(*call).status_code < 300
        before = clock_of(api)
        assert before["mode"] == "frozen"
    with open_app(None, db=db) as api:
        assert clock_of(api) == before
        assert api.put(EVENT, {"fields": {}}).json()["updatedAt"] == before["now"].replace(".000", "")


def test_a_shifted_clock_runs_on(db: Path) -> None:
    with open_app(SEED, db=db) as api:
        api.admin("PUT", "/clock", {"shifted": "2040-01-01T00:00:00Z"})
    with open_app(None, db=db) as api:
        told = clock_of(api)
    assert told["mode"] == "shifted"
    assert told["now"].startswith("2040-01-01")


def test_a_real_clock_is_kept(db: Path) -> None:
    with open_app(SEED, db=db) as api:
        assert clock_of(api)["now"].startswith(NOW[:19])
        api.admin("PUT", "/clock", {"real": True})
    with open_app(None, db=db) as api:
        assert clock_of(api)["mode"] == "real"


# --- the file, and two starts at once


def test_only_its_owner_can_read_a_file(db: Path) -> None:
    with open_app(SEED, db=db) as api:
        api.put(EVENT, {"fields": {}})
        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in db.parent.iterdir()}
    assert modes == {"mock.db": 0o600, "mock.db-wal": 0o600}


def test_a_file_and_its_folder_are_synced(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[bool] = []

    def sync(descriptor: int) -> None:
        synced.append(stat.S_ISDIR(os.fstat(descriptor).st_mode))

    monkeypatch.setattr(os, "fsync", sync)
    open_sandbox(Settings(db=db), SEED).close()
    assert synced == [False, True]


def test_nobody_else_can_begin_while_a_file_is_made(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill = factory.fill

    def fill_and_look(*given: Any) -> Any:
        folder = os.open(db.parent, os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(folder)
        return fill(*given)

    monkeypatch.setattr(factory, "fill", fill_and_look)
    open_sandbox(Settings(db=db), SEED).close()


def test_of_two_starts_at_once_one_is_refused(db: Path) -> None:
    begin, end = Barrier(2), Barrier(2)

    def start() -> str:
        begin.wait()
        try:
            sandbox = open_sandbox(Settings(db=db), SEED)
        except DatabaseRefused as refused:
            end.wait()
            return str(refused)
        end.wait()
        sandbox.close()
        return "started"

    with ThreadPoolExecutor(2) as threads:
        ended = [each.result() for each in [threads.submit(start) for _ in range(2)]]
    assert sorted(ended) == sorted(["started", f"{db}: is in use by another process"])
    assert [each.name for each in db.parent.iterdir()] == ["mock.db"]
