"""What was asked of a server while it was there, whatever its sandboxes forget."""

import logging
import re
from collections import Counter
from dataclasses import dataclass, field

from mockserver.domain.protocol import ADMIN_PREFIX, SANDBOX_PATH
from mockserver.sandbox.faults.plan import FaultPlan
from mockserver.sandbox.sandbox import Sandbox
from mockserver.web.context import RequestContext

OTHER = "other"
"""Requests that are no documented operation."""
NO_ANSWER = "no answer"
TO_THE_ADMIN_API = re.compile(rf"({SANDBOX_PATH}[^/]+)?{ADMIN_PREFIX}(?![^/?])")

Counts = Counter[tuple[str, str]]


@dataclass(slots=True)
class Totals:
    """What there was.

    Attributes:
        requests: how many there were, by operation and status.
        findings: how many there were, by level and code.
        unread: what was sent and nobody read, by operation and place.
        plans: the fault plans that sandboxes had not carried out when they went, with their names. What
            a test forgets on purpose is not among them, be it by deleting its plans or by a reset.
        more_plans: how many more there are of which nothing else is known.
    """

    requests: Counts = field(default_factory=Counter)
    findings: Counts = field(default_factory=Counter)
    unread: Counts = field(default_factory=Counter)
    plans: list[tuple[str, FaultPlan]] = field(default_factory=list)
    more_plans: int = 0

    @property
    def unconsumed(self) -> int:
        """How many fault plans were not carried out."""
        return len(self.plans) + self.more_plans


class Tally(logging.Handler):
    """Counts as the log tells of requests, and as the registry tells of sandboxes that go.

    Journals could not tell: they drop entries, are cleared, and go with their sandboxes. As in them, requests
    for the lab and for the health of the server do not count.

    Attributes:
        totals: what was counted so far.
    """

    def __init__(self) -> None:
        super().__init__()
        self.totals = Totals()

    def emit(self, record: logging.LogRecord) -> None:
        """Count a request."""
        context: RequestContext | None = getattr(record, "context", None)
        if context is None:
            return
        request = vars(record)["request"]
        if TO_THE_ADMIN_API.match(request["target"]):
            return
        status = str(request["status"] or NO_ANSWER)
        totals = self.totals
        if context.operation:
            totals.requests[context.operation, status] += 1
        else:
            totals.requests[OTHER, f"{request['method']} {status}"] += 1
        totals.findings.update((each.level, each.code) for each in context.findings.noted)
        totals.unread.update(
            (context.operation or OTHER, each.at) for each in context.findings.noted if each.is_unread
        )

    def keep_unconsumed(self, sandbox: Sandbox) -> None:
        """Keep the plans that a sandbox which goes has not carried out."""
        self.totals.plans += [(sandbox.name, plan) for plan in sandbox.faults.unconsumed()]
