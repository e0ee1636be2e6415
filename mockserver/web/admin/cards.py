"""What a wallet would hold of a pass: its ticket by zones, as page, as picture, in the shapes of wallets."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Response
from pydantic import Field

from mockserver.domain.clock import to_milliseconds
from mockserver.domain.passes import PassStatus
from mockserver.domain.refs import Id
from mockserver.services import pkpass, tickets
from mockserver.services.tickets import Ticket
from mockserver.web.admin.dependencies import AdminModel, Context
from mockserver.web.admin.route import AdminRoute
from mockserver.web.admin.wallet import PassId
from mockserver.web.context import RequestContext
from mockserver.web.problems import Responses

router = APIRouter(prefix="/passes/{passId}", tags=["Cards"], route_class=AdminRoute)
PAGE: Responses = {200: {"content": {"text/html": {"schema": {"type": "string"}}}}}
PICTURE: Responses = {200: {"content": {"image/svg+xml": {"schema": {"type": "string"}}}}}


class TicketLine(AdminModel):
    """A line of a ticket."""

    key: str = Field(description="Of the field that it shows; what no field says begins with `own.`")
    label: str
    value: str = Field(description="What is shown; a time as people write it.")
    finding: str | None = Field(None, description="What is wrong with the value, shown as it is then.")


Zone = Annotated[list[TicketLine], Field(description="In the order shown.")]


class TicketAnswer(AdminModel):
    """A ticket, zone by zone: those of Apple's event ticket."""

    pass_: Id = Field(alias="pass")
    serial_number: str
    platform: Literal["ios", "android"]
    status: PassStatus
    header: Zone
    primary: Zone
    secondary: Zone
    auxiliary: Zone
    back: Zone
    barcode: str = Field(description="What the QR code says.")
    barcode_text: str = Field(description="What stands below it.")
    relevant_at: str | None = Field(description="When it matters, in ISO 8601.")
    updated_at: str = Field(description="Of the pass or its event, whichever is later; UTC, in milliseconds.")


@router.get("/ticket", summary="Show the ticket of a pass")
async def get_ticket(context: Context, pass_id: PassId) -> TicketAnswer:
    """Which field stands in which zone, as a wallet would show it."""
    ticket = _find(context, pass_id)
    told = asdict(ticket) | {"updated_at": to_milliseconds(ticket.updated_at)}
    return TicketAnswer.model_validate({"pass": told.pop("pass_id"), **told})


@router.get("/card", summary="Show the card of a pass", response_class=Response, responses=PAGE)
async def show_card(context: Context, pass_id: PassId) -> Response:
    """A page with the ticket, and buttons that install and uninstall the pass."""
    from mockserver.web.admin import card_page  # noqa: PLC0415 - not everybody looks at a card

    content = card_page.page(_find(context, pass_id))
    headers = {"Content-Security-Policy": card_page.policy(), "Referrer-Policy": "no-referrer"}
    return Response(content, headers=headers, media_type="text/html")


@router.get("/card.svg", summary="Draw the card of a pass", response_class=Response, responses=PICTURE)
async def draw_card(context: Context, pass_id: PassId) -> Response:
    """The front of the ticket as a picture."""
    from mockserver.web.admin import card_svg  # noqa: PLC0415 - as above

    return Response(card_svg.svg(_find(context, pass_id)), media_type="image/svg+xml")


@router.get("/apple.json", summary="Describe a pass to Apple's wallet")
async def get_apple_pass(context: Context, pass_id: PassId) -> dict[str, Any]:
    """The `pass.json` of the file of the pass; of a pass for another wallet, the one that it would have."""
    return pkpass.describe(_find(context, pass_id))


@router.get("/google.json", summary="Describe a pass to Google's wallet")
async def get_google_pass(context: Context, pass_id: PassId) -> dict[str, Any]:
    """The class, the object, and a token of both that a published test key signs: Google takes none such."""
    from mockserver.services import google_wallet  # noqa: PLC0415 - not everybody looks at a card

    with context.work() as work:
        return google_wallet.describe(*tickets.find(work, pass_id), work.now)


def _find(context: RequestContext, pass_id: int) -> Ticket:
    with context.work() as work:
        return tickets.lay_out(*tickets.find(work, pass_id))
