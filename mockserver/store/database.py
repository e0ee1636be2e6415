"""The one owner of each SQLite connection: a database in memory, or in a file that outlives the process.

A file is ours alone while it is open.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from mockserver.store.files import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    DatabaseRefused,
    find_version,
    refusing,
    replacing,
)
from mockserver.store.tables import schema

MEMORY = ":memory:"
MARKS = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION};"


class Database:
    """A SQLite database and its one connection, used from one thread only. Whoever opens it closes it.

    Attributes:
        execute: runs a statement with named parameters; gives the cursor over its rows.
        execute_many: runs a statement for each set of parameters.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.execute = connection.execute
        self.execute_many = connection.executemany

    @classmethod
    def open_memory(cls) -> "Database":
        """A new database in memory, with our tables."""
        connection = _connect(MEMORY)
        connection.executescript(schema() + MARKS)
        return cls(connection)

    @classmethod
    def open_blank(cls) -> "Database":
        """A new database in memory without any table, to which others can be attached by their place."""
        return cls(_connect(f"file:{MEMORY}", uri=True))

    @classmethod
    def open_file(cls, file: Path) -> "Database":
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
        with refusing(file):
            # The last is a write that changes nothing: it takes the lock, which refuses a second server now.
            wanted = ("journal_mode = WAL", "synchronous = NORMAL", f"user_version = {SCHEMA_VERSION}")
            return cls(_lock(_connect(str(file)), *wanted))

    def copy(self) -> "Database":
        """A new database in memory, with everything that this one holds."""
        return self._copy_into(_connect(MEMORY))

    def copy_to(self, place: str) -> "Database":
        """The same, in memory that `ATTACH` finds under the name of a place, a URI."""
        return self._copy_into(_connect(place, uri=True))

    def restore(self, image: "Database") -> None:
        """Hold everything that another database holds, and nothing else."""
        image._copy_into(self._connection)  # noqa: SLF001 - of the same class

    def save(self, file: Path) -> None:
        """Write everything into a file, in one step: the file is either as before or complete.

        Raises:
            DatabaseRefused: the file is in use or cannot be written.
        """
        with refusing(file), replacing(file) as draft:
            with closing(_connect(str(draft))) as target:
                self._connection.backup(target)
            _leave_no_journal(file)

    def _copy_into(self, target: sqlite3.Connection) -> "Database":
        self._connection.backup(target)
        return Database(target)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that the block writes is kept when it ends; when it raises, nothing."""
        try:
            yield
        except BaseException as error:
            self.end_transaction(error)
            raise
        self.end_transaction()

    def end_transaction(self, error: BaseException | None = None) -> None:
        """Keep what was written since the last transaction ended; undo it if there is an error."""
        if error is not None:
            self._connection.rollback()
            return
        try:
            self._connection.commit()
        except BaseException:
            self._connection.rollback()
            raise

    def close(self) -> None:
        """Give the connection back, and the file or the memory with it."""
        self._connection.close()


def _connect(place: str, *, uri: bool = False) -> sqlite3.Connection:
    return sqlite3.connect(place, timeout=0, cached_statements=256, uri=uri)


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
