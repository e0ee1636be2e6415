"""Download the file of a pass. Source: apple-passes-only § Download Apple Wallet .pkpass."""

from email.utils import formatdate

from fastapi import APIRouter, Response

from mockserver.domain.errors import NotFound
from mockserver.domain.passes import Platform
from mockserver.services import pkpass, tickets
from mockserver.services.tickets import Ticket
from mockserver.web.answer import Answer
from mockserver.web.api import prefer
from mockserver.web.api.convertors import ID
from mockserver.web.api.error_responses import error_responses
from mockserver.web.api.operation import Context, Operation
from mockserver.web.context import RequestContext

FOUND = 302
FILE = {"content": {pkpass.MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}}
CARD = {
    "description": "To the card, which shows what a wallet would: for an android pass, and for browsers.",
    "headers": {"Location": {"description": "Of the card.", "schema": {"type": "string"}}},
}
PASS_ID = {
    "name": "passId",
    "in": "path",
    "required": True,
    "description": "The id that the service gave the pass.",
    "schema": {"type": "integer", "format": "int64", "minimum": 0},
    "example": 616,
}


class Download(Operation):
    """The route of a link that a browser follows: it asks for nothing where the examples are believed."""

    is_page = True

    def judge(self, context: RequestContext) -> None:
        """Judge credentials and revision where the schema is believed. Source: R-6."""
        prefer.honour(context)
        if context.turned("R-6"):
            super().judge(context)
        else:
            self.judge_rest(context)


router = APIRouter(prefix="/v1/pass", tags=["Apple Passes Only"], route_class=Download)


@router.get(
    f"/{{passId:{ID}}}/download",
    summary="Download Apple Wallet .pkpass",
    response_class=Response,
    response_model=None,
    responses=error_responses() | {200: FILE, FOUND: CARD},
    openapi_extra={"parameters": [PASS_ID]},
)
async def download_pass(context: Context) -> Answer:
    """The file of a pass for Apple's wallet; the card of a pass for another wallet, or for a browser.

    Source: apple-passes-only § Download Apple Wallet .pkpass; R-6. Assumed: A-32, A-33.
    """
    with context.work() as work:
        held, event, attendee = tickets.find(work, context.pass_id)
    ticket = tickets.lay_out(held, event, attendee)
    has_no_file = held.platform != Platform.IOS
    if has_no_file and (context.settings.no_admin or "application/json" in _accepted(context)):
        raise NotFound(
            f"Pass {held.id} is for {held.platform}; this operation is documented for Apple passes only."
        )
    return hand_out(context, ticket)


def hand_out(context: RequestContext, ticket: Ticket) -> Answer:
    """The file of a pass, or the way to its card: for a browser, or where there is no file. Assumed: A-33."""
    is_card = ticket.platform != Platform.IOS or "text/html" in _accepted(context)
    if is_card and not context.settings.no_admin:
        location = f"{context.admin_base}/passes/{ticket.pass_id}/card"
        return Answer(FOUND, headers=[(b"location", location.encode("latin-1"))])
    file = pkpass.write(ticket, context.server.sign)
    modified = formatdate(ticket.updated_at / 1000, usegmt=True).encode()
    headers = [(b"last-modified", modified), (b"content-disposition", _named(ticket.pass_id))]
    return Answer(200, file, headers, pkpass.MEDIA_TYPE.encode())


def _accepted(context: RequestContext) -> str:
    return context.header(b"accept") or ""


def _named(pass_id: int) -> bytes:
    return f'attachment; filename="{pass_id}.pkpass"'.encode()
