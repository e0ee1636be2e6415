"""The SQL of the service: each statement is built from the tables and compiled when this is imported.

The driver runs the text itself: going through SQLAlchemy for each request costs eight times as much
(docs/DECISIONS.md). No parameter is named after a column: SQLAlchemy keeps those names for itself.
Statements about passes take the events as a condition, so that one event and a whole group share them.
`python -m scripts.generate_sql` writes them into `mockserver/store/statements.py`, which is what runs.
"""

from itertools import product
from typing import Any, Literal

from sqlalchemy import ColumnElement, String, bindparam, delete, func, literal_column, null, select, update
from sqlalchemy.dialects.sqlite import dialect, insert
from sqlalchemy.orm import Mapped
from sqlalchemy.sql import ClauseElement
from sqlmodel import col

from mockserver.domain import passes
from mockserver.domain.records import (
    EventRecord,
    LinkRecord,
    PassRecord,
    ProjectRecord,
    ProjectSummary,
    PushRecord,
)
from mockserver.domain.refs import ByExternalId, ById, Ref
from mockserver.store.model.tables import (
    Callback,
    Event,
    EventPass,
    Link,
    Membership,
    Note,
    PassCount,
    Project,
    Push,
    Row,
    schema,
)

PROJECT_BY: dict[type[Ref], Mapped[Any]] = {ById: col(Project.id), ByExternalId: col(Project.external_id)}
EVENT_BY: dict[type[Ref], Mapped[Any]] = {ById: col(Event.id), ByExternalId: col(Event.external_id)}

Table = (
    type[Project]
    | type[Event]
    | type[Membership]
    | type[EventPass]
    | type[Push]
    | type[Callback]
    | type[Link]
)
"""A table whose rows can be taken and given whole."""
TABLES: tuple[Table, ...] = (Project, Event, Membership, EventPass, Push, Callback, Link)


def sql(statement: ClauseElement, paramstyle: Literal["named", "qmark"] = "named") -> str:
    """A statement as text for the driver, with named parameters, or with one for each column in order."""
    return str(statement.compile(dialect=dialect(paramstyle=paramstyle)))


def _columns(record: Any, table: type[Row], **others: Any) -> list[ColumnElement[Any]]:
    """What to select for a record: a column for each of its fields, in the order of the fields.

    Args:
        record: a named tuple, of which each row is to make one.
        table: has a column for each field that is not among the others.
        others: where the other fields come from, by their names.
    """
    names = record._fields
    return [others[name].label(name) if name in others else getattr(table, name) for name in names]


def _new(table: type[Row]) -> dict[str, Any]:
    """A parameter for each column, named `new_` and the column."""
    return {name: bindparam(f"new_{name}") for name in table.model_fields}


def _put(table: type[Row]) -> ClauseElement:
    """Insert a row, or overwrite the one that has its id."""
    statement = insert(table).values(_new(table))
    others = {name: statement.excluded[name] for name in table.model_fields if name != "id"}
    return statement.on_conflict_do_update(index_elements=["id"], set_=others)


_groups_in_order = (
    select(col(Membership.name).label("name"))
    .where(col(Membership.event_id) == col(Event.id))
    .order_by(col(Membership.id))
    .correlate(Event)
    .subquery()
)
EVENT_COLUMNS = _columns(
    EventRecord,
    Event,
    project_external_id=col(Project.external_id),
    fields_json=col(Event.fields),
    groups_json=select(func.json_group_array(_groups_in_order.c.name)).scalar_subquery(),
)
"""What to select for an event, from a join with its project."""


def _find_event(by_project: type[Ref], by_event: type[Ref]) -> str:
    found = select(*EVENT_COLUMNS).join_from(Project, Event, col(Event.project_id) == col(Project.id))
    return sql(
        found.where(PROJECT_BY[by_project] == bindparam("project"), EVENT_BY[by_event] == bindparam("event"))
    )


# --- whole rows

