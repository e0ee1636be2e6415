"""Create, get, update and delete an event. Source: events.txt."""

from collections.abc import Iterator

from fastapi import APIRouter
from pydantic import MISSING

from mockserver.domain.findings import Finding, Level
from mockserver.domain.refs import ByExternalId
from mockserver.domain.text import abbreviate, json_pointer
from mockserver.services import events
from mockserver.web.api.error_responses import PREFIX, WITH_BODY, error_responses
from mockserver.web.api.operation import Context, Operation
from mockserver.web.api.schemas import answers
from mockserver.web.api.schemas.requests import EventRequest, EventUpdate
from mockserver.web.api.schemas.responses import Deleted, EmptyObject, Event
from mockserver.web.problems import Responses

router = APIRouter(prefix=PREFIX, tags=["Events"], route_class=Operation)


@router.get("{project}{event}", summary="Get event", responses=error_responses())
async def get_event(context: Context) -> Event:
    """An event with its pass groups and its fields.

    Source: events.txt § Get event. Assumed: A-18.
    """
    with context.work() as work:
        return answers.of_event(events.get(work, context.project, context.event))


@router.put("{project}{event}", summary="Update event", responses=error_responses(*WITH_BODY))
async def update_event(context: Context, change: EventUpdate) -> Event:
    """Change fields of an event; what is not sent is unchanged. Its passes are pushed the update.

    Source: events.txt § Update event. Assumed: A-18, A-29.
    """
    with context.work() as work:
        return answers.of_event(events.update(work, context.project, context.event, change.sent_fields))


@router.delete("{project}{event}", summary="Delete event", responses=error_responses())
async def delete_event(context: Context) -> Deleted | EmptyObject:
    """Delete an event. Its passes stay, and belong to no event.

    Source: events.txt § Delete event; R-3. Assumed: A-18, A-19.
    """
    # Deleted stands first: a generated client takes what fits first, and all fits EmptyObject.
    with context.work() as work:
        events.delete(work, context.project, context.event)
    return {"ok": True} if context.turned("R-3") else {}


UPSERTED: Responses = {
    200: {"model": Event, "description": "The external id was in use: the event was updated (R-2)."}
}


@router.post(
    "{project}", summary="Create event", status_code=201, responses=UPSERTED | error_responses(*WITH_BODY)
)
async def create_event(context: Context, event: EventRequest) -> Event:
    """Create an event, or update the one that has this external id.

    Source: events.txt § Create event; R-2. Assumed: A-10, A-14, A-15, A-16, A-17.
    """
    return _create(context, event, MISSING if context.turned("A-16") else event.event_external_id)


@router.post(
    "{project}{externalEvent}",
    summary="Create event with external ID",
    status_code=201,
    responses=UPSERTED | error_responses(*WITH_BODY),
)
async def create_event_with_external_id(context: Context, event: EventRequest) -> Event:
    """Create an event with an external id, or update the one that has it.

    Source: events.txt § Create event with external ID; R-2. Assumed: A-10, A-14, A-15, A-16, A-17.
    """
    assert isinstance(context.event, ByExternalId)  # noqa: S101 - as the path of this operation says
    external_id = context.event.external_id
    if not context.turned("A-16"):
        context.findings.judge(_other_name(event.event_external_id, external_id, context.findings.source))
    return _create(context, event, external_id)


def _create(context: Context, event: EventRequest, external_id: str | MISSING) -> Event:
    if external_id is MISSING:
        # Always a new event, so its shape can be judged before its project is looked up.
        context.findings.judge(events.missing_name(event.sent_fields, context.findings.source))
    with context.work() as work:
        record, is_new = events.create(
            work,
            context.project,
            None if external_id is MISSING else external_id,
            event.sent_fields,
            event.pass_groups,
        )
        if not is_new and not context.turned("R-2"):
            context.status = 200
        return answers.of_event(record)


def _other_name(sent: str | MISSING, external_id: str, source: str) -> Iterator[Finding]:
    if sent is not MISSING and sent != external_id:
        message = (
            f"eventExternalId is {abbreviate(sent)}; expected {abbreviate(external_id)}, as in the path."
        )
        yield Finding("invalid", Level.VIOLATION, json_pointer("eventExternalId"), message, source)
