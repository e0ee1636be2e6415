"""What answers look like."""

from typing import Annotated, Any, Self

from pydantic import MISSING, Field

from mockserver.domain.clock import to_milliseconds, to_seconds
from mockserver.domain.fields import EventFields
from mockserver.domain.passes import PassStatus
from mockserver.domain.records import EventRecord, PassRecord
from mockserver.web.api.schemas.base import Answer
from mockserver.web.api.schemas.requests import Order, PassQuery


class Event(Answer):
    """An event."""

    event_id: int
    event_external_id: Annotated[str | MISSING, Field(description="If the event has one.")] = MISSING
    project_id: int
    project_external_id: Annotated[str | MISSING, Field(description="If the project has one.")] = MISSING
    created_at: str = Field(description="UTC, in whole seconds.")
    updated_at: str = Field(description="UTC, in whole seconds.")
    pass_groups: list[str] = Field(description="In the order joined.")
    fields: EventFields

    @classmethod
    def of(cls, event: EventRecord) -> Self:
        """An event as it is answered."""
        answer: dict[str, Any] = {
            "event_id": event.id,
            "project_id": event.project_id,
            "created_at": to_seconds(event.created_at),
            "updated_at": to_seconds(event.updated_at),
            "pass_groups": event.pass_groups,
            "fields": event.fields,
        }
        if event.external_id is not None:
            answer["event_external_id"] = event.external_id
        if event.project_external_id is not None:
            answer["project_external_id"] = event.project_external_id
        return cls.model_validate(answer)


class EmptyObject(Answer):
    """`{}`."""


class Deleted(Answer):
    """What deleting an event answers where the schema is believed. Source: R-3."""

    ok: bool


class GroupsOfEvent(Answer):
    """An event's groups, under the name that the schema gives the event. Source: R-4, R-5."""

    event_id: int
    pass_groups: list[str]


class GroupsOfEventTicket(Answer):
    """An event's groups, under the name that the example gives the event. Source: R-5."""

    event_ticket_id: int
    pass_groups: list[str]


class GroupsOfExternalEvent(Answer):
    """An event's groups, under its external id, as the example has it. Source: R-4."""

    event_external_id: str
    pass_groups: list[str]


class EventTicket(Answer):
    """An event that was updated with its group."""

    event_ticket_id: int


class UpdatedGroup(Answer):
    """What was updated with a group, in id order."""

    group_name: str
    events: list[EventTicket]


class Pagination(Answer):
    """Where a page stands."""

    order: Order
    direction: str = Field(description="In lower case.")
    page: int
    start: int = Field(description="How many passes stand before the page.")
    page_size: int

    @classmethod
    def of(cls, query: PassQuery) -> Self:
        """The pagination that a query asked for."""
        return cls(
            order=query.order,
            direction=query.direction.lower(),
            page=query.page,
            start=query.start,
            page_size=query.served_size,
        )


class EventPass(Answer):
    """A pass."""

    id: int
    template_id: int
    url: str
    serial_number: str
    created_at: str = Field(description="UTC, in milliseconds.")
    updated_at: str = Field(description="UTC, in milliseconds.")
    status: PassStatus
    installed_at: Annotated[
        str | MISSING, Field(description="UTC, in milliseconds; if it ever was installed.")
    ] = MISSING
    platform: str = Field(json_schema_extra={"enum": ["ios", "android"]})
    external_id: Annotated[str | MISSING, Field(description="If the pass has one.")] = MISSING

    @classmethod
    def of(cls, record: PassRecord, public_base: str) -> Self:
        """A pass as it is answered."""
        answer: dict[str, Any] = {
            "id": record.id,
            "template_id": record.template_id,
            "url": f"{public_base}/v1/pass/{record.id}/download",
            "serial_number": record.serial_number,
            "created_at": to_milliseconds(record.created_at),
            "updated_at": to_milliseconds(record.updated_at),
            "status": PassStatus(record.status),
            "platform": record.platform,
        }
        if record.installed_at is not None:
            answer["installed_at"] = to_milliseconds(record.installed_at)
        if record.external_id is not None:
            answer["external_id"] = record.external_id
        return cls.model_validate(answer)


class EventPasses(Answer):
    """A page of the passes of an event."""

    count: int = Field(description="How many passes the event has, whatever status filters.")
    pagination: Pagination
    passes: list[EventPass]
