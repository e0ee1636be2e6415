"""Entries of the journal as they are answered: JSON as JSON, without credentials."""

from typing import Any, Self

from pydantic import Field

from mockserver.domain.clock import to_milliseconds
from mockserver.domain.findings import Finding, Level
from mockserver.domain.refs import Id
from mockserver.sandbox.journal.entry import JournalEntry, Sent
from mockserver.sandbox.journal.journal import NearMiss
from mockserver.sandbox.matching import Difference
from mockserver.web.admin.dependencies import AdminModel
from mockserver.web.redaction import REDACTED, is_secret, without_body_secrets, without_keys, without_secrets

BODY = "JSON as JSON, anything else as text; null without a body."


class RecordedRequest(AdminModel):
    """What came."""

    method: str
    url: str
    headers: dict[str, str] = Field(description="With names in lower case.")
    body: Any = Field(description=BODY)


class RecordedResponse(AdminModel):
    """What went."""

    status: int
    headers: dict[str, str]
    body: Any = Field(description=BODY)


class RecordedFinding(AdminModel):
    """What was found about the request."""

    code: str
    level: Level
    at: str
    message: str
    source: str

    @classmethod
    def of(cls, finding: Finding) -> Self:
        """A finding as it is answered."""
        return cls(**{name: getattr(finding, name) for name in cls.model_fields})


class RecordedTouch(AdminModel):
    """What was read or written."""

    events: list[Id] = Field(description="The ids of the events.")
    passes: int = Field(description="How many passes.")


class Exchange(AdminModel):
    """A request and its answer."""

    id: str = Field(description="As the answer and the pushes have it.")
    at: str = Field(description="By the clock of the sandbox.")
    duration_ms: float
    operation: str | None = Field(description="Null if no documented operation has this path and method.")
    request: RecordedRequest
    response: RecordedResponse | None = Field(description="Null if none was sent.")
    findings: list[RecordedFinding]
    fault: str | None = Field(description="The fault that was met on purpose.")
    touched: RecordedTouch

    @classmethod
    def of(cls, entry: JournalEntry) -> Self:
        """An entry as it is answered."""
        return cls(
            id=entry.id,
            at=to_milliseconds(entry.at),
            duration_ms=round(entry.milliseconds, 3),
            operation=entry.operation or None,
            request=_request(entry),
            response=_response(entry),
            findings=[RecordedFinding.of(finding) for finding in entry.findings],
            fault=entry.fault,
            touched=RecordedTouch(events=sorted(entry.touched_events), passes=entry.touched_passes),
        )


def summary(entry: JournalEntry) -> dict[str, Any]:
    """An entry as the stream tells it: without headers and bodies."""
    return {
        "id": entry.id,
        "at": to_milliseconds(entry.at),
        "milliseconds": round(entry.milliseconds, 3),
        "operation": entry.operation or None,
        "method": entry.method,
        "target": without_keys(entry.target),
        "path": entry.path,
        "status": entry.status,
        "findings": [{"code": each.code, "level": each.level, "at": each.at} for each in entry.findings],
        "fault": entry.fault,
        "events": sorted({*entry.events, *entry.touched_events}),
    }


class Differing(AdminModel):
    """A criterion that was not met."""

    name: str
    expected: Any
    actual: Any


class Miss(AdminModel):
    """A request that came close, and how it differed."""

    request: Exchange
    differences: list[Differing]

    @classmethod
    def of(cls, miss: NearMiss) -> Self:
        """A near miss as it is answered."""
        return cls(
            request=Exchange.of(miss.entry),
            differences=[
                Differing(name=each.criterion, expected=each.expected, actual=_actual(each))
                for each in miss.differences
            ],
        )


def _actual(difference: Difference) -> Any:
    """What the request has instead, unless that is a secret."""
    name = difference.criterion.removeprefix("header ")
    is_hidden = name != difference.criterion and is_secret(name) and difference.actual is not None
    return REDACTED if is_hidden else difference.actual


def _request(entry: JournalEntry) -> RecordedRequest:
    return RecordedRequest(
        method=entry.method,
        url=without_keys(entry.url),
        headers=without_secrets(entry.request.texts()),
        body=_without_secrets(entry.request).read_body(),
    )


def _without_secrets(sent: Sent) -> Sent:
    kind = sent.header("content-type")
    return Sent(sent.head, without_body_secrets(kind, sent.body))


def _response(entry: JournalEntry) -> RecordedResponse | None:
    if entry.status is None:
        return None
    return RecordedResponse(
        status=entry.status,
        headers=without_secrets(entry.response.texts()),
        body=_without_secrets(entry.response).read_body(),
    )
