"""One unit of work: what a rule needs to know of the request that it serves."""

from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from mockserver.domain.clock import Instant
from mockserver.domain.findings import Findings
from mockserver.domain.records import EventRecord
from mockserver.domain.refs import Ref
from mockserver.store.store import Store


@dataclass(slots=True)
class Touched:
    """What a request read or wrote.

    Attributes:
        events: the ids of the events.
        passes: how many passes.
    """

    events: set[int] = field(default_factory=set)
    passes: int = 0


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
        self.store.database.end_transaction(error)

    def get_event(self, project: Ref, event: Ref) -> EventRecord:
        """The event of that name in that project, touched.

        Raises:
            NotFound: there is no such project, or it has no such event.
        """
        found = self.store.get_event(project, event)
        self.touched.events.add(found.id)
        return found
