"""Looking things up by the names requests use, and keeping them. Nothing here ends a transaction."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn, cast

from pydantic_core import from_json, to_json

from mockserver.domain.callbacks import CallbackRecord
from mockserver.domain.clock import Instant
from mockserver.domain.errors import NotFound
from mockserver.domain.records import (
    EventRecord,
    Fields,
    LinkRecord,
    PassPage,
    PassRecord,
    ProjectRecord,
    ProjectRow,
    ProjectSummary,
    PushRecord,
)
from mockserver.domain.refs import LARGEST_ID, ByExternalId, ById, Ref
from mockserver.store import statements
from mockserver.store.database import Database
from mockserver.store.rows import RowReader
from mockserver.store.statements import EVENT_PASS, LINK

NAME = re.compile(r"[A-Za-z0-9]+")
"""What is the same in a path of SQLite's."""


class Store:
    """What one database holds, by the names that requests use."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._execute = database.execute
        self._execute_many = database.execute_many

    # --- projects and events by name

    def find_project(self, project: Ref) -> ProjectRecord | None:
        """The project of that name."""
        row = self._execute(statements.FIND_PROJECT[type(project)], {"project": _name(project)}).fetchone()
        return ProjectRecord._make(row) if row else None

    def find_event(self, project: Ref, event: Ref) -> EventRecord | None:
        """The event of that name in that project."""
        row = self._execute(
            statements.FIND_EVENT[type(project), type(event)],
            {"project": _name(project), "event": _name(event)},
        ).fetchone()
        return EventRecord._make(row) if row else None

    def find_event_id(self, project: Ref, event: Ref) -> int | None:
        """The id of the event of that name in that project."""
        row = self._execute(
            statements.FIND_EVENT_ID[type(project), type(event)],
            {"project": _name(project), "event": _name(event)},
        ).fetchone()
        return row[0] if row else None

    def get_project(self, project: Ref) -> ProjectRecord:
        """The project of that name.

        Raises:
            NotFound: there is none.
        """
        return self.find_project(project) or _no_project(project)

    def get_event(self, project: Ref, event: Ref) -> EventRecord:
        """The event of that name in that project.

        Raises:
            NotFound: there is no such project, or it has no such event.
        """
        found = self.find_event(project, event)
        if found is None:
            self.get_project(project)
            raise NotFound(
                f"Project {project} has no event {event}; expected the name of an existing event.",
                cause="event.unknown",
            )
        return found

    def summaries(self) -> list[ProjectSummary]:
        """All projects, the largest id first."""
        return [ProjectSummary._make(row) for row in self._execute(statements.SUMMARIES)]

    def add_project(self, project: ProjectRow) -> int:
        """Keep a new project and give its id."""
        return self._execute(statements.ADD_PROJECT, _new(project)).lastrowid or 0

    def find_projects_by_pair(self, key: str, secret: str) -> list[int]:
        """The ids of the projects that have these credentials."""
        rows = self._execute(statements.FIND_PROJECTS_BY_PAIR, {"key_sent": key, "secret_sent": secret})
        return [project_id for (project_id,) in rows]

    def find_projects_by_key(self, key: str) -> list[int]:
        """The ids of the projects that have this key."""
        rows = self._execute(statements.FIND_PROJECTS_BY_KEY, {"key_sent": key})
        return [project_id for (project_id,) in rows]

    # --- one event

    def has_event(self, event_id: int) -> bool:
        """Whether any project has an event of that id."""
        return self._execute(statements.HAS_EVENT, {"event": _name(ById(event_id))}).fetchone() is not None

    def add_event(self, project_id: int, external_id: str | None, fields_json: str, at: Instant) -> int:
        """Keep a new event and give its id."""
        row = {"project": project_id, "external": external_id, "new_fields": fields_json, "now": at}
        return self._execute(statements.ADD_EVENT, row).lastrowid or 0

    def put_fields(self, event_id: int, fields_json: str, at: Instant) -> None:
        """Replace the fields of an event."""
        self._execute(statements.PUT_FIELDS, {"event": event_id, "new_fields": fields_json, "now": at})

    def put_fields_of_many(self, changed: Iterable[tuple[int, str]], at: Instant) -> None:
        """Replace the fields of events, given as (event id, fields as JSON)."""
        rows = ({"event": event_id, "new_fields": fields, "now": at} for event_id, fields in changed)
        self._execute_many(statements.PUT_FIELDS, rows)

    def touch_event(self, event_id: int, at: Instant) -> None:
        """Move an event's `updated_at`."""
        self._execute(statements.TOUCH_EVENT, {"event": event_id, "now": at})

    def delete_event(self, event_id: int) -> int:
        """Remove an event; its passes stay, without an event. Gives how many they are."""
        freed, *_ = [
            self._execute(statement, {"event": event_id}).rowcount for statement in statements.DELETE_EVENT
        ]
        return freed

    # --- pass groups

    def join_groups(self, project_id: int, event_id: int, groups: Iterable[str]) -> None:
        """Put an event into groups, in this order; one it is in already is passed over."""
        rows = ({"project": project_id, "event": event_id, "group": group} for group in groups)
        self._execute_many(statements.JOIN_GROUP, rows)

    def leave_group(self, event_id: int, group: str) -> bool:
        """Take an event out of a group; false if it was not in it."""
        return bool(self._execute(statements.LEAVE_GROUP, {"event": event_id, "group": group}).rowcount)

    def find_events_of_group(self, project: ProjectRecord, group: str) -> Iterator[EventRecord]:
        """The events of a group in id order, without the names of their groups."""
        rows = self._execute(statements.EVENTS_OF_GROUP, {"project": project.id, "group": group}).fetchall()
        return map(EventRecord._make, ((*row[:2], *project, *row[2:], NO_GROUPS) for row in rows))

    def find_ids_of_group(self, project_id: int, group: str) -> frozenset[int]:
        """The ids of the events of a group."""
        rows = self._execute(statements.IDS_OF_GROUP, {"project": project_id, "group": group})
        return frozenset(event_id for (event_id,) in rows)

    def replace_in_group(self, project_id: int, group: str, changes: Fields, at: Instant) -> set[int]:
        """Replace properties in the events of a group that have all of them already; gives those events' ids.

        None is replaced where SQLite might take a name or a value for another.
        """
        properties = [(key, *each) for key, sent in changes.items() for each in sent.items()]
        is_plain = all(NAME.fullmatch(key + name) and _is_text(value) for key, name, value in properties)
        if not is_plain or not all(changes.values()) or len(properties) not in statements.REPLACE_IN_GROUP:
            return set()
        given: dict[str, Any] = {"project": project_id, "group": group, "now": at}
        for number, (key, name, value) in enumerate(properties):
            given |= {f"path_{number}": f'$."{key}"."{name}"', f"value_{number}": value}
        rows = self._execute(statements.REPLACE_IN_GROUP[len(properties)], given).fetchall()
        return {event_id for (event_id,) in rows}

    # --- passes

    def push_to_event(self, event_id: int, at: Instant, request_id: str) -> tuple[int, int]:
        """Tell the passes of an event of an update; gives how many it has, and how many were pushed."""
        given = {"event": event_id, "now": at, "request": request_id}
        touch, push = statements.PUSH_TO_EVENT
        return self._execute(touch, given).rowcount, self._execute(push, given).rowcount

    def push_to_group(self, project_id: int, group: str, at: Instant, request_id: str) -> tuple[int, int]:
        """Tell the passes of a group's events; gives how many there are, and how many were pushed."""
        given = {"project": project_id, "group": group, "now": at, "request": request_id}
        touch, push = statements.PUSH_TO_GROUP
        return self._execute(touch, given).rowcount, self._execute(push, given).rowcount

    def pushes_of(
        self,
        event_id: int | None = None,
        pass_id: int | None = None,
        since: Instant | None = None,
        limit: int | None = None,
    ) -> tuple[int, Iterator[PushRecord]]:
        """How many pushes there were: of an event, to a pass, from an instant on, the latest; and which.

        They are read while they are asked for, so nothing may be written meanwhile.
        """
        given = {"event": event_id, "to_pass": pass_id, "since": since}
        (count,) = self._execute(statements.COUNT_PUSHES, given).fetchone()
        told = count if limit is None else min(count, limit)
        rows = self._execute(statements.PUSHES_OF, given | {"skipped": count - told})
        return told, map(PushRecord._make, rows)

    def latest_pushes(self, count: int) -> Iterator[PushRecord]:
        """As many of the latest pushes."""
        rows = self._execute(statements.LATEST_PUSHES, {"size": count}).fetchall()
        return map(PushRecord._make, reversed(rows))

    def next_pass_id(self) -> int:
        """The id that is given out next."""
        return RowReader(self.database).next_id(EVENT_PASS)

    def add_passes(self, event_id: int, passes: Iterable[PassRecord]) -> None:
        """Keep new passes of an event."""
        self._execute_many(statements.ADD_PASS, (_new(each) | {"new_event_id": event_id} for each in passes))

    def get_pass(self, pass_id: int) -> PassRecord:
        """The pass of that id.

        Raises:
            NotFound: there is none.
        """
        row = self._execute(statements.FIND_PASS, {"wanted": _name(ById(pass_id))}).fetchone()
        if row is None:
            raise NotFound(f"There is no pass {pass_id}; expected the id of an existing pass.")
        return PassRecord._make(row)

    def find_event_of_pass(self, pass_id: int) -> EventRecord | None:
        """The event of a pass."""
        row = self._execute(statements.FIND_EVENT_OF_PASS, {"wanted": _name(ById(pass_id))}).fetchone()
        return self.find_event(ById(row[0]), ById(row[1])) if row else None

    def put_status(self, changed: PassRecord) -> None:
        """Replace the status of a pass, and when it was installed and updated."""
        row = {"new_status": changed.status, "installed": changed.installed_at, "now": changed.updated_at}
        self._execute(statements.PUT_STATUS, row | {"wanted": changed.id})

    # --- links

    def next_link_id(self) -> int:
        """The id that is given out next."""
        return RowReader(self.database).next_id(LINK)

    def add_link(self, link: LinkRecord) -> None:
        """Keep a new link."""
        self._execute(statements.ADD_LINK, _new(link) | {"new_fields": dump(link.fields)})

    def find_link(self, code: str) -> LinkRecord | None:
        """The link that is called so in its URL."""
        row = self._execute(statements.FIND_LINK, {"wanted": code}).fetchone()
        return _link(LinkRecord(*row)) if row else None

    def has_link(self, external_id: str) -> bool:
        """Whether a link has that external id."""
        return self._execute(statements.HAS_LINK, {"wanted": external_id}).fetchone() is not None

    def fields_of_pass(self, pass_id: int) -> Fields | None:
        """The fields of the attendee that a pass was made for."""
        row = self._execute(statements.FIELDS_OF_PASS, {"wanted": pass_id}).fetchone()
        return from_json(row[0]) if row else None

    def put_pass_of_link(self, link_id: int, platform: str, pass_id: int) -> None:
        """Note the pass that was made by tapping a link."""
        self._execute(statements.PUT_PASS_OF_LINK[platform], {"wanted": link_id, "made": pass_id})

    # --- callbacks

    def callbacks(self) -> list[CallbackRecord]:
        """Who is told when a pass is installed or uninstalled, the oldest first."""
        return [_callback(*row) for row in self._execute(statements.CALLBACKS)]

    def find_callback(self, project_id: int | None) -> CallbackRecord | None:
        """Who is told of the passes of a project: its own, or who is told of all others."""
        row = self._execute(statements.FIND_CALLBACK, {"project": project_id or 0}).fetchone()
        return _callback(*row) if row else None

    def put_callback(self, callback: CallbackRecord) -> None:
        """Have somebody told in place of who was told for the same project."""
        row = {"project": callback.project_id or 0, "new_url": callback.base_url}
        self._execute(statements.PUT_CALLBACK, row | {"new_headers": dump(callback.headers)})

    def remove_callback(self, project_id: int | None) -> None:
        """Tell nobody any more: for a project, or for those that have none of their own."""
        self._execute(statements.REMOVE_CALLBACK, {"project": project_id or 0})

    # --- pages of passes

    def count_passes(self, event_id: int) -> dict[str, int]:
        """How many passes of an event have each status."""
        return dict(self._execute(statements.COUNT_PASSES, {"event": event_id}).fetchall())

    def find_passes(self, event_id: int, page: PassPage) -> list[PassRecord]:
        """A page of an event's passes."""
        statement = statements.FIND_PASSES[page.statuses, page.order, page.descending]
        rows = self._execute(statement, {"event": event_id, "size": page.size, "start": page.start})
        return [PassRecord._make(row) for row in rows]


NO_GROUPS = "[]"


def dump(document: Any) -> str:
    """A document as a JSON column holds it, and as answers quote it."""
    return to_json(document).decode()


def _link(row: LinkRecord) -> LinkRecord:
    return row._replace(fields=from_json(cast("str", row.fields)))


def _callback(project_id: int, base_url: str, headers: str) -> CallbackRecord:
    return CallbackRecord(project_id or None, base_url, from_json(headers))


def _new(record: ProjectRow | PassRecord | LinkRecord) -> dict[str, Any]:
    return {f"new_{name}": value for name, value in record._asdict().items()}


def _is_text(value: Any) -> bool:
    """Whether SQLite takes a value for the text that it is."""
    return isinstance(value, str) and "\x00" not in value


def _name(ref: Ref) -> int | str:
    """A name as the tables hold it. An id that cannot exist is 0, which nothing has."""
    if isinstance(ref, ByExternalId):
        return ref.external_id
    return ref.id if 0 <= ref.id <= LARGEST_ID else 0


def _no_project(project: Ref) -> NoReturn:
    expected = "the id" if isinstance(project, ById) else "the external id"
    raise NotFound(
        f"Project {project} does not exist; expected {expected} of an existing project.",
        cause="project.unknown",
    )
