"""Two databases side by side, row by row."""

from collections.abc import Iterator
from typing import Any, Literal

from mockserver.store.database import Database
from mockserver.store.rows import Columns
from mockserver.store.statements import EVENT, EVENT_PASS

Kind = Literal["event", "event_pass"]
Row = tuple[Any, ...]
"""A row as the driver gives it, the id first. Tuples of plain values cost the garbage collector nothing."""

NAMES: dict[Kind, list[str]] = {
    "event": [*EVENT.columns, "pass_groups"],
    "event_pass": list(EVENT_PASS.columns),
}
ROWS: dict[Kind, str] = {
    "event": """
        SELECT event.*, coalesce((SELECT json_group_array(name) FROM
            (SELECT name FROM membership WHERE event_id = event.id ORDER BY id)), '[]')
        FROM event ORDER BY id
    """,
    "event_pass": "SELECT * FROM event_pass ORDER BY id",
}


def side_by_side(kind: Kind, before: Database, after: Database) -> Iterator[tuple[Row | None, Row | None]]:
    """The rows of the same id as they were and as they are, in id order; None where there is none."""
    olds, news = iter(before.execute(ROWS[kind])), iter(after.execute(ROWS[kind]))
    old, new = next(olds, None), next(news, None)
    while old is not None or new is not None:
        has_old = old is not None and (new is None or old[0] <= new[0])
        has_new = new is not None and (old is None or new[0] <= old[0])
        yield old if has_old else None, new if has_new else None
        old = next(olds, None) if has_old else old
        new = next(news, None) if has_new else new


def columns(kind: Kind, row: Row) -> Columns:
    """A row, column by column."""
    return dict(zip(NAMES[kind], row, strict=True))
