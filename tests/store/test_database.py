"""A world that is kept in a file: made from the seed, opened again as it was, never spoilt."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from mockserver.sandbox.factory import open_sandbox
from mockserver.seeds.files import SeedFile, SeedRefused, check
from mockserver.settings import Settings
from mockserver.store.database import Database
from mockserver.store.files import MAGIC, SCHEMA_VERSION, DatabaseRefused
from tests.world import EVENT, PROJECT, E, open_app, seed

NEW = {"fields": {"eventName": {"value": "new"}}}
SEED = [SeedFile("test", check("test", seed()))]
NOT_OURS = "is a database, but not one of mockserver's"
START_OVER = "--reset starts it over from the seed"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A file that does not exist yet."""
    return tmp_path / "mock.db"


@pytest.fixture
def kept(db: Path) -> Path:
    """A file with the world of most tests and one event more, of the id after."""
    with open_app(SEED, db=db) as api:
        assert api.post(PROJECT, NEW).json()["eventId"] == E + 1
    return db


def listing(folder: Path) -> dict[str, bytes | None]:
    """What is in a folder, byte for byte."""
    return {each.name: each.read_bytes() if each.is_file() else None for each in folder.iterdir()}


@contextmanager
def left_untouched(folder: Path) -> Iterator[None]:
    """Check that nothing in a folder changes."""
    before = listing(folder)
    yield
    assert listing(folder) == before


def refusal(file: Path, seeds: list[SeedFile] | None = None, **settings: Any) -> str:
    """The line with which a file is refused."""
    with pytest.raises(DatabaseRefused) as refused:
        open_sandbox(Settings(db=file, **settings), seeds)
    line = str(refused.value)
    assert len(line.splitlines()) == 1
    return line


def asked(file: Path, statement: str) -> Any:
    """The first value that a statement gives, asked past our own code."""
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(statement).fetchone()[0]


# --- made, opened again, started over


def test_a_new_file_holds_the_seed(db: Path) -> None:
    with open_app(None, db=db, seed="documentation") as api:
        assert api.get(EVENT).json()["fields"]["venueTitle"]["value"] == "AT&T Park"


def test_an_empty_file_counts_as_a_new_one(db: Path) -> None:
    db.touch()
    with open_app(SEED, db=db) as api:
        assert api.get(EVENT).status_code == 200


def test_a_file_is_opened_again_as_it_was(db: Path) -> None:
    with open_app(SEED, db=db) as api:
        api.put(EVENT, {"fields": {"gate": {"value": "9"}}})
        before = api.get(EVENT).json()
    with open_app(None, db=db) as api:
        assert api.get(EVENT).json() == before


def test_ids_go_on_where_they_ended(kept: Path) -> None:
    with open_app(None, db=kept) as api:
        assert api.delete(f"{PROJECT}/{E + 1}").status_code == 200
        assert api.post(PROJECT, NEW).json()["eventId"] == E + 2
    with open_app(None, db=kept) as api:
        assert api.get(f"{PROJECT}/{E + 1}").status_code == 404
        assert api.post(PROJECT, NEW).json()["eventId"] == E + 3


def test_a_file_is_started_over_from_the_seed(kept: Path) -> None:
    with open_app(None, db=kept, reset=True, seed="documentation") as api:
        assert api.get("/v1/events/project/3/123").status_code == 200
        assert api.get(f"{PROJECT}/{E + 1}").status_code == 404
        assert api.post(PROJECT, NEW).json()["eventId"] == E + 1


def test_a_new_file_can_be_started_over(db: Path) -> None:
    with open_app(SEED, db=db, reset=True) as api:
        assert api.get(EVENT).status_code == 200


@pytest.mark.parametrize("reset", [False, True], ids=["new", "reset"])
def test_only_the_file_is_left_when_it_is_closed(db: Path, reset: bool) -> None:
    if reset:
        open_sandbox(Settings(db=db), SEED).close()
    open_sandbox(Settings(db=db, reset=reset), SEED).close()
    assert list(listing(db.parent)) == ["mock.db"]


