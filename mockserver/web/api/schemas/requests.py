"""What requests may say: bodies and queries."""

import re
from enum import StrEnum
from typing import Annotated, Any, cast

from pydantic import MISSING, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from mockserver.domain.callbacks import BaseUrl, CallbackHeaders
from mockserver.domain.fields import EventFields
from mockserver.domain.model import Int64
from mockserver.domain.passes import STATUSES_OF, StatusFilter
from mockserver.domain.records import Fields, PassPage
from mockserver.domain.refs import LARGEST_ID
from mockserver.web.api.schemas.base import PassGroup, Wire

LARGEST_PAGE_SIZE = 1000
LARGEST_PAGE = LARGEST_ID // LARGEST_PAGE_SIZE
"""The last page of which every client can say in 64 bits where it starts."""


class Body(Wire):
    """A request body; what the documentation does not name may be there, and is told of."""

    model_config = ConfigDict(extra="allow")


class Changes(Body):
    """Fields to merge into those of an event."""

    fields: EventFields

    @property
    def sent_fields(self) -> Fields:
        """The fields as sent, and only what was sent of each."""
        return cast("Fields", self.fields)


class EventRequest(Body):
    """An event to create, or to update if its external id is in use.

    A new event needs `fields` with an `eventName` that has a `value`; an update needs nothing.
    """

    # Which of both it is only the services can tell, so that the document requires nothing either.
    fields: Annotated[
        EventFields | MISSING, Field(description="Required of a new event, with the value of eventName.")
    ] = MISSING
    event_external_id: Annotated[
        Annotated[str, StringConstraints(min_length=1)] | MISSING,
        Field(description="The customer's own id of the event."),
    ] = MISSING
    pass_groups: list[PassGroup] = Field(default_factory=list, description="Groups to put the event into.")

    @property
    def sent_fields(self) -> Fields | None:
        """The fields as sent, and only what was sent of each; None if there are none."""
        return None if self.fields is MISSING else cast("Fields", self.fields)


class EventUpdate(Changes):
    """Fields of an event to change; what is not sent is unchanged."""


class GroupUpdate(Changes):
    """Fields to change in every event of a group; what is not sent is unchanged."""


class GroupsRequest(Body):
    """Groups to put an event into."""

    pass_groups: list[PassGroup] = Field(
        description="Groups to put the event into; one that it is in is ignored.",
        json_schema_extra={"minItems": 1},
    )


class CallbackRequest(Body):
    """A server to tell when a pass is installed or uninstalled."""

    base_url: BaseUrl
    headers: CallbackHeaders = Field({}, description="To send along.")


class Order(StrEnum):
    """What a listing is ordered by."""

    ID = "id"
    CREATED_AT = "createdAt"
    UPDATED_AT = "updatedAt"


class Direction(StrEnum):
    """Which way a listing is ordered."""

    ASC = "ASC"
    DESC = "DESC"


ANY_CASE = WithJsonSchema({"type": "string", "pattern": "^([Aa][Ss][Cc]|[Dd][Ee][Ss][Cc])$"})
"""How the document describes a direction: clients send back the one of an answer, which is in lower case."""

WHOLE_NUMBER = re.compile(r"-?[0-9]{1,1000}")
"""What is taken for an integer; Python would take more, and fails where there are thousands of digits."""


def _whole_number(value: Any) -> Any:
    if isinstance(value, str) and not WHOLE_NUMBER.fullmatch(value):
        raise PydanticCustomError("int_parsing", "expected an integer")
    return int(value)


def _any_case(value: Any) -> Any:
    return value.upper() if value.isascii() and value.upper() in set(Direction) else value


WholeNumber = Annotated[Int64, BeforeValidator(_whole_number)]


class PassQuery(Wire):
    """Which passes to list. `start` is accepted and ignored. Assumed: A-26, A-27."""

    model_config = ConfigDict(extra="allow", strict=False)

    status: Annotated[
        StatusFilter | MISSING, Field(description="Only passes with this installation status.")
    ] = MISSING
    page_size: WholeNumber = Field(10, ge=1, description="Passes per page, at most 1000.")
    page: WholeNumber = Field(1, ge=1, le=LARGEST_PAGE, description="The page, from 1.")
    order: Order = Field(Order.ID, description="What the passes are ordered by; ties are broken by id.")
    direction: Annotated[Direction, BeforeValidator(_any_case), ANY_CASE] = Field(
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
        """The query in the words of the store."""
        return PassPage(
            statuses=None if self.status is MISSING else STATUSES_OF[self.status],
            order=self.order.name.lower(),
            descending=self.direction is Direction.DESC,
            start=self.start,
            size=self.served_size,
        )
