"""What a request changed, compared when somebody asks: each member that differs, by its JSON pointer."""

from collections.abc import Iterator
from typing import Any

from mockserver.domain.clock import to_seconds
from mockserver.domain.records import EventRecord
from mockserver.domain.text import json_pointer
from mockserver.sandbox.journal.entry import JournalEntry

Member = dict[str, Any]


def changes_of(entry: JournalEntry) -> list[Member] | None:
    """Each member that was added, removed or replaced; None where so much was that it is not kept."""
    if len(entry.changes) < entry.changed:
        return None
    return [each for before, after in entry.changes for each in _compare(before, after)]


def _compare(before: EventRecord | None, after: EventRecord | None) -> Iterator[Member]:
    """The members of an event that differ; a new one and one that is gone are told whole."""
    event = before or after
    assert event is not None  # noqa: S101 - it was there before or after
    way = ("events", event.id)
    if before is None or after is None:
        op = "add" if before is None else "remove"
        yield _member(op, way, before and _told(before), after and _told(after))
    else:
        yield from _members(_told(before), _told(after), way)


def _members(before: Member, after: Member, way: tuple[str | int, ...]) -> Iterator[Member]:
    for name in before | after:
        here = (*way, name)
        old, new = before.get(name), after.get(name)
        if name not in before:
            yield _member("add", here, None, new)
        elif name not in after:
            yield _member("remove", here, old, None)
        elif isinstance(old, dict) and isinstance(new, dict):
            yield from _members(old, new, here)
        elif old != new or type(old) is not type(new):
            yield _member("replace", here, old, new)


def _member(op: str, way: tuple[str | int, ...], before: Any, after: Any) -> Member:
    return {"op": op, "path": json_pointer(*way), "before": before, "after": after}


def _told(event: EventRecord) -> Member:
    return {
        "externalId": event.external_id,
        "projectId": event.project_id,
        "createdAt": to_seconds(event.created_at),
        "updatedAt": to_seconds(event.updated_at),
        "passGroups": event.pass_groups,
        "fields": event.fields,
    }
