"""SQLite connections as `Database` owns them: in memory, or alone on a file that is whole."""

import sqlite3
from contextlib import closing
from pathlib import Path

from mockserver.store import failures
from mockserver.store.files import APPLICATION_ID, SCHEMA_VERSION, START_OVER, DatabaseRefused
from mockserver.store.statements import SCHEMA

MEMORY = ":memory:"
MEMORY_PAGES = 2**18
"""How many pages of 4 KiB a database in memory may have, so that it cannot eat up the machine: 1 GiB."""
MARK = f"PRAGMA user_version = {SCHEMA_VERSION};"
MARKS = f"PRAGMA application_id = {APPLICATION_ID}; {MARK}"
SHAPE = """
    SELECT type, name, (SELECT group_concat(name) FROM pragma_table_info(entry.name))
    FROM sqlite_master AS entry WHERE sql IS NOT NULL
"""
"""Tables with their columns, indexes, triggers: whatever our statements build on."""


def make_memory() -> sqlite3.Connection:
    """A new database in memory, with our tables."""
    connection = connect_memory()
    connection.executescript(SCHEMA + MARKS)
    return connection


def connect_memory() -> sqlite3.Connection:
    """A new database in memory, without any table."""
    connection = _connect(MEMORY)
    connection.execute(f"PRAGMA max_page_count = {MEMORY_PAGES}")
    return connection


def connect_file(file: Path) -> sqlite3.Connection:
    """The database in a file."""
    return _connect(str(file.absolute()))


def _connect(place: str) -> sqlite3.Connection:
    return sqlite3.connect(place, timeout=0, cached_statements=256)


def lock(connection: sqlite3.Connection, journal_mode: str) -> None:
    """Make a connection the only one to its file."""
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute(f"PRAGMA journal_mode = {journal_mode}")
    connection.execute("BEGIN IMMEDIATE")
    connection.rollback()


def check(connection: sqlite3.Connection, file: Path) -> None:
    """Refuse a file that is damaged, or that has not all that our statements build on."""
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise DatabaseRefused(f"{file}: is damaged ({' '.join(verdict.split())}); {START_OVER}")
    with closing(make_memory()) as ours:
        wanted = ours.execute(SHAPE).fetchall()
    missing = set(wanted) - set(connection.execute(SHAPE))
    for kind, name, _ in sorted(missing, key=wanted.index):
        raise DatabaseRefused(f"{file}: has no {kind} {name} as this mockserver makes it; {START_OVER}")


def leave_no_journal(file: Path) -> None:
    """Refuse a file that somebody else has open, and let no journal of it be taken for that of the next."""
    if file.exists():
        with closing(connect_file(file)) as connection:
            try:
                lock(connection, "DELETE")
            except sqlite3.DatabaseError as error:
                if not failures.is_damage(error):
                    raise
    for suffix in ("-wal", "-shm", "-journal"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)
