"""Two databases side by side: which events and passes stand in one only, and which differ."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Literal
from uuid import uuid4

from mockserver.store.database import Database
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
    """Two databases that are attached to a third."""

    def __init__(self, database: Database) -> None:
        self._execute = database.execute
        for kind, source in SOURCES.items():
            for side in ("before", "after"):
                self._execute(VIEW.format(side=side, kind=kind, source=source.format(side=side)))

    def only(self, kind: Kind, side: Side) -> Iterator[Columns]:
        """The rows whose ids the other side has not, in id order."""
        other = "after" if side == "before" else "before"
        return self._rows(ONLY.format(side=side, kind=kind, other=other))

    def differing(self, kind: Kind) -> Iterator[tuple[Columns, Columns]]:
        """The rows of the same id that differ, as they were and as they are, in id order."""
        before, after = (self._rows(DIFFERING.format(side=side, kind=kind)) for side in ("before", "after"))
        return zip(before, after, strict=True)

    def _rows(self, statement: str) -> Iterator[Columns]:
        cursor = self._execute(statement)
        names = [name for name, *_ in cursor.description]
        return (dict(zip(names, row, strict=True)) for row in cursor)


@contextmanager
def side_by_side(before: Database, after: Database) -> Iterator[Comparison]:
    """Copies of two databases, to be compared while the block runs."""
    with (
        closing(Database.open_blank()) as both,
        _attached(both, before, "before"),
        _attached(both, after, "after"),
    ):
        yield Comparison(both)


@contextmanager
def _attached(both: Database, database: Database, side: Side) -> Iterator[None]:
    place = SHARED.format(name=uuid4().hex)
    with closing(database.copy(place)):
        both.execute(f"ATTACH :place AS {side}", {"place": place})
        yield