ALL = {table: sql(select(table).order_by(col(table.id))) for table in TABLES}
FIND = {table: sql(select(table).where(col(table.id) == bindparam("wanted"))) for table in TABLES}
PUT = {table: sql(_put(table)) for table in TABLES}
PUT_PASS_ROW = sql(_put(EventPass), "qmark")
"""For a `PassRow`: the driver takes half the time to bind what has no names."""
OWNERS: dict[Table, Mapped[Any]] = {
    Event: col(Event.project_id),
    Membership: col(Membership.event_id),
    EventPass: col(EventPass.event_id),
}
"""The column that tells what a row belongs to: an event to a project, a pass to an event or to none."""
ALL_OF = {
    table: sql(select(table).where(owner.is_(bindparam("owner"))).order_by(col(table.id)))
    for table, owner in OWNERS.items()
}
BEGIN = "BEGIN"
UPKEEP_OF_PASSES = """
    SELECT type, name, sql FROM sqlite_master
    WHERE tbl_name = 'event_pass' AND type IN ('index', 'trigger') AND sql IS NOT NULL
"""
RECOUNT_PASSES = (
    sql(delete(PassCount)),
    sql(
        insert(PassCount).from_select(
            ["event_id", "status", "count"],
            select(col(EventPass.event_id), col(EventPass.status), func.count())
            .where(col(EventPass.event_id).is_not(null()))
            .group_by(col(EventPass.event_id), col(EventPass.status)),
        )
    ),
)
LAST_ID = "SELECT seq FROM sqlite_sequence WHERE name = :name"
FORGET_LAST_ID = "DELETE FROM sqlite_sequence WHERE name = :name"
KEEP_LAST_ID = "INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"

# --- notes

NOTES = sql(select(col(Note.name), col(Note.text)))
FORGET_NOTES = sql(delete(Note))
PUT_NOTE = sql(
    insert(Note)
    .values(name=bindparam("called"), text=bindparam("said"))
    .on_conflict_do_update(index_elements=["name"], set_={"text": bindparam("said")})
)

# --- projects and events by name

FIND_PROJECT = {
    by: sql(select(*_columns(ProjectRecord, Project)).where(column == bindparam("project")))
    for by, column in PROJECT_BY.items()
}
FIND_EVENT = {(project, event): _find_event(project, event) for project in PROJECT_BY for event in EVENT_BY}
FIND_EVENT_ID = {
    (by_project, by_event): sql(
        select(col(Event.id))
        .join_from(Project, Event, col(Event.project_id) == col(Project.id))
        .where(project == bindparam("project"), event == bindparam("event"))
    )
    for by_project, project in PROJECT_BY.items()
    for by_event, event in EVENT_BY.items()
}
FIND_PROJECTS_BY_PAIR = sql(
    select(col(Project.id)).where(
        col(Project.key) == bindparam("key_sent"), col(Project.secret) == bindparam("secret_sent")
    )
)
FIND_PROJECTS_BY_KEY = sql(select(col(Project.id)).where(col(Project.key) == bindparam("key_sent")))

ADD_PROJECT = sql(insert(Project).values(_new(Project)))

