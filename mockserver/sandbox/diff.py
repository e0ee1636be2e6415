"""What became different between two worlds: events and passes added, removed and changed."""

from collections.abc import Callable, Iterator
from typing import Any

from pydantic_core import from_json

from mockserver.domain.steps import Steps
from mockserver.domain.text import json_pointer
from mockserver.seeds.entries import SeedEntry, event_entry, pass_entry
from mockserver.seeds.writing import Document
from mockserver.store.compare import Kind, Row, columns, side_by_side
from mockserver.store.database import Database
from mockserver.store.rows import Columns

Tell = Callable[[Columns], SeedEntry]


def diff(before: Database, after: Database) -> Steps[Document]:
    """What was added to, removed from and changed in a world; the smallest id first.

    What was added or removed is told as a seed tells it, with the project or the event that it is of; what
    was changed, by its id and, for each member that differs, a JSON pointer and both values. A value that
    is not there is null. The lists are iterators, for whoever writes them.
    """
    events = yield from _differences("event", before, after, _event)
    passes = yield from _differences("event_pass", before, after, _pass)
    return {"events": events, "passes": passes}


def _differences(kind: Kind, before: Database, after: Database, tell: Tell) -> Steps[Document]:
    added: list[Row] = []
    removed: list[Row] = []
    changed: list[tuple[Row, Row]] = []
    for old, new in side_by_side(kind, before, after):
        if old is None and new is not None:
            added.append(new)
        elif new is None and old is not None:
            removed.append(old)
        elif old is not None and new is not None and old != new:
            changed.append((old, new))
        yield

    def entry(row: Row) -> SeedEntry:
        return tell(columns(kind, row))

    told = ((old[0], list(changes(entry(old), entry(new)))) for old, new in changed)
    return {
        "added": map(entry, added),
        "removed": map(entry, removed),
        "changed": ({"id": row_id, "changes": found} for row_id, found in told if found),
    }


def changes(before: Any, after: Any, *path: str) -> Iterator[SeedEntry]:
    """Each member that differs. A list is told of as a whole.

    >>> list(changes({"a": {"b": 1}, "c": 2}, {"a": {"b": 3}, "c": 2}))
    [{'pointer': '/a/b', 'before': 1, 'after': 3}]
    """
    if isinstance(before, dict) and isinstance(after, dict):
        for name in before | after:
            yield from changes(before.get(name), after.get(name), *path, name)
    elif before != after or type(before) is not type(after):
        yield {"pointer": json_pointer(*path), "before": before, "after": after}


def _event(row: Columns) -> SeedEntry:
    return {"project": row["project_id"], "passGroups": []} | event_entry(row, from_json(row["pass_groups"]))


def _pass(row: Columns) -> SeedEntry:
    return {"event": row["event_id"]} | pass_entry(row)
