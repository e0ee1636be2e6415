"""Whole rows, as seeds give them and as a state tells them: with ids of their own, and many at once."""

from collections.abc import Iterable, Iterator
from typing import Any

from mockserver.domain.records import PassRow
from mockserver.store import statements
from mockserver.store.database import Database
from mockserver.store.table import Table

Columns = dict[str, Any]
"""A row, column by column. Its `id` is None if the next free one will do."""


class RowReader:
    """Reads the tables of a database."""

    def __init__(self, database: Database) -> None:
        self._execute = database.execute

    def rows(self, table: Table) -> Iterator[Columns]:
        """The rows of a table, in id order."""
        return self._rows(table, statements.ALL[table])

    def rows_of(self, table: Table, owner: int | None) -> Iterator[Columns]:
        """The rows of a table that belong to a project or to an event, or to none, in id order."""
        return self._rows(table, statements.ALL_OF[table], owner=owner)

    def _rows(self, table: Table, statement: str, **given: Any) -> Iterator[Columns]:
        names = list(table.columns)
        for row in self._execute(statement, given):
            yield dict(zip(names, row, strict=True))

    def find(self, table: Table, row_id: int) -> Columns | None:
        """The row of that id."""
        row = self._execute(statements.FIND[table], {"wanted": row_id}).fetchone()
        return dict(zip(table.columns, row, strict=True)) if row else None

    def next_id(self, table: Table) -> int:
        """The id that is given out next. SQLite keeps the last one, also of a row that is there no more."""
        kept = self._execute(statements.LAST_ID, {"name": table.name}).fetchone()
        return (kept[0] if kept else 0) + 1


class RowWriter(RowReader):
    """Fills the tables of a database as well."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._execute_many = database.execute_many

    def put(self, table: Table, row: Columns) -> int:
        """Keep a row, in place of the one that has its id; gives the id."""
        named = {f"new_{name}": value for name, value in row.items()}
        cursor = self._execute(statements.PUT[table], named)
        return int(row["id"] or cursor.lastrowid or 0)

    def put_passes(self, rows: Iterable[PassRow]) -> None:
        """Keep many passes, in place of those that have their ids."""
        self._execute_many(statements.PUT_PASS_ROW, rows)

    def reserve_id(self, table: Table, row_id: int) -> None:
        """Give out only larger ids than this one."""
        if self.next_id(table) <= row_id:
            self.set_next_id(table, row_id + 1)

    def set_next_id(self, table: Table, next_id: int) -> None:
        """Give out this id next."""
        name = table.name
        self._execute(statements.FORGET_LAST_ID, {"name": name})
        self._execute(statements.KEEP_LAST_ID, {"name": name, "last": next_id - 1})