def test_a_file_of_another_version_can_be_started_over(kept: Path) -> None:
    change_version(kept)
    with open_app(SEED, db=kept, reset=True) as api:
        assert api.get(EVENT).status_code == 200
    assert asked(kept, "PRAGMA user_version") == SCHEMA_VERSION


def test_a_journal_left_by_a_deleted_file_is_not_taken_for_that_of_the_new_one(kept: Path) -> None:
    journal = Path(f"{kept}-wal")
    with open_app(None, db=kept) as api:
        api.delete(EVENT)
        left = journal.read_bytes()
    kept.unlink()
    journal.write_bytes(left)
    with open_app(SEED, db=kept) as api:
        assert api.get(EVENT).status_code == 200
    assert asked(kept, "PRAGMA integrity_check") == "ok"


def test_a_file_is_kept_in_wal_mode(db: Path) -> None:
    open_sandbox(Settings(db=db), SEED).close()
    with closing(Database.open_file(db)) as kept:
        assert kept.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert kept.execute("PRAGMA synchronous").fetchone() == (1,)


# --- refused, and left as it is


@pytest.mark.parametrize(
    "given", [{"settings": {"seed": ["documentation"]}}, {"seeds": []}], ids=["setting", "argument"]
)
def test_another_seed_beside_a_file_that_exists_is_refused(kept: Path, given: dict[str, Any]) -> None:
    with left_untouched(kept.parent):
        line = refusal(kept, given.get("seeds"), **given.get("settings", {}))
    expected = f"exists, from another seed, and is opened as it is, without --seed; {START_OVER}"
    assert line == f"{kept}: {expected}"


@pytest.mark.parametrize("reset", [False, True], ids=["new", "reset"])
def test_a_bad_seed_leaves_everything_as_it_is(tmp_path: Path, db: Path, reset: bool) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("projects: 3")
    if reset:
        open_sandbox(Settings(db=db), SEED).close()
    with left_untouched(tmp_path), pytest.raises(SeedRefused):
        open_sandbox(Settings(db=db, seed=[str(bad)], reset=reset))


def test_a_seed_that_contradicts_itself_leaves_everything_as_it_is(kept: Path) -> None:
    twice = [SeedFile("twice", check("twice", {"projects": [{"id": 1}, {"id": 1}]}))]
    with left_untouched(kept.parent), pytest.raises(SeedRefused):
        open_sandbox(Settings(db=kept, reset=True), twice)


def make_text(file: Path) -> None:
    """Write a text file."""
    file.write_text("Dear diary")


def make_foreign(file: Path) -> None:
    """Write a SQLite database of somebody else."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE theirs (id INTEGER)")
        connection.commit()


def make_foreign_with_journal(file: Path) -> None:
    """Write a SQLite database of somebody else who likes WAL."""
    make_foreign(file)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


def make_stub(file: Path) -> None:
    """Write a file that only begins like a SQLite database."""
    file.write_bytes(MAGIC)


@pytest.mark.parametrize("reset", [False, True], ids=["opened", "reset"])
@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(make_text, "is not a database", id="text"),
        pytest.param(make_stub, NOT_OURS, id="stub"),
        pytest.param(make_foreign, NOT_OURS, id="foreign"),
        pytest.param(make_foreign_with_journal, NOT_OURS, id="foreign with a journal"),
        pytest.param(Path.mkdir, "is not a file", id="folder"),
    ],
)
def test_a_file_of_somebody_else_is_refused(
    db: Path, make: Callable[[Path], None], reason: str, reset: bool
) -> None:
    make(db)
    with left_untouched(db.parent):
        assert refusal(db, reset=reset) == f"{db}: {reason}"


def change_version(file: Path) -> None:
    """Make a file one that another version of us wrote."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 77")


