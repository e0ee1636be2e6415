"""Files that hold a database: what stands in them before one is opened, and one put in place of another."""

import os
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp

from mockserver.store.failures import is_damage, name_of

APPLICATION_ID = 0x4D575356
"""Marks a SQLite file as ours."""
SCHEMA_VERSION = 4
"""Moves when a table changes, so that a file written by another version is refused, not misread."""
MAGIC = b"SQLite format 3\0"
HEADER = struct.Struct(">16s44xi4xi")
"""The marks in the first page of a SQLite file: the magic, the schema version and the application id."""
DRAFT = ".new"
START_OVER = "--reset starts it over from the seed"


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
def alone(file: Path) -> Iterator[None]:
    """Nobody else makes or opens a database in the folder of a file while the block runs: they wait.

    Raises:
        DatabaseRefused: the folder does not exist.
    """
    import fcntl  # noqa: PLC0415 - is not there on Windows, where all but a file works

    if not file.parent.is_dir():
        raise DatabaseRefused(f"{file}: the folder {file.parent} does not exist")
    with _opened(file.parent) as folder:
        with suppress(OSError):  # file systems of networks may have no such lock
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield


@contextmanager
def replacing(file: Path) -> Iterator[Path]:
    """A file to write, which takes the place of another in one step when the block ends.

    Nobody but its owner can read it, because seeds have secrets.
    """
    descriptor, name = mkstemp(prefix=f"{file.name}.", suffix=DRAFT, dir=file.parent)
    os.close(descriptor)
    draft = Path(name)
    try:
        yield draft
        _sync(draft)
        draft.replace(file)
        _sync(file.parent)
    finally:
        draft.unlink(missing_ok=True)


def find_drafts(file: Path) -> list[Path]:
    """What was to take the place of a file and never did, as whoever wrote it was killed."""
    drafts = file.parent.glob(f"*{DRAFT}")
    return sorted(each for each in drafts if each.name.startswith(f"{file.name}."))


def _sync(place: Path) -> None:
    """Have a file or a folder survive a loss of power as it is."""
    with _opened(place) as descriptor:
        os.fsync(descriptor)


@contextmanager
def _opened(place: Path) -> Iterator[int]:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def refusing(file: Path) -> Iterator[None]:
    """Turn what the file system and SQLite say into one line.

    Raises:
        DatabaseRefused: with that line.
    """
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise DatabaseRefused(f"{file}: {_reason(error)}") from error


def _reason(error: OSError | sqlite3.Error) -> str:
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if name_of(error).startswith("SQLITE_BUSY"):
        return "is in use by another process"
    if is_damage(error):
        return f"is damaged ({error}); {START_OVER}"
    return f"{error} ({name_of(error)})"
