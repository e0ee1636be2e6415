"""What there is, page by page: projects, events and passes, for those who look at a world as a whole.

A page begins after an id, so that it costs the same wherever it stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from mockserver.domain.records import EventRecord
from mockserver.store import statements
from mockserver.store.database import Database
from mockserver.store.rows import Columns
from mockserver.store.store import dump


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


class Pages:
    """Reads a database page by page."""

    def __init__(self, database: Database) -> None:
        self._execute = database.execute

    def projects(self) -> list[ProjectCounts]:
        """All projects, in id order."""
        return [ProjectCounts._make(row) for row in self._execute(statements.PROJECTS_AND_COUNTS)]

    def find_event(self, event_id: int) -> EventAndPasses | None:
        """The event of that id, whatever project it is of."""
        row = self._execute(statements.EVENT_AND_PASSES, {"wanted": event_id}).fetchone()
        return _event(row) if row else None

    def events(self, wanted: EventsWanted, after: int, size: int) -> tuple[int, list[EventAndPasses]]:
        """How many events are meant, and those of a page, in id order."""
        asked = (wanted.project is not None, wanted.group is not None, wanted.text is not None)
        given = {
            "wanted_project": wanted.project,
            "wanted_group": wanted.group,
            "wanted_text": _pattern(wanted.text or ""),
            "wanted_json": _pattern(dump(wanted.text or "")[1:-1]),
        }
        rows = self._execute(statements.PAGE_OF_EVENTS[asked], given | {"after": after, "size": size})
        return self._count(statements.COUNT_OF_EVENTS[asked], given), list(map(_event, rows))

    def count_events(self) -> int:
        """How many events there are."""
        return self._count(statements.COUNT_OF_EVENTS[False, False, False], {})

    def passes(
        self, event_id: int | None, status: str | None, after: int, size: int
    ) -> tuple[int, Iterator[Columns]]:
        """How many passes are of an event and have a status, if these are given, and the rows of a page."""
        asked = (event_id is not None, status is not None)
        given = {"wanted_event": event_id, "wanted_status": status}
        rows = self._execute(statements.PAGE_OF_PASSES[asked], given | {"after": after, "size": size})
        count = self._count(statements.COUNT_OF_PASSES[asked], given)
        return count, (dict(zip(statements.EVENT_PASS.columns, row, strict=True)) for row in rows)

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
