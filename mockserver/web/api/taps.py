"""Generate a pass for a device type: what a tap on an adaptive link does. Source: adaptive-links."""

from fastapi import APIRouter
from pydantic_core import to_json

from mockserver.domain.errors import NotFound
from mockserver.domain.passes import Platform
from mockserver.domain.records import LinkRecord
from mockserver.services import links, tickets
from mockserver.web.answer import Answer
from mockserver.web.api import prefer
from mockserver.web.api.downloads import FOUND, hand_out
from mockserver.web.api.operation import Context, Operation
from mockserver.web.context import RequestContext

NOT_SUPPORTED = {"error": {"code": 1004, "message": "Device not supported."}}
"""Source: create-links § Unsupported devices."""


class Tap(Operation):
    """The route of a link that people tap: nobody has to show who it is."""

    def judge(self, context: RequestContext) -> None:
        """Judge nothing but what is beyond the documentation."""
        prefer.honour(context)
        self.judge_rest(context)


router = APIRouter(prefix="/v1/pass/adaptive", tags=["Adaptive Links"], route_class=Tap)


@router.get(
    "/{linkId}/{deviceType}",
    summary="Generate a pass for a device type",
    response_model=None,
    include_in_schema=False,
)
async def tap_link(context: Context) -> Answer:
    """The pass of a link, made by the first tap; for a device without a wallet, its landing page.

    Source: adaptive-links § Generate a pass for a device type. Assumed: A-35.
    """
    platform = _platform(context.names.device)
    with context.work() as work:
        link = work.store.find_link(context.names.link or "")
        if link is None:
            raise NotFound("There is no such adaptive link; expected the id of an existing one.")
        if platform is None or platform not in link.templates:
            return _lead_elsewhere(link)
        held = links.tap(work, link, platform)
        ticket = tickets.lay_out(*tickets.find(work, held.id))
    return hand_out(context, ticket)


def _platform(device: str | None) -> Platform | None:
    return Platform(device) if device in list(Platform) else None


def _lead_elsewhere(link: LinkRecord) -> Answer:
    if link.landing_page_url is None:
        return Answer(NotFound.status, to_json(NOT_SUPPORTED))
    return Answer(FOUND, headers=[(b"location", link.landing_page_url.encode())])
