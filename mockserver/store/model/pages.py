"""The SQL of what is shown page by page: projects, events and passes, by what is asked for.

A page begins after an id, so that it costs the same wherever it stands.
"""

from itertools import product
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    bindparam,
    func,
    literal_column,
    null,
    or_,
    select,
    text,
)
from sqlmodel import col

from mockserver.store.model.statements import EVENT_COLUMNS, sql
from mockserver.store.model.tables import Event, EventPass, Membership, PassCount, Project

_none: ColumnElement[int] = literal_column("0")

_passes_of_event = (
    select(func.coalesce(func.sum(col(PassCount.count)), _none))
    .where(col(PassCount.event_id) == col(Event.id))
    .correlate(Event)
    .scalar_subquery()
)
_events = select(*EVENT_COLUMNS, _passes_of_event).join_from(
    Event, Project, col(Event.project_id) == col(Project.id)
)
_wanted_text: BindParameter[str] = bindparam("wanted_text")
# Most fields have it nowhere, which is seen much faster in their JSON.
_has_value = text(
    "event.fields LIKE :wanted_json ESCAPE '\\' AND EXISTS (SELECT 1 FROM json_each(event.fields) AS member"
    " WHERE json_extract(member.value, '$.value') LIKE :wanted_text ESCAPE '\\')"
)
_in_group = col(Event.id).in_(
    select(col(Membership.event_id)).where(col(Membership.name) == bindparam("wanted_group"))
)
_events_per_project = (
    select(func.count(col(Event.id)))
    .where(col(Event.project_id) == col(Project.id))
    .correlate(Project)
    .scalar_subquery()
)
_passes_per_project = (
    select(func.coalesce(func.sum(col(PassCount.count)), _none))
    .join_from(PassCount, Event, col(PassCount.event_id) == col(Event.id))
    .where(col(Event.project_id) == col(Project.id))
    .correlate(Project)
    .scalar_subquery()
)
PROJECTS_AND_COUNTS = sql(
    select(
        col(Project.id),
        col(Project.external_id),
        col(Project.name),
        _events_per_project,
        _passes_per_project,
    ).order_by(col(Project.id))
)
EVENT_AND_PASSES = sql(_events.where(col(Event.id) == bindparam("wanted")))
_by_id = col(EventPass.event_id) == bindparam("wanted_event")
_by_status = col(EventPass.status) == bindparam("wanted_status")
_counted_id = col(PassCount.event_id) == bindparam("wanted_event")
_counted_status = col(PassCount.status) == bindparam("wanted_status")


def _page(statement: Select[Any], key: Any) -> str:
    return sql(statement.where(key > bindparam("after")).order_by(key).limit(bindparam("size")).offset(_none))


def _of_events(*, project: bool, group: bool, words: bool) -> tuple[str, str]:
    """A page of events and how many there are, by what is asked for."""
    asked: list[ColumnElement[bool]] = []
    if project:
        asked.append(col(Event.project_id) == bindparam("wanted_project"))
    if group:
        asked.append(_in_group)
    if words:
        asked.append(or_(col(Event.external_id).like(_wanted_text, escape="\\"), _has_value))
    count = select(func.count(col(Event.id))).where(*asked)
    return _page(_events.where(*asked), col(Event.id)), sql(count)


def _of_passes(*, event: bool, status: bool) -> tuple[str, str]:
    """A page of passes and how many there are, by what is asked for."""
    asked = [each for each, is_asked in ((_by_id, event), (_by_status, status)) if is_asked]
    counted = [each for each, is_asked in ((_counted_id, event), (_counted_status, status)) if is_asked]
    count = select(func.coalesce(func.sum(col(PassCount.count)), _none)).where(*counted)
    orphans = select(func.count(col(EventPass.id))).where(col(EventPass.event_id).is_(null()), *asked)
    total = select(count.scalar_subquery() + orphans.scalar_subquery())
    return _page(select(EventPass).where(*asked), col(EventPass.id)), sql(total)


YES_OR_NO = (False, True)
_pages_of_events = {
    each: _of_events(project=each[0], group=each[1], words=each[2]) for each in product(YES_OR_NO, repeat=3)
}
PAGE_OF_EVENTS = {each: page for each, (page, _) in _pages_of_events.items()}
COUNT_OF_EVENTS = {each: count for each, (_, count) in _pages_of_events.items()}
"""By whether a project, a group and words are asked for."""
_pages_of_passes = {each: _of_passes(event=each[0], status=each[1]) for each in product(YES_OR_NO, repeat=2)}
PAGE_OF_PASSES = {each: page for each, (page, _) in _pages_of_passes.items()}
COUNT_OF_PASSES = {each: count for each, (_, count) in _pages_of_passes.items()}
"""By whether an event and a status are asked for."""
