"""What became different between two worlds: events and passes added, removed and changed."""

from collections.abc import Callable, Iterator
from typing import Any

from pydantic_core import from_json

from mockserver.domain.text import json_pointer
from mockserver.seeds.entries import SeedEntry, event_entry, pass_entry
from mockserver.store.compare import Comparison, Kind, side_by_side
from mockserver.store.database import Database
from mockserver.store.rows import Columns

Tell = Callable[[Columns], SeedEntry]


def diff(before: Database, after: Database) -> dict[str, Any]:
    """What was added to, removed from and changed in a world; the smallest id first.

    What was added or removed is told as a seed tells it, with the project or the event that it is of; what
    was changed, by its id and, for each member that differs, a JSON pointer and both values. A value that
    is not there is null.
    """
    with side_by_side(before, after) as comparison:
        return {
            "events": _differences(comparison, "event", _event),
            "passes": _differences(comparison, "event_pass", _pass),
        }


def _differences(comparison: Comparison, kind: Kind, tell: Tell) -> SeedEntry:
    told = ((old["id"], list(changes(tell(old), tell(new)))) for old, new in comparison.differing(kind))
    return {
        "added": [tell(row) for row in comparison.only(kind, "after")],
        "removed": [tell(row) for row in comparison.only(kind, "before")],
        "changed": [{"id": row_id, "changes": found} for row_id, found in told if found],
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
