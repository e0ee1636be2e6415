"""Files that hold a database: what stands in them before one is opened, and one put in place of another."""

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

APPLICATION_ID = 0x4D575356
"""Marks a SQLite file as ours."""
SCHEMA_VERSION = 1
"""Moves when a table changes, so that a file written by another version is refused, not misread."""
MAGIC = b"SQLite format 3\0"
HEADER = struct.Struct(">16s44xi4xi")
"""The marks in the first page of a SQLite file: the magic, the schema version and the application id."""


class DatabaseRefused(Exception):
    """A database file cannot be used. The message is one line that says why."""


def find_version(file: Path) -> int | None:
    """The schema version of a database of ours; None if the file is still to be made. It is only read.

    Raises:
        DatabaseRefused: the file is something else.
    """
    header = _read_header(file)
    if not header:
        return None
    magic, version, application_id = HEADER.unpack(header.ljust(HEADER.size, b"\0"))
    if magic != MAGIC:
        raise DatabaseRefused(f"{file}: is not a database")
    if application_id != APPLICATION_ID:
        raise DatabaseRefused(f"{file}: is a database, but not one of mockserver's")
    return int(version)


def _read_header(file: Path) -> bytes:
    """The first bytes of a file; none if there is no file."""
    with refusing(file):
        if not file.exists():
            return b""
        if not file.is_file():
            raise DatabaseRefused(f"{file}: is not a file")
        with file.open("rb") as opened:
            return opened.read(HEADER.size)


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """A file to write, which takes the place of another in one step when the block ends.

    Raises:
        DatabaseRefused: the folder does not exist.
    """
    if not file.parent.is_dir():
        raise DatabaseRefused(f"{file}: the folder {file.parent} does not exist")
    draft = Path(f"{file}.new")
    try:
        draft.unlink(missing_ok=True)
        yield draft
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def refusing(file: Path) -> Iterator[None]:
    """Turn what the file system and SQLite say into one line.

    Raises:
        DatabaseRefused: with that line.
    """
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        text = getattr(error, "strerror", None) or str(error)
        reason = "is in use by another process" if "locked" in text else text
        raise DatabaseRefused(f"{file}: {reason}") from error
