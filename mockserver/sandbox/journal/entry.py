"""What the journal keeps of one request: the bytes as they came and went, read only when somebody asks.

Nothing changes them, but they are not frozen: that would make each request wait for a third of its recording.
"""

from dataclasses import dataclass, field
from typing import Any

from pydantic_core import from_json

from mockserver.domain.clock import Instant
from mockserver.domain.findings import Finding
from mockserver.sandbox.matching import Call
from mockserver.store.unit_of_work import Touched

FRAME = 1024
"""Bytes that an entry weighs without headers and bodies."""
MARK = 128
"""Bytes that each event weighs that a request touched."""
REMARK = 256
"""Bytes that each finding weighs beside its texts."""


@dataclass(slots=True)
class Sent:
    """One direction of an exchange, as it was on the wire."""

    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""

    @property
    def weight(self) -> int:
        """How many bytes this is."""
        weight = len(self.body)
        for name, value in self.headers:
            weight += len(name) + len(value)
        return weight

    def header(self, name: str) -> str:
        """The value of a header; nothing without it."""
        return self.texts().get(name, "")

    def texts(self) -> dict[str, str]:
        """The headers as text, names in lower case; those of one name are joined as RFC 9110 says."""
        joined: dict[str, str] = {}
        for raw_name, raw_value in self.headers:
            name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
            joined[name] = f"{joined[name]}, {value}" if name in joined else value
        return joined

    def read_body(self) -> Any:
        """The body as JSON; as text if it is none, and None if there is none."""
        if not self.body:
            return None
        kind = self.header("content-type")
        if not kind or "json" in kind.lower():
            try:
                return from_json(self.body, allow_inf_nan=False)
            except ValueError:
                pass
        return self.body.decode(errors="replace")


@dataclass(slots=True)
class JournalEntry:
    """One request and its answer.

    Attributes:
        id: the request's, as the answer and the pushes have it.
        at: when it came, by the clock of its sandbox.
        milliseconds: how long it took.
        operation: the documented operation; nothing if no route was found.
        method: of HTTP.
        scheme: of the address that was asked.
        target: path and query, as they were sent.
        path: without the query and without the prefix that names a sandbox.
        pass_group: the group that the path names.
        events: the ids of the events that it is about, those that it names but that are not there included.
        request: what came.
        status: of the answer; None if none was sent.
        response: what went.
        findings: what was found about the request.
        fault: the fault plan that had a hand in this.
        touched: what was read or written.
        weight: how many bytes of memory this takes, about.
    """

    id: str
    at: Instant
    milliseconds: float
    operation: str
    method: str
    scheme: str
    target: str
    path: str
    pass_group: str | None
    events: frozenset[int]
    request: Sent
    status: int | None
    response: Sent
    findings: list[Finding]
    fault: str | None
    touched: Touched
    weight: int = field(init=False)

    def __post_init__(self) -> None:
        self.weight = FRAME + self.request.weight + self.response.weight + len(self.target)
        self.weight += MARK * (len(self.touched.events) + len(self.events))
        for finding in self.findings:
            self.weight += REMARK + len(finding.message) + len(finding.at)

    @property
    def url(self) -> str:
        """The whole address that was asked."""
        return f"{self.scheme}://{self.request.header('host') or 'localhost'}{self.target}"

    @property
    def call(self) -> Call:
        """The request as a pattern sees it."""
        return Call(
            operation=self.operation,
            method=self.method,
            path=self.path,
            events=self.events,
            pass_group=self.pass_group,
            headers=self.request.texts(),
            body=self.request.read_body(),
            status=self.status,
        )
