"""What is kept: projects, events, their group memberships, passes and the pushes made to them; and notes.

Instants are milliseconds since 1970. Ids are AUTOINCREMENT, so that none is given out twice (A-11).
The tables have a registry of their own, so that they never meet those of a process that embeds them.
"""

from functools import cache
from typing import Any

from sqlalchemy import DDL, JSON, Column, Index, UniqueConstraint, create_mock_engine, event
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel, col

AUTOINCREMENT = {"sqlite_autoincrement": True}


class Row(SQLModel, registry=registry()):
    """The root of all tables."""


class Project(Row, table=True):
    """A customer's project. `key` and `secret` are its credentials."""

    __table_args__ = AUTOINCREMENT

    id: int | None = Field(default=None, primary_key=True)
    external_id: str | None = Field(default=None, unique=True)
    name: str | None = None
    key: str | None = Field(default=None, index=True)
    secret: str | None = None


class Event(Row, table=True):
    """An event. `fields` is the whole documented object, in the order in which it is answered."""

    __table_args__ = (UniqueConstraint("project_id", "external_id"), AUTOINCREMENT)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id")
    external_id: str | None = None
    created_at: int
    updated_at: int
    fields: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class Membership(Row, table=True):
    """An event is in a pass group. `id` keeps the order of joining. A group is its memberships (A-20)."""

    __table_args__ = (UniqueConstraint("project_id", "name", "event_id"),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id")
    name: str
    event_id: int = Field(foreign_key="event.id", index=True)


class EventPass(Row, table=True):
    """A pass in somebody's wallet. `event_id` is empty once its event has been deleted (A-19)."""

    __tablename__ = "event_pass"
    __table_args__ = AUTOINCREMENT

    id: int | None = Field(default=None, primary_key=True)
    event_id: int | None = Field(default=None, foreign_key="event.id")
    external_id: str | None = None
    template_id: int
    serial_number: str
    platform: str
    status: str
    created_at: int
    updated_at: int
    installed_at: int | None = None


class PassCount(Row, table=True):
    """How many passes of an event have a status. Kept by triggers, so that a page needs no counting."""

    __tablename__ = "pass_count"

    event_id: int = Field(primary_key=True)
    status: str = Field(primary_key=True)
    count: int


class Push(Row, table=True):
    """A pass was told of an update, at an instant, because of a request. Assumed: A-29."""

    __table_args__ = AUTOINCREMENT

    id: int | None = Field(default=None, primary_key=True)
    pass_id: int = Field(foreign_key="event_pass.id")
    event_id: int
    at: int
    request_id: str


class Callback(Row, table=True):
    """Who is told when a pass is installed or uninstalled. Without a project it is 0, which none has."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(unique=True)
    base_url: str
    headers: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))


class Link(Row, table=True):
    """An adaptive link of an event ticket: whom it is for, and the passes that were made by tapping it.

    Its event may have been deleted.
    """

    __table_args__ = AUTOINCREMENT

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    event_id: int
    external_id: str | None = Field(default=None, unique=True)
    fields: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    landing_page_url: str | None = None
    ios_template_id: int | None = None
    android_template_id: int | None = None
    ios_pass_id: int | None = Field(default=None, index=True)
    android_pass_id: int | None = Field(default=None, index=True)


class Note(Row, table=True):
    """Something to know about a database file, by name."""

    name: str = Field(primary_key=True)
    text: str


# One index for each order and one for the filter. SQLite appends the row id to each, which breaks ties as
# A-24 wants. Nothing filters by `updated_at` and every fan-out moves it, so that it has no index: a
# listing in that order sorts.
Index("event_pass_by_status", col(EventPass.event_id), col(EventPass.status))
Index("event_pass_by_id", col(EventPass.event_id))
Index("event_pass_by_created_at", col(EventPass.event_id), col(EventPass.created_at))

_LESS = "UPDATE pass_count SET count = count - 1 WHERE event_id = OLD.event_id AND status = OLD.status;"
_MORE = """
    INSERT INTO pass_count (event_id, status, count) SELECT NEW.event_id, NEW.status, 1
    WHERE NEW.event_id IS NOT NULL
    ON CONFLICT (event_id, status) DO UPDATE SET count = count + 1;
"""
for _name, _when, _work in [
    ("added", "AFTER INSERT", _MORE),
    ("changed", "AFTER UPDATE OF event_id, status", _LESS + _MORE),
    ("removed", "AFTER DELETE", _LESS),
]:
    event.listen(
        Row.metadata,
        "after_create",
        DDL(  # type: ignore[no-untyped-call] # SQLAlchemy's own
            f"CREATE TRIGGER event_pass_{_name} {_when} ON event_pass BEGIN {_work} END"
        ),
    )


@cache
def schema() -> str:
    """The statements that make all of this in an empty database, as one script."""
    statements: list[Any] = []
    engine = create_mock_engine("sqlite://", lambda statement, *_, **__: statements.append(statement))
    Row.metadata.create_all(engine, checkfirst=False)
    texts = [f"{each.compile(dialect=engine.dialect)};".strip() for each in statements]
    tables = [each for each in texts if each.startswith("CREATE TABLE")]
    others = sorted(each for each in texts if each not in tables)  # SQLAlchemy keeps indexes in no order
    return "".join([*tables, *others])
