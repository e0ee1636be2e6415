"""What the store gives out: plain values, never rows of the database."""

from typing import Any, NamedTuple

from pydantic_core import from_json

from mockserver.domain.clock import Instant
from mockserver.domain.passes import Platform, named_templates

Fields = dict[str, dict[str, Any]]
"""An event's fields: key → `{"label": …, "value": …}`, in the order in which they are answered."""


class ProjectRecord(NamedTuple):
    """A project."""

    id: int
    external_id: str | None


class ProjectRow(NamedTuple):
    """A project with its credentials. Its `id` is None if the next free one will do."""

    id: int | None
    external_id: str | None
    name: str | None
    key: str | None
    secret: str | None


class ProjectSummary(NamedTuple):
    """A project as a list shows it, with its latest event."""

    id: int
    external_id: str | None
    name: str | None
    events: int
    event_id: int | None


class EventRecord(NamedTuple):
    """An event with its project's names. Its fields and groups are JSON until somebody changes them.

    Attributes:
        fields_json: the whole documented object, in the order in which it is answered.
        groups_json: the names of its groups, in the order joined.
    """

    id: int
    external_id: str | None
    project_id: int
    project_external_id: str | None
    created_at: Instant
    updated_at: Instant
    fields_json: str
    groups_json: str

    @property
    def fields(self) -> Fields:
        """Its fields."""
        fields: Fields = from_json(self.fields_json)
        return fields

    @property
    def pass_groups(self) -> list[str]:
        """The names of its groups, in the order joined."""
        groups: list[str] = from_json(self.groups_json)
        return groups


class PassRecord(NamedTuple):
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


class PassRow(NamedTuple):
    """A pass with its event, in the order of the columns of its table."""

    id: int
    event_id: int | None
    external_id: str | None
    template_id: int
    serial_number: str
    platform: str
    status: str
    created_at: Instant
    updated_at: Instant
    installed_at: Instant | None


class LinkRecord(NamedTuple):
    """An adaptive link of an event ticket.

    Attributes:
        code: what it is called in its URL.
        fields: of the attendee that it is for.
        ios_template_id: of its passes for that platform; None if there are to be none.
        ios_pass_id: the pass that was made by tapping it there.
    """

    id: int
    code: str
    event_id: int
    external_id: str | None
    fields: Fields
    landing_page_url: str | None
    ios_template_id: int | None
    android_template_id: int | None
    ios_pass_id: int | None
    android_pass_id: int | None

    @property
    def templates(self) -> dict[Platform, int]:
        """The templates of the platforms that there are to be passes for."""
        return named_templates(self.ios_template_id, self.android_template_id)


class PushRecord(NamedTuple):
    """A pass was told of an update of an event, because of a request."""

    pass_id: int
    event_id: int
    at: Instant
    request_id: str


class PassPage(NamedTuple):
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
        return self._replace(descending=not self.descending, start=total - self.start - size, size=size)
