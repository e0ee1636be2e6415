"""A database file that is damaged, cut off or not made as ours are is refused at the start, in one line."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from mockserver.cli.exits import CANNOT_START, failing_to_start
from mockserver.sandbox.factory import open_sandbox
from mockserver.seeds.files import SeedFile, check
from mockserver.settings import Settings
from mockserver.store.files import DatabaseRefused
from tests.world import EVENT, event, open_app, seed

START_OVER = "; --reset starts it over from the seed"
PAGE = 4096
SEED = [SeedFile("test", check("test", seed(*[event(passes={"count": 50}) for _ in range(20)])))]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """A file with a world in it, of several pages."""
    file = tmp_path / "mock.db"
    open_sandbox(Settings(db=file), SEED).close()
    assert file.stat().st_size > 20 * PAGE
    return file


def refusal(file: Path) -> str:
    """The line with which a file is refused."""
    with pytest.raises(DatabaseRefused) as refused:
        open_sandbox(Settings(db=file))
    line = str(refused.value)
    assert len(line.splitlines()) == 1
    return line


def overwrite(first: int, pages: int, byte: bytes) -> Callable[[Path], None]:
    """Fill pages of a file, counted from 0, with a byte."""

    def damage(file: Path) -> None:
        content = bytearray(file.read_bytes())
        content[first * PAGE : (first + pages) * PAGE] = byte * (pages * PAGE)
        file.write_bytes(content)

    return damage


def cut(size: int) -> Callable[[Path], None]:
    """Leave the first bytes of a file alone; or, with a negative number, all but the last."""

    def damage(file: Path) -> None:
        file.write_bytes(file.read_bytes()[:size])

    return damage


def scribble_over_the_schema(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[100:PAGE] = b"\xff" * (PAGE - 100)
    file.write_bytes(content)


DAMAGES = pytest.mark.parametrize(
    "damage",
    [
        pytest.param(overwrite(1, 1, b"\xff"), id="a page"),
        pytest.param(overwrite(1, 19, b"\0"), id="emptied"),
        pytest.param(overwrite(10, 4, b"\xff"), id="the middle"),
        pytest.param(cut(-PAGE), id="a page short"),
        pytest.param(cut(-100), id="a bit short"),
        pytest.param(cut(PAGE), id="one page"),
        pytest.param(scribble_over_the_schema, id="the schema"),
    ],
)


@DAMAGES
def test_a_damaged_file_is_refused(db: Path, damage: Callable[[Path], None]) -> None:
    damage(db)
    before = db.read_bytes()
    line = refusal(db)
    assert line.startswith(f"{db}: is damaged (")
    assert line.endswith(START_OVER)
    assert db.read_bytes() == before
    assert [each.name for each in db.parent.iterdir()] == ["mock.db"]


@DAMAGES
def test_a_damaged_file_can_be_started_over(db: Path, damage: Callable[[Path], None]) -> None:
    damage(db)
    with open_app([SeedFile("test", check("test", seed()))], db=db, reset=True) as api:
        assert api.get(EVENT).status_code == 200


@pytest.mark.parametrize(
    ("statement", "missing"),
    [
        ("DROP TABLE push", "table push"),
        ("ALTER TABLE event_pass DROP COLUMN installed_at", "table event_pass"),
        ("ALTER TABLE event RENAME COLUMN fields TO felds", "table event"),
        ("DROP INDEX event_pass_by_created_at", "index event_pass_by_created_at"),
        ("DROP TRIGGER event_pass_added", "trigger event_pass_added"),
        ("DROP TABLE note", "table note"),
    ],
)
def test_a_file_with_other_tables_is_refused(db: Path, statement: str, missing: str) -> None:
    with closing(sqlite3.connect(db)) as changed:
        changed.execute(statement)
        changed.commit()
    assert refusal(db) == f"{db}: has no {missing} as this mockserver makes it{START_OVER}"


def test_what_others_add_to_a_file_is_let_be(db: Path) -> None:
    with closing(sqlite3.connect(db)) as changed:
        changed.executescript("CREATE TABLE mine (id); CREATE INDEX my_own ON event (created_at); ANALYZE")
    open_sandbox(Settings(db=db)).close()


def test_a_server_does_not_start_on_a_damaged_file(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cut(-PAGE)(db)
    with pytest.raises(SystemExit) as ended, failing_to_start():
        open_sandbox(Settings(db=db))
    assert ended.value.code == CANNOT_START
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"mockserver: {db}: is damaged")
