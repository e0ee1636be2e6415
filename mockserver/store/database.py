"""The one owner of each SQLite connection: a database in memory, or in a file that outlives the process.

A file is ours alone while it is open.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from mockserver.domain.errors import ApiError
from mockserver.store import connections, failures, statements
from mockserver.store.files import (
    SCHEMA_VERSION,
    START_OVER,
    DatabaseRefused,
    find_version,
    refusing,
    replacing,
)


class Database:
    """A SQLite database and its one connection, used from one thread only. Whoever opens it closes it.

    Attributes:
        execute: runs a statement with named parameters; gives the cursor over its rows.
        execute_many: runs a statement for each set of parameters.
        notes: what there is to know about this database, by name; `restore` lets them be.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._failed: sqlite3.Error | None = None
        self._restored = 0
        self.notes: dict[str, str] = {}
        self.execute = connection.execute
        self.execute_many = connection.executemany

    # --- opened, copied, closed

    @classmethod
    def open_memory(cls) -> "Database":
        """A new database in memory, with our tables."""
        return cls(connections.make_memory())

    @classmethod
    def open_file(cls, file: Path) -> "Database":
        """The database in an existing file.

        Writes that were committed survive the end of the process, however it ends.

        Raises:
            DatabaseRefused: the file is not ours, of another version, damaged, in use, or cannot be written.
        """
        version = find_version(file)
        if version != SCHEMA_VERSION:
            raise DatabaseRefused(
                f"{file}: has schema version {version}, this mockserver needs {SCHEMA_VERSION}; {START_OVER}"
            )
        with refusing(file), ExitStack() as refused:
            connection = refused.enter_context(closing(connections.connect_file(file)))
            connections.lock(connection, "WAL")
            connections.check(connection, file)
            connection.execute("PRAGMA synchronous = NORMAL")
            database = cls(connection)
            database.notes.update(database.execute(statements.NOTES))
            refused.pop_all()
        return database

    def copy(self) -> "Database":
        """A new database in memory, with everything that this one holds."""
        with self._translating(), ExitStack() as failed:
            target = failed.enter_context(closing(connections.connect_memory()))
            self._connection.backup(target)
            failed.pop_all()
        return Database(target)

    def restore(self, image: "Database") -> None:
        """Hold everything that another database holds, and nothing else but its own notes."""
        with self._translating():
            image._connection.backup(self._connection)  # noqa: SLF001 - of the same class
        self._failed = None
        self._restored += 1
        with self.transaction():
            self.execute(statements.FORGET_NOTES)
            self._put_notes(self.notes)

    def save(self, file: Path) -> None:
        """Write everything into a file, in one step: the file is either as before or complete.

        Raises:
            DatabaseRefused: the file is in use or cannot be written.
        """
        with refusing(file), replacing(file) as draft:
            with closing(connections.connect_file(draft)) as target:
                self._connection.backup(target)
            connections.leave_no_journal(file)

    def close(self) -> None:
        """Give the connection back, and the file or the memory with it."""
        self._connection.close()

    @property
    def changes(self) -> int:
        """How often it was changed since it was opened, by rows or as a whole, what was undone included."""
        return self._connection.total_changes + self._restored

    # --- notes

    def note(self, **notes: str) -> None:
        """Keep something to know about this database, in place of what has that name."""
        with self.transaction():
            self._put_notes(notes)
        self.notes |= notes

    def _put_notes(self, notes: dict[str, str]) -> None:
        named = ({"called": name, "said": text} for name, text in notes.items())
        self.execute_many(statements.PUT_NOTE, named)

    # --- transactions, and what goes wrong in them

    @property
    def failure(self) -> str | None:
        """What disk, memory or file did wrong, if nothing could be written since."""
        return None if self._failed is None else failures.words(self._failed)

    def retry(self) -> str | None:
        """What is still wrong, tried by a write that changes nothing; None if all is well."""
        if self._failed is not None:
            with suppress(ApiError), self.transaction():
                self.execute("BEGIN IMMEDIATE")
                self.execute(connections.MARK)
        return self.failure

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that the block writes is kept when it ends; when it raises, nothing.

        Raises:
            InsufficientStorage: the disk or the memory is full.
            ServiceUnavailable: the disk or the file fails.
        """
        try:
            yield
        except BaseException as error:
            self.end_transaction(error)
            raise
        self.end_transaction()

    def end_transaction(self, error: BaseException | None = None) -> None:
        """Keep what was written since the last transaction ended; undo it if there is an error.

        Raises:
            InsufficientStorage: the error says, or shows now, that the disk or the memory is full.
            ServiceUnavailable: the same of a disk or a file that fails.
        """
        if error is None:
            try:
                self._commit()
            except sqlite3.Error as failed:
                self._undo()
                self._raise(failed)
        else:
            self._undo()
            if isinstance(error, sqlite3.Error):
                self._raise(error)

    def _commit(self) -> None:
        failed = self._failed
        is_write = failed is not None and self._connection.in_transaction
        self._connection.commit()
        if failed is not None and is_write and not failures.is_damage(failed):
            self._failed = None

    def _undo(self) -> None:
        with suppress(sqlite3.Error):  # a disk that fails; what is not committed is never read again
            self._connection.rollback()

    @contextmanager
    def _translating(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            self._raise(error)

    def _raise(self, error: sqlite3.Error) -> NoReturn:
        """Raise what stands for an error of SQLite's, and remember it; a fault of ours as it is."""
        translated = failures.translate(error)
        if translated is None:
            raise error
        self._failed = error
        raise translated from error
