"""Filling the shelves from a seed: whole rows with ids of their own, and many at once."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import col

from mockserver.store.statements import sql
from mockserver.store.tables import Event, EventPass, Project, Push, Row

Columns = dict[str, Any]
"""A row, column by column. Its `id` is None if the next free one will do."""

Table = type[Project] | type[Event] | type[EventPass] | type[Push]


def _put(table: type[Row]) -> str:
    """Insert a row, or overwrite the one that has its id. Parameters are named `new_` and the column."""
    names = list(table.model_fields)
    statement = insert(table).values({name: bindparam(f"new_{name}") for name in names})
    others = {name: statement.excluded[name] for name in names if name != "id"}
    return sql(statement.on_conflict_do_update(index_elements=["id"], set_=others))


PUT = {table: _put(table) for table in (Project, Event, EventPass, Push)}
FIND = {
    table: sql(select(table).where(col(table.id) == bindparam("wanted")))
    for table in (Project, Event, EventPass, Push)
}
LAST_ID = "SELECT seq FROM sqlite_sequence WHERE name = :name"
FORGET_NEXT_ID = "DELETE FROM sqlite_sequence WHERE name = :name"
KEEP_NEXT_ID = "INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"


class RowWriter:
    """The shelves while they are being filled."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, table: Table, row_id: int) -> Columns | None:
        """The row of that id."""
        cursor = self._connection.execute(FIND[table], {"wanted": row_id})
        row = cursor.fetchone()
        return dict(zip(table.model_fields, row, strict=True)) if row else None

    def put(self, table: Table, row: Columns) -> int:
        """Keep a row, in place of the one that has its id; gives the id."""
        cursor = self._connection.execute(PUT[table], _named(row))
        return int(row["id"] or cursor.lastrowid or 0)

    def put_many(self, table: Table, rows: Iterable[Columns]) -> None:
        """Keep many rows."""
        self._connection.executemany(PUT[table], map(_named, rows))

    def next_id(self, table: Table) -> int:
        """The id that is given out next. SQLite keeps the last one, also of a row that is there no more."""
        kept = self._connection.execute(LAST_ID, {"name": table.__tablename__}).fetchone()
        return (kept[0] if kept else 0) + 1

    def reserve_id(self, table: Table, row_id: int) -> None:
        """Give out only larger ids than this one."""
        if self.next_id(table) <= row_id:
            self.set_next_id(table, row_id + 1)

    def set_next_id(self, table: Table, next_id: int) -> None:
        """Give out this id next."""
        name = table.__tablename__
        self._connection.execute(FORGET_NEXT_ID, {"name": name})
        self._connection.execute(KEEP_NEXT_ID, {"name": name, "last": next_id - 1})


def _named(row: Columns) -> Columns:
    return {f"new_{name}": value for name, value in row.items()}
