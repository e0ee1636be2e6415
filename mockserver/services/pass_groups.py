"""Pass groups: names under which several events of a project are changed at once.

A group exists as long as at least one event is in it. Assumed: A-20.
"""

from mockserver.domain.errors import InvalidRequest, NotFound
from mockserver.domain.fields import merge_fields
from mockserver.domain.records import EventRecord, Fields
from mockserver.domain.refs import Ref
from mockserver.store.store import dump
from mockserver.store.unit_of_work import MOST_CHANGES, UnitOfWork


def add(work: UnitOfWork, project: Ref, event: Ref, groups: list[str]) -> tuple[EventRecord, list[str]]:
    """The event and the groups that it was in none of before, or all of them. Assumed: A-21, A-23.

    Raises:
        NotFound: there is no such project or event.
    """
    found = work.get_event(project, event)
    new = [group for group in dict.fromkeys(groups) if group not in found.pass_groups]
    work.store.join_groups(found.project_id, found.id, new)
    if new:
        _move(work, found, [*found.pass_groups, *new])
    return found, list(dict.fromkeys(groups)) if "A-21" in work.turned else new


def _move(work: UnitOfWork, event: EventRecord, groups: list[str]) -> None:
    """Note in which groups an event is now, and that it has joined or left one. Assumed: A-23."""
    updated_at = event.updated_at
    if "A-23" not in work.turned:
        updated_at = work.now
        work.store.touch_event(event.id, updated_at)
    work.touched.change(event, event._replace(groups_json=dump(groups), updated_at=updated_at))


def remove(work: UnitOfWork, project: Ref, event: Ref, group: str) -> None:
    """Take the event out of a group. Assumed: A-22, A-23.

    Quirk: what is not found is a 400 here. Source: events.txt § Remove event from pass group.

    Raises:
        InvalidRequest: there is no such project or event, or the event is not in that group.
    """
    try:
        found = work.get_event(project, event)
    except NotFound as error:
        raise InvalidRequest(error.details, cause="removal.unknown") from error
    if work.store.leave_group(found.id, group):
        _move(work, found, [each for each in found.pass_groups if each != group])
    elif "A-22" not in work.turned:
        raise InvalidRequest(
            f"Event {event} is not in pass group {group!r}; expected one of {found.pass_groups}.",
            cause="membership.unknown",
        )


def update_events(work: UnitOfWork, project: Ref, group: str, fields: Fields) -> list[int]:
    """Lay fields over those of every event of a group, all or none; gives the events' ids in order.

    Source: events.txt § Update events in a pass group.

    Raises:
        NotFound: there is no such project or group.
    """
    owner = work.store.get_project(project)
    updated = sorted(work.store.find_ids_of_group(owner.id, group))
    if not updated:
        raise NotFound(
            f"Project {project} has no pass group {group!r}; expected a group with at least one event.",
            cause="group.unknown",
        )
    is_told = len(updated) <= MOST_CHANGES  # then it is kept what became of each
    before = list(work.store.find_events_of_group(owner, group)) if is_told else []
    replaced = work.store.replace_in_group(owner.id, group, fields, work.now)
    if len(replaced) < len(updated):
        rest = (each for each in work.store.find_events_of_group(owner, group) if each.id not in replaced)
        merged = ((each.id, dump(merge_fields(each.fields, fields))) for each in rest)
        work.store.put_fields_of_many(merged, work.now)
    if is_told:
        for changed in zip(before, work.store.find_events_of_group(owner, group), strict=True):
            work.touched.change(*changed)
    else:
        work.touched.changed += len(updated)
    work.touched.push(*work.store.push_to_group(owner.id, group, work.now, work.request_id))
    work.touched.events.update(updated)
    return updated
