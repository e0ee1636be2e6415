"""What there is, page by page: projects, events and passes, for those who look at a world as a whole.

A page begins after an id, so that it costs the same wherever it stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

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

from mockserver.domain.records import EventRecord
from mockserver.store.database import Database
from mockserver.store.rows import Columns
from mockserver.store.statements import EVENT_COLUMNS, sql
from mockserver.store.store import dump
from mockserver.store.tables import Event, EventPass, Membership, PassCount, Project


@dataclass(frozen=True, slots=True)
class EventsWanted:
    """Which events are meant; what is None is not asked for.

    Attributes:
        project: the id of their project.
        group: a pass group that they are in.
        text: part of a value of theirs, or of their external id, whatever the case of its ASCII letters.
    """

    project: int | None = None
    group: str | None = None
    text: str | None = None


class ProjectCounts(NamedTuple):
    """A project, and how much there is of it."""

    id: int
    external_id: str | None
    name: str | None
    events: int
    passes: int


class EventAndPasses(NamedTuple):
    """An event, and how many passes it has."""

    event: EventRecord
    passes: int


NONE: ColumnElement[int] = literal_column("0")

_passes_of_event = (
    select(func.coalesce(func.sum(col(PassCount.count)), NONE))
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
    select(func.coalesce(func.sum(col(PassCount.count)), NONE))
    .join_from(PassCount, Event, col(PassCount.event_id) == col(Event.id))
    .where(col(Event.project_id) == col(Project.id))
    .correlate(Project)
    .scalar_subquery()
)
PROJECTS = sql(
    select(
        col(Project.id),
        col(Project.external_id),
        col(Project.name),
        _events_per_project,
        _passes_per_project,
    ).order_by(col(Project.id))
)
EVENT = sql(_events.where(col(Event.id) == bindparam("wanted")))
_by_id = col(EventPass.event_id) == bindparam("wanted_event")
_by_status = col(EventPass.status) == bindparam("wanted_status")
_counted_id = col(PassCount.event_id) == bindparam("wanted_event")
_counted_status = col(PassCount.status) == bindparam("wanted_status")


def _page(statement: Select[Any], key: Any) -> str:
    return sql(statement.where(key > bindparam("after")).order_by(key).limit(bindparam("size")).offset(NONE))


@cache
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


@cache
def _of_passes(*, event: bool, status: bool) -> tuple[str, str]:
    """A page of passes and how many there are, by what is asked for."""
    asked = [each for each, is_asked in ((_by_id, event), (_by_status, status)) if is_asked]
    counted = [each for each, is_asked in ((_counted_id, event), (_counted_status, status)) if is_asked]
    count = select(func.coalesce(func.sum(col(PassCount.count)), NONE)).where(*counted)
    orphans = select(func.count(col(EventPass.id))).where(col(EventPass.event_id).is_(null()), *asked)
    total = select(count.scalar_subquery() + orphans.scalar_subquery())
    return _page(select(EventPass).where(*asked), col(EventPass.id)), sql(total)


class Pages:
    """Reads a database page by page."""

    def __init__(self, database: Database) -> None:
        self._execute = database.execute

    def projects(self) -> list[ProjectCounts]:
        """All projects, in id order."""
        return [ProjectCounts._make(row) for row in self._execute(PROJECTS)]

    def find_event(self, event_id: int) -> EventAndPasses | None:
        """The event of that id, whatever project it is of."""
        row = self._execute(EVENT, {"wanted": event_id}).fetchone()
        return _event(row) if row else None

    def events(self, wanted: EventsWanted, after: int, size: int) -> tuple[int, list[EventAndPasses]]:
        """How many events are meant, and those of a page, in id order."""
        page, count = _of_events(
            project=wanted.project is not None, group=wanted.group is not None, words=wanted.text is not None
        )
        given = {
            "wanted_project": wanted.project,
            "wanted_group": wanted.group,
            "wanted_text": _pattern(wanted.text or ""),
            "wanted_json": _pattern(dump(wanted.text or "")[1:-1]),
        }
        rows = self._execute(page, given | {"after": after, "size": size})
        return self._count(count, given), list(map(_event, rows))

    def passes(
        self, event_id: int | None, status: str | None, after: int, size: int
    ) -> tuple[int, Iterator[Columns]]:
        """How many passes are of an event and have a status, if these are given, and the rows of a page."""
        page, count = _of_passes(event=event_id is not None, status=status is not None)
        given = {"wanted_event": event_id, "wanted_status": status}
        rows = self._execute(page, given | {"after": after, "size": size})
        names = list(EventPass.model_fields)
        return self._count(count, given), (dict(zip(names, row, strict=True)) for row in rows)

    def _count(self, statement: str, given: Columns) -> int:
        count: int = self._execute(statement, given).fetchone()[0]
        return count


def _event(row: tuple[Any, ...]) -> EventAndPasses:
    return EventAndPasses(EventRecord._make(row[:-1]), row[-1])


def _pattern(part: str) -> str:
    r"""A part of a text as a pattern of LIKE.

    >>> _pattern("50%")
    '%50\\%%'
    """
    for special in ("\\", "%", "_"):
        part = part.replace(special, f"\\{special}")
    return f"%{part}%"
