"""Opening a SQLite database: in memory, or a file that outlives the process.

One database has one connection, used from one thread only. A file is ours alone while it is open.
"""

import sqlite3
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from mockserver.store.tables import Row

APPLICATION_ID = 0x4D575356
"""Marks a SQLite file as ours."""
SCHEMA_VERSION = 1
"""Moves when a table changes, so that a file written by another version is refused, not misread."""


class DatabaseRefused(Exception):
    """A database file cannot be used. The message is one line that says why."""


def open_memory() -> sqlite3.Connection:
    """A new database in memory, with our tables."""
    connection = _connect(":memory:")
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    Row.metadata.create_all(engine)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    return connection


def open_file(file: Path) -> sqlite3.Connection:
    """The database in an existing file.

    Writes that were committed survive the end of the process, however it ends.

    Raises:
        DatabaseRefused: the file is in use or cannot be written.
    """
    try:
        connection = _connect(str(file))
        for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = NORMAL"):
            connection.execute(f"PRAGMA {pragma}")
        # A write that changes nothing takes the lock now, so that a second server is refused at its start.
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    except sqlite3.Error as error:
        raise DatabaseRefused(f"{file}: {_reason(error)}") from error
    return connection


def save_file(connection: sqlite3.Connection, file: Path) -> None:
    """Write a whole database into a file, in one step: the file is either as before or complete.

    Raises:
        DatabaseRefused: the file cannot be written.
    """
    image = Path(f"{file}.new")
    try:
        image.unlink(missing_ok=True)
        target = _connect(str(image))
        try:
            connection.backup(target)
        finally:
            target.close()
        for journal in (Path(f"{file}-wal"), Path(f"{file}-shm")):
            journal.unlink(missing_ok=True)
        image.replace(file)
    except (OSError, sqlite3.Error) as error:
        raise DatabaseRefused(f"{file}: {_reason(error)}") from error


def is_ours(file: Path) -> bool:
    """Whether a file holds a database of ours; false if it is still to be made.

    Raises:
        DatabaseRefused: the file is something else, and stays untouched.
    """
    if not file.exists() or (file.is_file() and file.stat().st_size == 0):
        return False
    try:
        application_id, version = _read_marks(file)
    except sqlite3.Error as error:
        raise DatabaseRefused(f"{file}: {_reason(error)}") from error
    if application_id != APPLICATION_ID:
        raise DatabaseRefused(f"{file}: is a database, but not one of mockserver's")
    if version != SCHEMA_VERSION:
        raise DatabaseRefused(f"{file}: has schema version {version}; this mockserver needs {SCHEMA_VERSION}")
    return True


def _connect(database: str) -> sqlite3.Connection:
    return sqlite3.connect(database, timeout=0, cached_statements=256)


def _read_marks(file: Path) -> tuple[int, int]:
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=0)
    try:
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        return application_id, version
    finally:
        connection.close()


def _reason(error: Exception) -> str:
    text = getattr(error, "strerror", None) or str(error)
    return "is in use by another process" if "locked" in text else text
