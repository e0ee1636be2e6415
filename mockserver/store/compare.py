"""Two databases side by side: which events and passes stand in one only, and which differ."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Literal
from uuid import uuid4

from mockserver.store.rows import Columns

Side = Literal["before", "after"]
Kind = Literal["event", "event_pass"]

EVENTS = """
    SELECT event.*, coalesce((SELECT json_group_array(name) FROM
        (SELECT name FROM {side}.membership WHERE event_id = event.id ORDER BY id)), '[]') AS pass_groups
    FROM {side}.event AS event
"""
PASSES = "SELECT * FROM {side}.event_pass"
SOURCES: dict[Kind, str] = {"event": EVENTS, "event_pass": PASSES}

VIEW = "CREATE TEMP VIEW {side}_{kind} AS {source}"
ONLY = "SELECT * FROM {side}_{kind} WHERE id NOT IN (SELECT id FROM {other}.{kind}) ORDER BY id"
DIFFERING = """
    SELECT * FROM {side}_{kind} WHERE id IN (
        SELECT id FROM (SELECT * FROM before_{kind} EXCEPT SELECT * FROM after_{kind})
        WHERE id IN (SELECT id FROM after.{kind})
    ) ORDER BY id
"""

SHARED = "file:{name}?mode=memory&cache=shared"


class Comparison:
    """Two databases in one connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.row_factory = sqlite3.Row
        for kind, source in SOURCES.items():
            for side in ("before", "after"):
                connection.execute(VIEW.format(side=side, kind=kind, source=source.format(side=side)))

    def only(self, kind: Kind, side: Side) -> Iterator[Columns]:
        """The rows whose ids the other side has not, in id order."""
        other = "after" if side == "before" else "before"
        return map(dict, self._connection.execute(ONLY.format(side=side, kind=kind, other=other)))

    def differing(self, kind: Kind) -> Iterator[tuple[Columns, Columns]]:
        """The rows of the same id that differ, as they were and as they are, in id order."""
        sides = [
            self._connection.execute(DIFFERING.format(side=side, kind=kind)) for side in ("before", "after")
        ]
        return zip(map(dict, sides[0]), map(dict, sides[1]), strict=True)


@contextmanager
def side_by_side(before: sqlite3.Connection, after: sqlite3.Connection) -> Iterator[Comparison]:
    """Copies of two databases, to be compared while the block runs."""
    with (
        closing(sqlite3.connect("file::memory:", uri=True)) as connection,
        _attached(connection, before, "before"),
        _attached(connection, after, "after"),
    ):
        yield Comparison(connection)


@contextmanager
def _attached(connection: sqlite3.Connection, database: sqlite3.Connection, side: Side) -> Iterator[None]:
    place = SHARED.format(name=uuid4().hex)
    with closing(sqlite3.connect(place, uri=True)) as copy:
        database.backup(copy)
        connection.execute(f"ATTACH :place AS {side}", {"place": place})
        yield
