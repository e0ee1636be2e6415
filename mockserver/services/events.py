"""Events: created, changed field by field, deleted."""

from collections.abc import Iterator, Sequence

from mockserver.domain.errors import InvalidRequest, NotFound
from mockserver.domain.fields import merge_fields
from mockserver.domain.findings import Finding, Level
from mockserver.domain.records import EventRecord, Fields, ProjectRecord
from mockserver.domain.refs import ByExternalId, ById, Ref
from mockserver.domain.text import json_pointer
from mockserver.store.store import dump
from mockserver.store.unit_of_work import UnitOfWork


def missing_name(fields: Fields | None, source: str) -> Iterator[Finding]:
    """What is missing of the name that every new event needs. Source: events.txt § Create event.

    Assumed: A-14 (its value).
    """
    at = json_pointer("fields", "eventName")
    if fields is None:
        at = json_pointer("fields")
        message = "fields is missing; expected an object with eventName, the name of the new event."
    elif "eventName" not in fields:
        message = "fields.eventName is missing; expected an object with a value, the name of the new event."
    elif "value" not in fields["eventName"]:
        at += "/value"
        message = "fields.eventName.value is missing; expected a string, the name of the new event."
    else:
        return
    yield Finding("field.missing", Level.VIOLATION, at, message, source)


def create(
    work: UnitOfWork, project: Ref, external_id: str | None, fields: Fields | None, groups: list[str]
) -> tuple[EventRecord, bool]:
    """The event, and whether it is new. An external id already in use makes this an update.

    Whether a named event is new, and so needs a name of its own, only the state can tell: it is judged
    here. That of an event without external id is judged with the shape of its request.

    Source: events.txt § Create event with external ID.

    Raises:
        NotFound: the project does not exist. Assumed: A-15.
        InvalidRequest: a new event has no name; or the project does not exist, on the other side of A-15.
    """
    owner = _owner(work, project)
    if external_id is not None:
        existing = work.store.find_event(ById(owner.id), ByExternalId(external_id))
        if existing is not None:
            joined = [] if "A-17" in work.turned else groups
            return change(work, existing, fields or {}, joined), False
        work.findings.judge(missing_name(fields, work.findings.source))
    complete = dump(merge_fields({}, fields or {}))
    event_id = work.store.add_event(owner.id, external_id, complete, work.now)
    work.touched.events.add(event_id)
    joined = list(dict.fromkeys(groups))
    work.store.join_groups(owner.id, event_id, joined)
    made = EventRecord(
        event_id, external_id, owner.id, owner.external_id, work.now, work.now, complete, dump(joined)
    )
    work.touched.change(None, made)
    return made, True


def _owner(work: UnitOfWork, project: Ref) -> ProjectRecord:
    """The project of a new event. Assumed: A-15 (the status if there is none)."""
    try:
        return work.store.get_project(project)
    except NotFound as error:
        if "A-15" in work.turned:
            raise InvalidRequest(error.details, cause=error.cause) from error
        raise


def get(work: UnitOfWork, project: Ref, event: Ref) -> EventRecord:
    """The event.

    Raises:
        NotFound: there is no such project or event. Assumed: A-18.
    """
    return work.get_event(project, event)


def update(work: UnitOfWork, project: Ref, event: Ref, fields: Fields) -> EventRecord:
    """The event with fields merged into its own.

    Raises:
        NotFound: there is no such project or event. Assumed: A-18.
    """
    return change(work, work.get_event(project, event), fields)


def change(work: UnitOfWork, event: EventRecord, fields: Fields, groups: Sequence[str] = ()) -> EventRecord:
    """Change an event and push the change to its passes. Groups are added. Assumed: A-17, A-29."""
    merged = dump(merge_fields(event.fields, fields))
    work.store.put_fields(event.id, merged, work.now)
    joined = event.groups_json
    if groups:
        work.store.join_groups(event.project_id, event.id, groups)
        joined = dump(list(dict.fromkeys([*event.pass_groups, *groups])))
    work.touched.events.add(event.id)
    work.touched.push(*work.store.push_to_event(event.id, work.now, work.request_id))
    changed = event._replace(fields_json=merged, groups_json=joined, updated_at=work.now)
    work.touched.change(event, changed)
    return changed


def delete(work: UnitOfWork, project: Ref, event: Ref) -> None:
    """Delete the event; its external id is free and its passes belong to no event. Assumed: A-19.

    Raises:
        NotFound: there is no such project or event. Assumed: A-18.
    """
    found = work.get_event(project, event)
    work.touched.passes += work.store.delete_event(found.id)
    work.touched.change(found, None)
