"""The SQL of the service: each statement is built from the tables and compiled once, when this is imported.

The driver runs the text itself: going through SQLAlchemy for each request costs eight times as much
(docs/DECISIONS.md). No parameter is named after a column: SQLAlchemy keeps those names for itself.
Statements about passes take the events as a condition, so that one event and a whole group share them.
"""

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, literal_column, null, select, update
from sqlalchemy.dialects.sqlite import dialect, insert
from sqlalchemy.orm import Mapped
from sqlalchemy.sql import ClauseElement
from sqlmodel import col

from mockserver.domain.refs import ByExternalId, ById, Ref
from mockserver.store.tables import Event, EventPass, Membership, PassCount, Project, Push

PROJECT_BY: dict[type[Ref], Mapped[Any]] = {ById: col(Project.id), ByExternalId: col(Project.external_id)}
EVENT_BY: dict[type[Ref], Mapped[Any]] = {ById: col(Event.id), ByExternalId: col(Event.external_id)}


def sql(statement: ClauseElement) -> str:
    """A statement as text for the driver, with named parameters."""
    return str(statement.compile(dialect=dialect(paramstyle="named")))


def _find_event(by_project: type[Ref], by_event: type[Ref]) -> str:
    names = (
        select(col(Membership.name).label("name"))
        .where(col(Membership.event_id) == col(Event.id))
        .order_by(col(Membership.id))
        .correlate(Event)
        .subquery()
    )
    found = select(
        col(Event.id),
        col(Event.external_id),
        col(Project.id),
        col(Project.external_id),
        col(Event.created_at),
        col(Event.updated_at),
        col(Event.fields),
        select(func.json_group_array(names.c.name)).scalar_subquery(),
    ).join_from(Project, Event, col(Event.project_id) == col(Project.id))
    return sql(
        found.where(PROJECT_BY[by_project] == bindparam("project"), EVENT_BY[by_event] == bindparam("event"))
    )


# --- projects and events by name

FIND_PROJECT = {
    by: sql(select(col(Project.id), col(Project.external_id)).where(column == bindparam("project")))
    for by, column in PROJECT_BY.items()
}
FIND_EVENT = {(project, event): _find_event(project, event) for project in PROJECT_BY for event in EVENT_BY}
FIND_PROJECTS_BY_PAIR = sql(
    select(col(Project.id)).where(
        col(Project.key) == bindparam("key_sent"), col(Project.secret) == bindparam("secret_sent")
    )
)

ADD_PROJECT = sql(insert(Project).values({name: bindparam(f"new_{name}") for name in Project.model_fields}))

SUMMARIES = sql(
    select(
        col(Project.id),
        col(Project.external_id),
        col(Project.name),
        func.count(col(Event.id)),
        func.max(col(Event.id)),
    )
    .join_from(Project, Event, isouter=True)
    .group_by(col(Project.id))
    .order_by(col(Project.id).desc())
)

# --- one event

_this_event = col(Event.id) == bindparam("event")
_in_this_event = col(Membership.event_id) == bindparam("event")

HAS_EVENT = sql(select(col(Event.id)).where(_this_event))
ADD_EVENT = sql(
    insert(Event).values(
        project_id=bindparam("project"),
        external_id=bindparam("external"),
        created_at=bindparam("now"),
        updated_at=bindparam("now"),
        fields=bindparam("new_fields"),
    )
)
PUT_FIELDS = sql(
    update(Event).where(_this_event).values(fields=bindparam("new_fields"), updated_at=bindparam("now"))
)
TOUCH_EVENT = sql(update(Event).where(_this_event).values(updated_at=bindparam("now")))
DELETE_EVENT = (
    sql(update(EventPass).where(col(EventPass.event_id) == bindparam("event")).values(event_id=null())),
    sql(delete(Membership).where(_in_this_event)),
    sql(delete(Event).where(_this_event)),
)

# --- pass groups

JOIN_GROUP = sql(
    insert(Membership)
    .values(project_id=bindparam("project"), event_id=bindparam("event"), name=bindparam("group"))
    .on_conflict_do_nothing()
)
LEAVE_GROUP = sql(delete(Membership).where(_in_this_event, col(Membership.name) == bindparam("group")))
_group = select(col(Membership.event_id)).where(
    col(Membership.project_id) == bindparam("project"), col(Membership.name) == bindparam("group")
)
EVENTS_OF_GROUP = sql(
    select(col(Event.id), col(Event.fields)).where(col(Event.id).in_(_group)).order_by(col(Event.id))
)


# --- pushes


def _push(of_events: ColumnElement[bool]) -> tuple[str, str]:
    """Touch the passes of the chosen events; record a push for those installed."""
    pushed: Any = select(
        col(EventPass.id), col(EventPass.event_id), bindparam("now"), bindparam("request")
    ).where(of_events, col(EventPass.status) == literal_column("'installed'"))
    return (
        sql(update(EventPass).where(of_events).values(updated_at=bindparam("now"))),
        sql(insert(Push).from_select(["pass_id", "event_id", "at", "request_id"], pushed)),
    )


FIND_PUSHES = sql(select(col(Push.pass_id), col(Push.event_id), col(Push.request_id)).order_by(col(Push.id)))
_any_event, _any_pass = bindparam("event").is_(null()), bindparam("to_pass").is_(null())
PUSHES_OF = sql(
    select(col(Push.pass_id), col(Push.event_id), col(Push.at), col(Push.request_id))
    .where(
        _any_event | (col(Push.event_id) == bindparam("event")),
        _any_pass | (col(Push.pass_id) == bindparam("to_pass")),
    )
    .order_by(col(Push.id))
)
PUSH_TO_EVENT = _push(col(EventPass.event_id) == bindparam("event"))
PUSH_TO_GROUP = _push(col(EventPass.event_id).in_(_group))

# --- passes

COUNT_PASSES = sql(
    select(col(PassCount.status), col(PassCount.count)).where(col(PassCount.event_id) == bindparam("event"))
)
PASS_COLUMNS = (
    col(EventPass.id),
    col(EventPass.external_id),
    col(EventPass.template_id),
    col(EventPass.serial_number),
    col(EventPass.platform),
    col(EventPass.status),
    col(EventPass.created_at),
    col(EventPass.updated_at),
    col(EventPass.installed_at),
)
_this_pass = col(EventPass.id) == bindparam("wanted")
FIND_PASS = sql(select(*PASS_COLUMNS).where(_this_pass))
ADD_PASS = sql(insert(EventPass).values({name: bindparam(f"new_{name}") for name in EventPass.model_fields}))
PUT_STATUS = sql(
    update(EventPass)
    .where(_this_pass)
    .values(status=bindparam("new_status"), installed_at=bindparam("installed"), updated_at=bindparam("now"))
)


@cache
def find_passes(statuses: tuple[str, ...] | None, order: str, descending: bool) -> str:
    """A page of an event's passes, for constant statuses and a column to order by."""
    keys = [getattr(EventPass, order), col(EventPass.id)][: 1 if order == "id" else 2]
    found = select(*PASS_COLUMNS).where(col(EventPass.event_id) == bindparam("event"))
    if statuses is not None:
        found = found.where(col(EventPass.status).in_([literal_column(f"'{status}'") for status in statuses]))
    ordered = found.order_by(*(key.desc() if descending else key.asc() for key in keys))
    return sql(ordered.limit(bindparam("size")).offset(bindparam("start")))
