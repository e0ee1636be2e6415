"""Events: created, changed field by field, deleted."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from mockserver.domain.findings import Finding, Level, pointer
from mockserver.domain.records import EventRecord, Fields
from mockserver.domain.refs import ByExternalId, ById, Ref
from mockserver.store.unit_of_work import Work

DEFAULT_LABELS = {
    "eventName": "Event",
    "venueTitle": "Venue",
    "venueAddress": "Address",
    "doorsOpen": "Doors Open",
    "startTime": "Start Time",
    "endTime": "End Time",
}
"""The documented fields in the order in which they are answered, with their default labels.

Source: events.txt § Create event. Assumed: A-12 (Start Time).
"""

WORD_BORDER = re.compile(r"(?<=[^\W_A-Z])(?=[A-Z])|[\W_]+")


def default_label(key: str) -> str:
    """The label of a field that was sent without one. Assumed: A-13.

    >>> default_label("gateNumber")
    'Gate Number'
    """
    words = [word[0].upper() + word[1:] for word in WORD_BORDER.split(key) if word]
    return DEFAULT_LABELS.get(key) or " ".join(words) or key


def lay_over(fields: Fields, changes: dict[str, dict[str, Any]]) -> Fields:
    """Fields with changes laid over them, property by property; what is not sent is unchanged.

    Source: events.txt § Update event.
    """
    merged = dict(fields)
    for key, sent in changes.items():
        stored = merged.get(key) or {"label": default_label(key)}
        merged[key] = _label_first(stored | sent)
    documented = {key: merged[key] for key in DEFAULT_LABELS if key in merged}
    return documented | merged


def _label_first(field: dict[str, Any]) -> dict[str, Any]:
    return {key: field[key] for key in ("label", "value") if key in field} | field


def missing_name(fields: dict[str, dict[str, Any]], source: str) -> Iterator[Finding]:
    """What is missing of the name that every new event needs. Source: events.txt § Create event.

    Assumed: A-14 (its value).
    """
    at = pointer("fields", "eventName")
    if "eventName" not in fields:
        message = "fields.eventName is missing; expected an object with a value, the name of the new event."
    elif "value" not in fields["eventName"]:
        at += "/value"
        message = "fields.eventName.value is missing; expected a string, the name of the new event."
    else:
        return
    yield Finding("field.missing", Level.VIOLATION, at, message, source)


def create(
    work: Work, project: Ref, external_id: str | None, fields: Fields, groups: list[str]
) -> tuple[EventRecord, bool]:
    """The event, and whether it is new. An external id already in use makes this an update.

    Whether a named event is new, and so needs a name of its own, only the state can tell: it is judged
    here. That of an event without external id is judged with the shape of its request.

    Source: events.txt § Create event with external ID.

    Raises:
        NotFound: the project does not exist. Assumed: A-15.
        InvalidRequest: a new event has no name.
    """
    owner = work.store.get_project(project)
    if external_id is not None:
        existing = work.store.find_event(ById(owner.id), ByExternalId(external_id))
        if existing is not None:
            return change(work, existing, fields, groups), False
        work.findings.judge(missing_name(fields, work.findings.source))
    complete = lay_over({}, fields)
    event_id = work.store.add_event(owner.id, external_id, complete, work.now)
    work.touched.events.add(event_id)
    joined = list(dict.fromkeys(groups))
    work.store.join_groups(owner.id, event_id, joined)
    return EventRecord(
        event_id, external_id, owner.id, owner.external_id, work.now, work.now, complete, joined
    ), True


def get(work: Work, project: Ref, event: Ref) -> EventRecord:
    """The event.

    Raises:
        NotFound: there is no such project or event. Assumed: A-18.
    """
    return work.get_event(project, event)


def update(work: Work, project: Ref, event: Ref, fields: Fields, groups: list[str]) -> EventRecord:
    """The event with fields laid over its own.

    Raises:
        NotFound: there is no such project or event. Assumed: A-18.
    """
    return change(work, work.get_event(project, event), fields, groups)


def change(work: Work, event: EventRecord, fields: Fields, groups: list[str]) -> EventRecord:
    """Change an event and push the change to its passes. Groups are added. Assumed: A-17, A-29."""
    merged = lay_over(event.fields, fields)
    work.store.put_fields([(event.id, merged)], work.now)
    work.store.join_groups(event.project_id, event.id, groups)
    work.touched.events.add(event.id)
    work.touched.passes += work.store.push_to_event(event.id, work.now, work.request_id)
    joined = list(dict.fromkeys([*event.pass_groups, *groups]))
    return replace(event, fields=merged, pass_groups=joined, updated_at=work.now)


def delete(work: Work, project: Ref, event: Ref) -> None:
    """Delete the event; its external id is free and its passes belong to no event. Assumed: A-19.

    Raises:
        NotFound: there is no such project or event. Assumed: A-18.
    """
    work.touched.passes += work.store.delete_event(work.get_event(project, event).id)
