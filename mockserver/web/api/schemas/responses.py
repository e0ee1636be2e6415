"""What answers look like: the shapes that the document describes and mypy checks.

Nobody validates an answer on its way out: the tests hold every one that they see against the document.
"""

from typing import Annotated, Literal, NotRequired

from pydantic import Field, with_config
from typing_extensions import TypedDict

from mockserver.domain.callbacks import BaseUrl
from mockserver.domain.fields import EventFields
from mockserver.domain.model import AS_WRITTEN, Int64
from mockserver.domain.passes import PassStatus
from mockserver.domain.refs import Id
from mockserver.web.api.schemas.requests import ANY_CASE, Order

Seconds = Annotated[str, Field(description="UTC, in whole seconds.")]
Milliseconds = Annotated[str, Field(description="UTC, in milliseconds.")]


@with_config(AS_WRITTEN)
class Event(TypedDict):
    """An event."""

    eventId: Id
    eventExternalId: NotRequired[Annotated[str, Field(description="If the event has one.")]]
    projectId: Id
    projectExternalId: NotRequired[Annotated[str, Field(description="If the project has one.")]]
    createdAt: Seconds
    updatedAt: Seconds
    passGroups: Annotated[list[str], Field(description="In the order joined.")]
    fields: EventFields


@with_config(AS_WRITTEN)
class EmptyObject(TypedDict):
    """`{}`."""


@with_config(AS_WRITTEN)
class Deleted(TypedDict):
    """What deleting an event answers where the schema is believed. Source: R-3."""

    ok: bool


@with_config(AS_WRITTEN)
class GroupsOfEvent(TypedDict):
    """An event's groups, under the name that the schema gives the event. Source: R-4, R-5."""

    eventId: Id
    passGroups: list[str]


@with_config(AS_WRITTEN)
class GroupsOfEventTicket(TypedDict):
    """An event's groups, under the name that the example gives the event. Source: R-5."""

    eventTicketId: Id
    passGroups: list[str]


@with_config(AS_WRITTEN)
class GroupsOfExternalEvent(TypedDict):
    """An event's groups, under its external id, as the example has it. Source: R-4."""

    eventExternalId: str
    passGroups: list[str]


@with_config(AS_WRITTEN)
class EventTicket(TypedDict):
    """An event that was updated with its group."""

    eventTicketId: Id


@with_config(AS_WRITTEN)
class UpdatedGroup(TypedDict):
    """What was updated with a group, in id order."""

    groupName: str
    events: list[EventTicket]


@with_config(AS_WRITTEN)
class Pagination(TypedDict):
    """Where a page stands."""

    order: Order
    direction: Annotated[str, ANY_CASE, Field(description="In lower case.")]
    page: Int64
    start: Annotated[Int64, Field(description="How many passes stand before the page.")]
    pageSize: Int64


@with_config(AS_WRITTEN)
class EventPass(TypedDict):
    """A pass."""

    id: Id
    templateId: Id
    url: str
    serialNumber: str
    createdAt: Milliseconds
    updatedAt: Milliseconds
    status: PassStatus
    installedAt: NotRequired[
        Annotated[str, Field(description="UTC, in milliseconds; if it ever was installed.")]
    ]
    platform: Literal["ios", "android"]
    externalId: NotRequired[Annotated[str, Field(description="If the pass has one.")]]


@with_config(AS_WRITTEN)
class EventPasses(TypedDict):
    """A page of the passes of an event."""

    count: Annotated[int, Field(description="How many passes the event has, whatever status filters.")]
    pagination: Pagination
    passes: list[EventPass]


@with_config(AS_WRITTEN)
class CallbackSettings(TypedDict):
    """A callback, as it was registered."""

    baseUrl: BaseUrl
    headers: dict[str, str]
