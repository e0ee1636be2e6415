"""Opening a SQLite database: in memory, or a file that outlives the process.

One database has one connection, used from one thread only. A file is ours alone while it is open.
"""

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from mockserver.store.tables import Row

APPLICATION_ID = 0x4D575356
"""Marks a SQLite file as ours."""
SCHEMA_VERSION = 1
"""Moves when a table changes, so that a file written by another version is refused, not misread."""
MAGIC = b"SQLite format 3\0"
HEADER = struct.Struct(">16s44xi4xi")
"""The marks in the first page of a SQLite file: the magic, the schema version and the application id."""


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


def copy_to_memory(connection: sqlite3.Connection) -> sqlite3.Connection:
    """A new database in memory, with everything that another holds."""
    copy = _connect(":memory:")
    connection.backup(copy)
    return copy


def open_file(file: Path) -> sqlite3.Connection:
    """The database in an existing file.

    Writes that were committed survive the end of the process, however it ends.

    Raises:
        DatabaseRefused: the file is not ours, of another version, in use, or cannot be written.
    """
    version = find_version(file)
    if version != SCHEMA_VERSION:
        raise DatabaseRefused(
            f"{file}: has schema version {version}, this mockserver needs {SCHEMA_VERSION};"
            " --reset starts it over from the seed"
        )
    with _refusing(file):
        # The last is a write that changes nothing: it takes the lock, so that a second server is refused now.
        wanted = ("journal_mode = WAL", "synchronous = NORMAL", f"user_version = {SCHEMA_VERSION}")
        return _lock(_connect(str(file)), *wanted)


def save_file(connection: sqlite3.Connection, file: Path) -> None:
    """Write a whole database into a file, in one step: the file is either as before or complete.

    Raises:
        DatabaseRefused: the file is in use or cannot be written.
    """
    image = Path(f"{file}.new")
    with _refusing(file):
        if not file.parent.is_dir():
            raise DatabaseRefused(f"{file}: the folder {file.parent} does not exist")
        try:
            image.unlink(missing_ok=True)
            with closing(_connect(str(image))) as target:
                connection.backup(target)
            _leave_no_journal(file)
            image.replace(file)
        finally:
            image.unlink(missing_ok=True)


def find_version(file: Path) -> int | None:
    """The schema version of a database of ours; None if the file is still to be made. It is only read.

    Raises:
        DatabaseRefused: the file is something else.
    """
    with _refusing(file):
        if not file.exists():
            return None
        if not file.is_file():
            raise DatabaseRefused(f"{file}: is not a file")
        with file.open("rb") as opened:
            header = opened.read(HEADER.size)
    if not header:
        return None
    magic, version, application_id = HEADER.unpack(header.ljust(HEADER.size, b"\0"))
    if magic != MAGIC:
        raise DatabaseRefused(f"{file}: is not a database")
    if application_id != APPLICATION_ID:
        raise DatabaseRefused(f"{file}: is a database, but not one of mockserver's")
    return int(version)


def _connect(database: str) -> sqlite3.Connection:
    return sqlite3.connect(database, timeout=0, cached_statements=256)


def _lock(connection: sqlite3.Connection, *pragmas: str) -> sqlite3.Connection:
    """Make a connection the only one to its file. It is closed if that fails."""
    try:
        for pragma in ("locking_mode = EXCLUSIVE", *pragmas):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _leave_no_journal(file: Path) -> None:
    """Refuse a file that somebody else has open, and let no journal of it be taken for that of the next."""
    if file.exists():
        _lock(_connect(str(file)), "journal_mode = DELETE").close()
    for suffix in ("-wal", "-shm", "-journal"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)


@contextmanager
def _refusing(file: Path) -> Iterator[None]:
    """Turn what the file system and SQLite say into one line."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        text = getattr(error, "strerror", None) or str(error)
        reason = "is in use by another process" if "locked" in text else text
        raise DatabaseRefused(f"{file}: {reason}") from error
