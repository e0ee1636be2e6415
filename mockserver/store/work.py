"""One unit of work: what a rule needs to know of the request that it serves."""

from dataclasses import dataclass

from mockserver.clock import Instant
from mockserver.findings import Findings
from mockserver.store.store import Store


@dataclass(frozen=True, slots=True)
class Work:
    """The shelves, the instant and the request. All of it is kept, or none.

    Attributes:
        now: the instant at which all of this work happens.
        request_id: the request that pushes are accounted to.
        findings: where a rule notes what only the state can tell about a request.
    """

    store: Store
    now: Instant
    request_id: str
    findings: Findings