_summary = _columns(
    ProjectSummary, Project, events=func.count(col(Event.id)), event_id=func.max(col(Event.id))
)
SUMMARIES = sql(
    select(*_summary)
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
IDS_OF_GROUP = sql(_group)
EVENTS_OF_GROUP = sql(
    select(
        col(Event.id), col(Event.external_id), col(Event.created_at), col(Event.updated_at), col(Event.fields)
    )
    .where(col(Event.id).in_(_group))
    .order_by(col(Event.id))
)

MOST_REPLACED = range(1, 13)
"""How many properties one statement replaces: at most all that are documented."""


def _replace_in_group(many: int) -> str:
    """Replace so many properties in the fields of a group's events that have all of them; gives their ids."""
    paths: list[Any] = [bindparam(f"path_{number}") for number in range(many)]
    values: list[Any] = [bindparam(f"value_{number}") for number in range(many)]
    pairs = [each for pair in zip(paths, values, strict=True) for each in pair]
    has_all = (func.json_type(col(Event.fields), path).is_not(null()) for path in paths)
    changed = update(Event).where(col(Event.id).in_(_group), *has_all)
    replaced = func.json_set(col(Event.fields), *pairs, type_=String())
    return sql(changed.values(fields=replaced, updated_at=bindparam("now")).returning(col(Event.id)))


REPLACE_IN_GROUP = {many: _replace_in_group(many) for many in MOST_REPLACED}


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


_any_event, _any_pass = bindparam("event").is_(null()), bindparam("to_pass").is_(null())
_any_time = bindparam("since").is_(null())
_wanted_pushes = (
    _any_event | (col(Push.event_id) == bindparam("event")),
    _any_pass | (col(Push.pass_id) == bindparam("to_pass")),
    _any_time | (col(Push.at) >= bindparam("since")),
)
_pushes = select(*_columns(PushRecord, Push))
COUNT_PUSHES = sql(select(func.count()).select_from(Push).where(*_wanted_pushes))
PUSHES_OF = sql(
    _pushes.where(*_wanted_pushes)
    .order_by(col(Push.id))
    .limit(literal_column("-1"))
    .offset(bindparam("skipped"))
)
LATEST_PUSHES = sql(
    _pushes.order_by(col(Push.id).desc()).limit(bindparam("size")).offset(literal_column("0"))
)
PUSH_TO_EVENT = _push(col(EventPass.event_id) == bindparam("event"))
PUSH_TO_GROUP = _push(col(EventPass.event_id).in_(_group))

# --- passes

COUNT_PASSES = sql(
    select(col(PassCount.status), col(PassCount.count)).where(col(PassCount.event_id) == bindparam("event"))
)
_pass = _columns(PassRecord, EventPass)
_this_pass = col(EventPass.id) == bindparam("wanted")
FIND_PASS = sql(select(*_pass).where(_this_pass))
FIND_EVENT_OF_PASS = sql(
    select(col(Event.project_id), col(Event.id)).join_from(EventPass, Event).where(_this_pass)
)
ADD_PASS = sql(insert(EventPass).values(_new(EventPass)))
PUT_STATUS = sql(
    update(EventPass)
    .where(_this_pass)
    .values(status=bindparam("new_status"), installed_at=bindparam("installed"), updated_at=bindparam("now"))
)


def _find_passes(statuses: tuple[str, ...] | None, order: str, descending: bool) -> str:
    """A page of an event's passes, for constant statuses and a column to order by."""
    keys = [getattr(EventPass, order), col(EventPass.id)][: 1 if order == "id" else 2]
    found = select(*_pass).where(col(EventPass.event_id) == bindparam("event"))
    if statuses is not None:
        found = found.where(col(EventPass.status).in_([literal_column(f"'{status}'") for status in statuses]))
    ordered = found.order_by(*(key.desc() if descending else key.asc() for key in keys))
    return sql(ordered.limit(bindparam("size")).offset(bindparam("start")))


FIND_PASSES = {
    each: _find_passes(*each)
    for each in product(
        (None, *passes.STATUSES_OF.values()), ("id", "created_at", "updated_at"), (False, True)
    )
}
"""By the statuses that are wanted, the column to order by, and whether that descends."""

# --- callbacks

_callback = (col(Callback.project_id), col(Callback.base_url), col(Callback.headers))
_project_of_callback = col(Callback.project_id) == bindparam("project")
CALLBACKS = sql(select(*_callback).order_by(col(Callback.id)))
FIND_CALLBACK = sql(
    select(*_callback)
    .where(_project_of_callback | (col(Callback.project_id) == literal_column("0")))
    .order_by(col(Callback.project_id).desc())
)
REMOVE_CALLBACK = sql(delete(Callback).where(_project_of_callback))
PUT_CALLBACK = sql(
    insert(Callback)
    .values(project_id=bindparam("project"), base_url=bindparam("new_url"), headers=bindparam("new_headers"))
    .on_conflict_do_update(
        index_elements=["project_id"],
        set_={"base_url": bindparam("new_url"), "headers": bindparam("new_headers")},
    )
)

# --- links

_link = _columns(LinkRecord, Link)
ADD_LINK = sql(insert(Link).values(_new(Link)))
FIND_LINK = sql(select(*_link).where(col(Link.code) == bindparam("wanted")))
HAS_LINK = sql(select(col(Link.id)).where(col(Link.external_id) == bindparam("wanted")))
FIELDS_OF_PASS = sql(
    select(col(Link.fields)).where(
        (col(Link.ios_pass_id) == bindparam("wanted")) | (col(Link.android_pass_id) == bindparam("wanted"))
    )
)
PUT_PASS_OF_LINK = {
    platform.value: sql(
        update(Link).where(col(Link.id) == bindparam("wanted")).values({column: bindparam("made")})
    )
    for platform, column in (
        (passes.Platform.IOS, "ios_pass_id"),
        (passes.Platform.ANDROID, "android_pass_id"),
    )
}

SCHEMA = schema()
"""All that makes an empty database ours, as one script."""
