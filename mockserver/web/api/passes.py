"""List the passes of an event. Source: event-passes.txt."""

from typing import Annotated

from fastapi import APIRouter, Query

from mockserver.services import passes
from mockserver.web.api.error_responses import PREFIX, error_responses
from mockserver.web.api.operation import Context, Operation
from mockserver.web.api.schemas import answers
from mockserver.web.api.schemas.requests import PassQuery
from mockserver.web.api.schemas.responses import EventPasses

router = APIRouter(prefix=PREFIX, tags=["Event Passes"], route_class=Operation)
START = {
    "name": "start",
    "in": "query",
    "required": False,
    "description": "Ignored: a part of the pagination of an answer, which may be sent back as it is.",
    "schema": {},
}


@router.get(
    "{project}{event}/passes",
    summary="List event passes",
    responses=error_responses(),
    openapi_extra={"parameters": [START]},
)
async def list_event_passes(context: Context, query: Annotated[PassQuery, Query()]) -> EventPasses:
    """A page of the passes of an event.

    Source: event-passes.txt § List event passes. Assumed: A-10, A-24, A-25, A-26, A-27, A-28.
    """
    with context.work() as work:
        count, found = passes.of_event(work, context.project, context.event, query.to_page())
    base = context.public_base
    return {
        "count": count,
        "pagination": answers.of_page(query),
        "passes": [answers.of_pass(each, base) for each in found],
    }
