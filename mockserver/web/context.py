"""One request's stay in a sandbox: what the porch opens, the front desk uses and the porch tells of."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager

from mockserver.domain.errors import ServiceUnavailable
from mockserver.domain.findings import Finding, Findings
from mockserver.domain.policy import Policy
from mockserver.sandbox.sandbox import Sandbox
from mockserver.store.unit_of_work import Touched, UnitOfWork

DIAGNOSIS_LIMIT = 4096
"""Bytes of the diagnosis header; clients refuse heads that are much longer."""
MOST_TOLD = 40
"""Findings that could fit into it."""


class RequestContext:
    """One request's stay.

    Attributes:
        base_path: what stands before `/v1`, if it named the sandbox.
        request_id: what the answer, the log and the pushes call this request.
        findings: what was found about the request so far.
        applied: the preferences that were asked for and honoured (RFC 7240).
        operation: the documented operation, once a route was found.
        touched: what was read or written so far.
        fault: what went wrong with the request on purpose.
    """

    __slots__ = (
        "_find",
        "_sandbox",
        "applied",
        "base_path",
        "fault",
        "findings",
        "operation",
        "policy",
        "request_id",
        "touched",
    )

    def __init__(self, request_id: str) -> None:
        self._sandbox: Sandbox | None = None
        self._find: Callable[[], Sandbox] | None = None
        self.base_path = ""
        self.request_id = request_id
        self.policy = Policy()
        self.findings = Findings(self.policy.strictness)
        self.applied = ""
        self.operation = ""
        self.touched = Touched()
        self.fault: str | None = None

    def enter_when_asked(self, find: Callable[[], Sandbox], base_path: str) -> None:
        """Begin the stay when the sandbox is first asked for: one that is refused before leaves no trace."""
        self._find = find
        self.base_path = base_path

    def enter(self, sandbox: Sandbox, base_path: str) -> None:
        """Begin the stay in a sandbox."""
        self._sandbox = sandbox
        self.base_path = base_path
        self.policy = sandbox.policy
        self.findings.strictness = sandbox.policy.strictness

    @property
    def sandbox(self) -> Sandbox:
        """The world that the request is in.

        Raises:
            ServiceUnavailable: the lifespan of the application has not begun, so there is none yet.
        """
        if self._sandbox is None and self._find is not None:
            self.enter(self._find(), self.base_path)
        if self._sandbox is None:
            raise ServiceUnavailable(
                "The seeds are not in; expected the application's lifespan to have begun."
            )
        return self._sandbox

    @property
    def may_fail(self) -> bool:
        """Whether a fault plan may have something in store for this request."""
        return self._sandbox is not None and self._sandbox.faults.are_active

    @property
    def keeps_journal(self) -> bool:
        """Whether the world that the request is in keeps a journal; one for the lab is not in it yet."""
        return self._sandbox is not None and self._sandbox.journal.is_on

    @property
    def place(self) -> str:
        """The name of the world that the request is in, for the log."""
        return self._sandbox.name if self._sandbox else "-"

    def begin(self, operation: str, source: str) -> None:
        """Note the operation that was found, and the section that describes it."""
        self.operation = operation
        self.findings.source = source

    def prefer(self, policy: Policy, applied: str) -> None:
        """Turn the dials for this request alone."""
        self.policy, self.applied = policy, applied
        self.findings.strictness = policy.strictness

    def work(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work for this request."""
        return self.sandbox.work(self.request_id, self.findings, self.touched)

    def diagnosis(self) -> str:
        """The findings as a header: a JSON array in ASCII, cut to what fits."""
        told = [json.dumps(_told(finding)) for finding in self.findings.noted[:MOST_TOLD]]
        while len(header := f"[{', '.join(told)}{self._untold(len(told))}]") > DIAGNOSIS_LIMIT:
            told.pop()
        return header

    def _untold(self, told: int) -> str:
        rest = len(self.findings.noted) - told
        if not rest:
            return ""
        more = json.dumps({"code": "more", "message": f"{rest} more findings are in the log."})
        return f", {more}" if told else more


def _told(finding: Finding) -> dict[str, str]:
    return {
        "code": finding.code,
        "level": finding.level,
        "at": finding.at,
        "message": finding.message,
        "source": finding.source,
    }
