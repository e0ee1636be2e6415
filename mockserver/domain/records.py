"""What the store gives out: plain values, never rows of the database."""

from dataclasses import dataclass, replace
from typing import Any

from mockserver.domain.clock import Instant

Fields = dict[str, dict[str, Any]]
"""An event's fields: key → `{"label": …, "value": …}`, in the order in which they are answered."""


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """A project."""

    id: int
    external_id: str | None


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project with its credentials. Its `id` is None if the next free one will do."""

    id: int | None
    external_id: str | None
    name: str | None
    key: str | None
    secret: str | None


@dataclass(frozen=True, slots=True)
class ProjectSummary:
    """A project as a list shows it, with its latest event."""

    id: int
    external_id: str | None
    name: str | None
    events: int
    event_id: int | None


@dataclass(frozen=True, slots=True)
class EventRecord:
    """An event with its project's names and its groups in the order joined."""

    id: int
    external_id: str | None
    project_id: int
    project_external_id: str | None
    created_at: Instant
    updated_at: Instant
    fields: Fields
    pass_groups: list[str]


@dataclass(frozen=True, slots=True)
class PassRecord:
    """A pass."""

    id: int
    external_id: str | None
    template_id: int
    serial_number: str
    platform: str
    status: str
    created_at: Instant
    updated_at: Instant
    installed_at: Instant | None


@dataclass(frozen=True, slots=True)
class PushRecord:
    """A pass was told of an update of an event, because of a request."""

    pass_id: int
    event_id: int
    at: Instant
    request_id: str


@dataclass(frozen=True, slots=True)
class PassPage:
    """Which passes of an event to hand out, in which order.

    Attributes:
        statuses: the statuses wanted; None for all.
        order: `id`, `created_at` or `updated_at`; ties are broken by id in the same direction.
        start: how many to pass over.
        size: how many to hand out at most.
    """

    statuses: tuple[str, ...] | None
    order: str
    descending: bool
    start: int
    size: int

    def from_the_end(self, total: int) -> "PassPage":
        """The page of the same passes when all are counted in the other direction."""
        size = min(self.size, total - self.start)
        return replace(self, descending=not self.descending, start=total - self.start - size, size=size)