def test_a_file_of_another_version_is_refused(kept: Path) -> None:
    change_version(kept)
    with left_untouched(kept.parent):
        line = refusal(kept)
    assert line == f"{kept}: has schema version 77, this mockserver needs {SCHEMA_VERSION}; {START_OVER}"


def test_a_file_in_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "missing" / "mock.db"
    assert refusal(file) == f"{file}: the folder {tmp_path / 'missing'} does not exist"
    assert listing(tmp_path) == {}


@pytest.mark.parametrize("settings", [{}, {"reset": True}], ids=["opened", "reset"])
def test_a_file_that_is_in_use_is_refused(kept: Path, settings: dict[str, Any]) -> None:
    with open_app(None, db=kept) as api:
        with left_untouched(kept.parent):
            assert refusal(kept, **settings) == f"{kept}: is in use by another process"
        assert api.get(f"{PROJECT}/{E + 1}").status_code == 200
        assert api.post(PROJECT, NEW).json()["eventId"] == E + 2


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[Path]:
    """A folder in which nothing can be written."""
    folder = tmp_path / "sealed"
    folder.mkdir()
    folder.chmod(0o500)
    if os.access(folder, os.W_OK):
        pytest.skip("this user can write anywhere")
    yield folder
    folder.chmod(0o700)


def test_a_folder_that_cannot_be_written_is_refused(sealed: Path) -> None:
    assert refusal(sealed / "mock.db").startswith(f"{sealed / 'mock.db'}: ")


def test_a_disk_that_is_full_leaves_the_file_as_it_is(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    assert refusal(kept, SEED, reset=True) == f"{kept}: No space left on device"
    assert list(listing(kept.parent)) == ["mock.db"]
    monkeypatch.undo()
    with open_app(None, db=kept) as api:
        assert api.get(f"{PROJECT}/{E + 1}").status_code == 200


# --- killed

SCRIPT = """
import sys
from pathlib import Path

from mockserver.domain.policy import Strictness
from mockserver.domain.findings import Findings
from mockserver.sandbox.factory import open_sandbox
from mockserver.domain.refs import ById
from mockserver.services import events
from mockserver.settings import Settings

sandbox = open_sandbox(Settings(db=Path(sys.argv[1])))


def update(value):
    with sandbox.work("request", Findings(Strictness.LENIENT)) as work:
        events.update(work, ById(12345), ById(1234), {"gate": {"value": value}})
        if value == "not committed":
            print("ready", flush=True)
            sys.stdin.read()


update("committed")
update("not committed")
"""


@contextmanager
def process(script: str, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A Python process that runs a script; killed at the end if it still runs."""
    command = [sys.executable, "-c", script, *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as started:
        try:
            yield started
        finally:
            started.kill()


def test_what_was_committed_survives_a_kill_and_nothing_else(kept: Path) -> None:
    with process(SCRIPT, str(kept)) as started:
        assert started.stdout is not None
        assert started.stdout.readline() == "ready\n"
        assert refusal(kept) == f"{kept}: is in use by another process"
        os.kill(started.pid, signal.SIGKILL)
        assert started.wait() == -signal.SIGKILL
    assert Path(f"{kept}-wal").exists()
    with open_app(None, db=kept) as api:
        assert api.get(EVENT).json()["fields"]["gate"]["value"] == "committed"
        assert api.get(f"{PROJECT}/{E + 1}").status_code == 200
        assert api.post(PROJECT, NEW).json()["eventId"] == E + 2
    assert list(listing(kept.parent)) == ["mock.db"]


def test_a_file_that_a_killed_process_left_can_be_started_over(kept: Path) -> None:
    with process(SCRIPT, str(kept)) as started:
        assert started.stdout is not None
        assert started.stdout.readline() == "ready\n"
    with open_app(SEED, db=kept, reset=True) as api:
        assert "gate" not in api.get(EVENT).json()["fields"]
        assert api.get(f"{PROJECT}/{E + 1}").status_code == 404
    assert asked(kept, "PRAGMA integrity_check") == "ok"
