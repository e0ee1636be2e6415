"""Download the file of a pass. Source: apple-passes-only § Download Apple Wallet .pkpass."""

from email.utils import formatdate

from fastapi import APIRouter, Response

from mockserver.domain.errors import NotFound
from mockserver.domain.passes import Platform
from mockserver.services import pkpass, tickets
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
        held, event = tickets.find(work, context.pass_id)
        ticket = tickets.lay_out(held, event)
    accepted = context.header(b"accept") or ""
    has_card = not context.settings.no_admin
    if has_card and "text/html" in accepted:
        return _lead_to_card(context)
    if held.platform == Platform.IOS:
        file = pkpass.write(ticket, context.server.sign)
        modified = formatdate(ticket.updated_at / 1000, usegmt=True).encode()
        headers = [(b"last-modified", modified), (b"content-disposition", _named(held.id))]
        return Answer(200, file, headers, pkpass.MEDIA_TYPE.encode())
    if has_card and "application/json" not in accepted:
        return _lead_to_card(context)
    raise NotFound(
        f"Pass {held.id} is for {held.platform}; this operation is documented for Apple passes only."
    )


def _lead_to_card(context: RequestContext) -> Answer:
    location = f"{context.admin_base}/passes/{context.pass_id}/card"
    return Answer(FOUND, headers=[(b"location", location.encode("latin-1"))])


def _named(pass_id: int) -> bytes:
    return f'attachment; filename="{pass_id}.pkpass"'.encode()
