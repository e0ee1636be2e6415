"""The wire: what requests may say and what answers look like. camelCase here, snake_case everywhere else."""

import re
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from mockserver.clock import to_milliseconds, to_seconds
from mockserver.refs import LARGEST_ID
from mockserver.rules.passes import STATUSES_OF, PassStatus, StatusFilter
from mockserver.store.records import EventRecord, Fields, PassPage, PassRecord

LONGEST_GROUP = 255
LARGEST_PAGE_SIZE = 1000


class Wire(BaseModel):
    """Anything that crosses the wire."""

    model_config = ConfigDict(
        alias_generator=to_camel, field_title_generator=lambda name, _: to_camel(name), strict=True
    )


class Answer(Wire):
    """Anything that we say: written in our names, sent in the vendor's."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)


def absent() -> Any:
    """The default of what may be left out: None, though null may not be sent, and never answered."""
    return


class Problem(Answer):
    """Every error. Assumed: A-2."""

    code: int = Field(description="The HTTP status.")
    description: str = Field(description="One sentence for each status.")
    details: str = Field(description="What was wrong with this request.")


# --- events, as sent and as answered


class EventField(Wire):
    """A field of an event. Properties that the documentation does not name are kept."""

    model_config = ConfigDict(extra="allow")

    label: str = Field(
        default_factory=absent, description="What stands beside the value; the default depends."
    )
    value: str = Field(default_factory=absent, description="What is shown.")


class EventFields(Wire):
    """The fields of an event. Fields that the documentation does not name are kept."""

    # Attributes bear their wire names: an undocumented field `event_name` must not be taken for one of them.

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, EventField] = Field(init=False)

    eventName: EventField = Field(default_factory=absent, description="The name of the event.")  # noqa: N815
    venueTitle: EventField = Field(default_factory=absent, description="The name of the venue.")  # noqa: N815
    venueAddress: EventField = Field(default_factory=absent, description="The address of the venue.")  # noqa: N815
    doorsOpen: EventField = Field(  # noqa: N815
        default_factory=absent, description="When ticket holders may enter (ISO 8601)."
    )
    startTime: EventField = Field(default_factory=absent, description="When the event starts (ISO 8601).")  # noqa: N815
    endTime: EventField = Field(default_factory=absent, description="When the event ends (ISO 8601).")  # noqa: N815


PassGroup = Annotated[
    str, StringConstraints(min_length=1), Field(json_schema_extra={"maxLength": LONGEST_GROUP})
]


class Body(Wire):
    """A request body; what the documentation does not name may be there, and is told of."""

    model_config = ConfigDict(extra="allow")


class Changes(Body):
    """Fields to lay over those of an event."""

    fields: EventFields

    @cached_property
    def sent_fields(self) -> Fields:
        """The fields as sent, and only what was sent of each."""
        return self.fields.model_dump(by_alias=True, exclude_unset=True)


class EventRequest(Changes):
    """An event to create, or to update if its external id is in use."""

    # The name is required of a new event only, which the rule book can tell. The document says so for all,
    # as the documentation does.
    fields: EventFields = Field(
        json_schema_extra={"required": ["eventName"], "properties": {"eventName": {"required": ["value"]}}}
    )
    event_external_id: Annotated[str, StringConstraints(min_length=1)] = Field(
        default_factory=absent, description="The customer's own id of the event."
    )
    pass_groups: list[PassGroup] = Field(default_factory=list, description="Groups to put the event into.")


class EventUpdate(Changes):
    """Fields of an event to change; what is not sent is unchanged."""

    # The documentation does not name it here, so the document does not either.
    pass_groups: SkipJsonSchema[list[PassGroup]] = Field(default_factory=absent)


class GroupUpdate(Changes):
    """Fields to change in every event of a group; what is not sent is unchanged."""


class GroupsRequest(Body):
    """Groups to put an event into."""

    pass_groups: list[PassGroup] = Field(
        description="Groups to put the event into; one that it is in is ignored.",
        json_schema_extra={"minItems": 1},
    )


class Event(Answer):
    """An event."""

    event_id: int
    event_external_id: str = Field(default_factory=absent, description="If the event has one.")
    project_id: int
    project_external_id: str = Field(default_factory=absent, description="If the project has one.")
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


class Nothing(Answer):
    """`{}`."""


class Deleted(Answer):
    """What deleting an event answers where the schema is believed. Source: R-3."""

    ok: bool


# --- pass groups


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


# --- passes


class Order(StrEnum):
    """What a listing is ordered by."""

    ID = "id"
    CREATED_AT = "createdAt"
    UPDATED_AT = "updatedAt"


class Direction(StrEnum):
    """Which way a listing is ordered."""

    ASC = "ASC"
    DESC = "DESC"


WHOLE_NUMBER = re.compile(r"-?[0-9]{1,1000}")
"""What is taken for an integer; Python would take more, and fails where there are thousands of digits."""


def _whole_number(value: Any) -> Any:
    if isinstance(value, str) and not WHOLE_NUMBER.fullmatch(value):
        raise PydanticCustomError("int_parsing", "expected an integer")
    return int(value)


def _any_case(value: Any) -> Any:
    return value.upper() if value.isascii() and value.upper() in set(Direction) else value


WholeNumber = Annotated[int, BeforeValidator(_whole_number)]


class PassQuery(Wire):
    """Which passes to list. `start` is accepted and ignored. Assumed: A-26, A-27."""

    model_config = ConfigDict(extra="allow", strict=False)

    status: StatusFilter = Field(
        default_factory=absent, description="Only passes with this installation status."
    )
    page_size: WholeNumber = Field(10, ge=1, description="Passes per page, at most 1000.")
    page: WholeNumber = Field(1, ge=1, description="The page, from 1.")
    order: Order = Field(Order.ID, description="What the passes are ordered by; ties are broken by id.")
    direction: Annotated[Direction, BeforeValidator(_any_case)] = Field(
        Direction.DESC, description="Ascending or descending; any case."
    )

    @property
    def served_size(self) -> int:
        """How many passes a page really has. Assumed: A-26."""
        return min(self.page_size, LARGEST_PAGE_SIZE)

    @property
    def start(self) -> int:
        """How many passes stand before the page."""
        return (self.page - 1) * self.served_size

    def to_page(self) -> PassPage:
        """The query in the words of the shelves."""
        return PassPage(
            statuses=STATUSES_OF.get(self.status),
            order=self.order.name.lower(),
            descending=self.direction is Direction.DESC,
            start=min(self.start, LARGEST_ID),
            size=self.served_size,
        )


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
    installed_at: str = Field(
        default_factory=absent, description="UTC, in milliseconds; if it ever was installed."
    )
    platform: str = Field(json_schema_extra={"enum": ["ios", "android"]})
    external_id: str = Field(default_factory=absent, description="If the pass has one.")

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

    count: int = Field(description="How many passes match in all.")
    pagination: Pagination
    passes: list[EventPass]
