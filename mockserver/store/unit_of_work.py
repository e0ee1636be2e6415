"""One unit of work: what a rule needs to know of the request that it serves."""

from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class UnitOfWork:
    """The shelves, the instant and the request. All of it is kept, or none.

    Attributes:
        now: the instant at which all of this work happens.
        request_id: the request that pushes are accounted to.
        findings: where a rule notes what only the state can tell about a request.
        touched: where a rule notes what it read or wrote.
    """

    store: Store
    now: Instant
    request_id: str
    findings: Findings
    touched: Touched = field(default_factory=Touched)

    def get_event(self, project: Ref, event: Ref) -> EventRecord:
        """The event of that name in that project, touched.

        Raises:
            NotFound: there is no such project, or it has no such event.
        """
        found = self.store.get_event(project, event)
        self.touched.events.add(found.id)
        return found
