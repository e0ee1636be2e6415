"""Everything on the shelves, row by row, for what tells of a world as a whole."""

import sqlite3
from collections.abc import Iterator

from sqlalchemy import select
from sqlmodel import col

from mockserver.store.rows import Columns
from mockserver.store.statements import sql
from mockserver.store.tables import Event, EventPass, Membership, Project, Push

Shelf = type[Project] | type[Event] | type[Membership] | type[EventPass] | type[Push]

ALL = {
    shelf: sql(select(shelf).order_by(col(shelf.id)))
    for shelf in (Project, Event, Membership, EventPass, Push)
}


class RowReader:
    """All rows of a database, in the order in which they were kept."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, shelf: Shelf) -> Iterator[Columns]:
        """The rows of a table, in id order."""
        names = list(shelf.model_fields)
        for row in self._connection.execute(ALL[shelf]):
            yield dict(zip(names, row, strict=True))
