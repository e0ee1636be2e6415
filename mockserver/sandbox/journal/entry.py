"""What the journal keeps of one request: the bytes as they came and went, read only when somebody asks.

A thousand of them come and go all the time: each is one object of a few others, which hold no more, so that
the garbage collector has little to look at.
"""

from typing import Any, NamedTuple

from pydantic_core import from_json

from mockserver.domain.clock import Instant
from mockserver.domain.findings import Finding
from mockserver.domain.headers import Header, split_headers
from mockserver.sandbox.matching import Call
from mockserver.store.unit_of_work import Change, weight_of

FRAME = 1024
"""Bytes that an entry weighs without headers and bodies."""
MARK = 128
"""Bytes that each event weighs that a request touched."""
REMARK = 256
"""Bytes that each finding weighs beside its texts."""


class Sent(NamedTuple):
    """One direction of an exchange, as it was on the wire.

    Attributes:
        head: the headers, in one piece.
    """

    head: bytes = b""
    body: bytes = b""

    @property
    def headers(self) -> list[Header]:
        """The headers one by one."""
        return split_headers(self.head)

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
                return from_json(self.body, allow_inf_nan=False, cache_strings=False)
            except ValueError:
                pass
        return self.body.decode(errors="replace")


class JournalEntry(NamedTuple):
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
        came_head: the headers of the request, in one piece.
        came: its body.
        status: of the answer; None if none was sent.
        went_head: the headers of the answer, in one piece.
        went: its body.
        findings: what was found about the request.
        fault: the fault plan that had a hand in this.
        touched_events: the ids of the events that were read or written.
        touched_passes: how many passes were.
        pushed: how many pushes were made.
        changed: how many events were made, changed or deleted.
        changes: what became of them, as far as that is kept.
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
    events: tuple[int, ...]
    came_head: bytes
    came: bytes
    status: int | None
    went_head: bytes
    went: bytes
    findings: tuple[Finding, ...]
    fault: str | None
    touched_events: tuple[int, ...]
    touched_passes: int
    pushed: int = 0
    changed: int = 0
    changes: tuple[Change, ...] = ()

    @property
    def weight(self) -> int:
        """How many bytes of memory this takes, about."""
        weight = FRAME + len(self.came_head) + len(self.came) + len(self.went_head) + len(self.went)
        weight += len(self.target) + MARK * (len(self.touched_events) + len(self.events))
        for finding in self.findings:
            weight += REMARK + len(finding.message) + len(finding.at)
        return weight + weight_of(self.changes) if self.changes else weight

    @property
    def request(self) -> Sent:
        """What came."""
        return Sent(self.came_head, self.came)

    @property
    def response(self) -> Sent:
        """What went; nothing if no answer was sent."""
        return Sent(self.went_head, self.went)

    @property
    def url(self) -> str:
        """The whole address that was asked."""
        return f"{self.scheme}://{self.request.header('host') or 'localhost'}{self.target}"

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the request as a pattern sees them."""
        return self.request.texts()

    @property
    def body(self) -> Any:
        """The body of the request as a pattern sees it."""
        return self.request.read_body()

    @property
    def call(self) -> Call:
        """The request as a pattern sees it, read for many of them."""
        return Call(
            operation=self.operation,
            method=self.method,
            path=self.path,
            events=frozenset(self.events),
            pass_group=self.pass_group,
            headers=self.headers,
            body=self.body,
            status=self.status,
        )
