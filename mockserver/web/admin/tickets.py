"""Tickets of attendees: one adaptive link for each, in place of the vendor's own door, which is not known."""

from typing import Annotated, Any

from fastapi import APIRouter, Body
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from mockserver.domain.attendees import AttendeeFields
from mockserver.domain.callbacks import BaseUrl
from mockserver.domain.passes import TEMPLATES, Platform, named_templates
from mockserver.domain.records import LinkRecord
from mockserver.domain.refs import Id
from mockserver.seeds.document import ExternalId
from mockserver.seeds.document import Id as NewId
from mockserver.services import links
from mockserver.services.links import Attendee, Tickets
from mockserver.web.admin.dependencies import AdminModel, Context
from mockserver.web.admin.route import AdminRoute
from mockserver.web.admin.wallet import EventId

router = APIRouter(tags=["Tickets"], route_class=AdminRoute)
MOST_ATTENDEES = 10_000
EXAMPLE = {
    "attendees": [
        {
            "adaptiveLinkExternalId": "abch3ExtId4",
            "fields": {
                "ticketHolderName": {"label": "Name", "value": "SMITH/SAM"},
                "seat": {"value": "11"},
                "barcode_value": {"value": "1237"},
                "faceValue": {"currencyCode": "USD", "micros": 100000000},
            },
        }
    ]
}


class AttendeeRequest(AdminModel, strict=True):
    """Somebody who is to get a ticket. Source: event-tickets § Attendees."""

    adaptive_link_external_id: ExternalId | None = None
    fields: AttendeeFields = Field({}, description="As the vendor's page names them.")


class TicketsRequest(AdminModel, strict=True):
    """Tickets of an event. Without a template there are passes for both platforms."""

    attendees: list[AttendeeRequest] = Field(min_length=1, max_length=MOST_ATTENDEES)
    ios_template_id: NewId | None = None
    android_template_id: NewId | None = None
    landing_page_url: BaseUrl | None = Field(
        None, description="Where devices without a wallet are led; by default they are not supported."
    )

    @model_validator(mode="after")
    def _names_differ(self) -> "TicketsRequest":
        names = [each.adaptive_link_external_id for each in self.attendees if each.adaptive_link_external_id]
        if len(set(names)) < len(names):
            raise PydanticCustomError("names", "another adaptiveLinkExternalId for each attendee")
        return self

    @property
    def templates(self) -> dict[Platform, int]:
        """The templates of the platforms that there are to be passes for."""
        return named_templates(self.ios_template_id, self.android_template_id) or TEMPLATES


class LinkAnswer(AdminModel):
    """An adaptive link."""

    id: str
    external_id: str | None = Field(description="Null if it has none.")
    event: Id
    urls: dict[Platform, str] = Field(description="Where people tap, by the platform of their device.")


class LinkList(AdminModel):
    """Links, in the order of the attendees."""

    links: list[LinkAnswer]


@router.post("/events/{eventId}/tickets", summary="Make tickets", status_code=201)
async def make_tickets(
    context: Context, event_id: EventId, wanted: Annotated[TicketsRequest, Body(examples=[EXAMPLE])]
) -> LinkList:
    """Give each attendee of an event a link, whose first tap makes the pass."""
    attendees = [Attendee(each.adaptive_link_external_id, _sent(each)) for each in wanted.attendees]
    tickets = Tickets(wanted.templates, wanted.landing_page_url)
    with context.work() as work:
        made = links.issue(work, event_id, attendees, tickets)
    return LinkList(links=[_answered(each, context.public_base) for each in made])


def _sent(attendee: AttendeeRequest) -> dict[str, Any]:
    return {name: dict(field) for name, field in attendee.fields.items()}


def _answered(link: LinkRecord, base: str) -> LinkAnswer:
    urls = {platform: f"{base}/v1/pass/adaptive/{link.code}/{platform}" for platform in link.templates}
    return LinkAnswer(id=link.code, external_id=link.external_id, event=link.event_id, urls=urls)
