"""One unit of work: what a rule needs to know of the request that it serves."""

from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from mockserver.domain.clock import Instant
from mockserver.domain.findings import Findings
from mockserver.domain.records import EventRecord
from mockserver.domain.refs import Ref
from mockserver.store.store import Store

MOST_CHANGES = 50
"""Changes of one request that are kept."""
MOST_OF_CHANGES = 1 << 19
"""Bytes that they may take; of heavier ones the number is kept alone."""
VERSION = 640
"""Bytes that an event takes, as it was before or after a request, beside its texts."""

Change = tuple[EventRecord | None, EventRecord | None]
"""An event before and after a request; None where it was not there. What was let be is alike in both."""


def weight_of(changes: tuple[Change, ...]) -> int:
    """How many bytes of memory changes take, about."""
    weight = 0
    for change in changes:
        for event in change:
            if event is not None:
                weight += VERSION + len(event.fields_json) + len(event.groups_json)
    return weight


@dataclass(slots=True)
class Touched:
    """What a request read or wrote.

    Attributes:
        events: the ids of the events.
        passes: how many passes.
        pushes: how many pushes were made.
        changed: how many events were made, changed or deleted.
        changes: what became of them, as far as that is kept.
    """

    events: set[int] = field(default_factory=set)
    passes: int = 0
    pushes: int = 0
    changed: int = 0
    changes: list[Change] = field(default_factory=list)

    def change(self, before: EventRecord | None, after: EventRecord | None) -> None:
        """Note what became of an event. Both are kept as they are, and compared when somebody asks."""
        self.changed += 1
        if self.changed <= MOST_CHANGES:
            self.changes.append((before, after))

    def keep_changes(self) -> tuple[Change, ...]:
        """What became of events; nothing if that would take the room of many requests."""
        changes = tuple(self.changes)
        return changes if weight_of(changes) <= MOST_OF_CHANGES else ()

    def undo(self) -> None:
        """Note that nothing was changed after all."""
        self.pushes = self.changed = 0
        self.changes.clear()

    def push(self, passes: int, pushes: int) -> None:
        """Note that so many passes were told of an update, of which so many were pushed it."""
        self.passes += passes
        self.pushes += pushes


@dataclass(slots=True)
class UnitOfWork:
    """The store, the instant and the request, for a block that must not await, so that units never mix.

    All that the block writes is kept when it ends; when it raises, nothing.

    Attributes:
        now: the instant at which all of this work happens.
        request_id: the request that pushes are accounted to.
        findings: where a rule notes what only the state can tell about a request.
        touched: where a rule notes what it read or wrote.
        turned: the claims of which not the default side is taken, but the other one.
    """

    store: Store
    now: Instant
    request_id: str
    findings: Findings
    touched: Touched = field(default_factory=Touched)
    turned: frozenset[str] = frozenset()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self.touched.undo()
        self.store.database.end_transaction(error)

    def get_event_id(self, project: Ref, event: Ref) -> int:
        """The id of the event of that name in that project, touched.

        Raises:
            NotFound: there is no such project, or it has no such event.
        """
        found = self.store.find_event_id(project, event)
        if found is None:
            found = self.store.get_event(project, event).id
        self.touched.events.add(found)
        return found

    def get_event(self, project: Ref, event: Ref) -> EventRecord:
        """The event of that name in that project, touched.

        Raises:
            NotFound: there is no such project, or it has no such event.
        """
        found = self.store.get_event(project, event)
        self.touched.events.add(found.id)
        return found
