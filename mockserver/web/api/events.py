"""Create, get, update and delete an event. Source: events.txt."""

from collections.abc import Iterator

from fastapi import APIRouter

from mockserver.domain.findings import Finding, Level, pointer, shown
from mockserver.domain.policy import Reading
from mockserver.domain.refs import ByExternalId
from mockserver.services import events
from mockserver.web.api.error_responses import PREFIX, WITH_BODY, Answers, answers
from mockserver.web.api.operation import Operation
from mockserver.web.api.request import Desk
from mockserver.web.api.schemas.requests import EventRequest, EventUpdate
from mockserver.web.api.schemas.responses import Deleted, Event, Nothing

room = APIRouter(prefix=PREFIX, tags=["Events"], route_class=Operation)


@room.get("{project}{event}", summary="Get event", responses=answers())
async def get_event(desk: Desk) -> Event:
    """An event with its pass groups and its fields.

    Source: events.txt § Get event. Assumed: A-18.
    """
    with desk.work() as work:
        return Event.of(events.get(work, desk.project, desk.event))


@room.put("{project}{event}", summary="Update event", responses=answers(*WITH_BODY))
async def update_event(desk: Desk, change: EventUpdate) -> Event:
    """Change fields of an event; what is not sent is unchanged. Its passes are pushed the update.

    Source: events.txt § Update event. Assumed: A-17, A-18, A-29.
    """
    with desk.work() as work:
        return Event.of(
            events.update(work, desk.project, desk.event, change.sent_fields, change.pass_groups or [])
        )


@room.delete("{project}{event}", summary="Delete event", responses=answers())
async def delete_event(desk: Desk) -> Deleted | Nothing:
    """Delete an event. Its passes stay, and belong to no event.

    Source: events.txt § Delete event; R-3. Assumed: A-18, A-19.
    """
    # Deleted stands first in the document: a generated client takes what fits first, and all fits Nothing.
    with desk.work() as work:
        events.delete(work, desk.project, desk.event)
    return Nothing() if desk.reading is Reading.EXAMPLES else Deleted(ok=True)


UPSERTED: Answers = {
    200: {"model": Event, "description": "The external id was in use: the event was updated (R-2)."}
}


@room.post("{project}", summary="Create event", status_code=201, responses=UPSERTED | answers(*WITH_BODY))
async def create_event(desk: Desk, event: EventRequest) -> Event:
    """Create an event, or update the one that has this external id.

    Source: events.txt § Create event; R-2. Assumed: A-10, A-14, A-15, A-16, A-17.
    """
    return _create(desk, event, event.event_external_id)


@room.post(
    "{project}{externalEvent}",
    summary="Create event with external ID",
    status_code=201,
    responses=UPSERTED | answers(*WITH_BODY),
)
async def create_event_with_external_id(desk: Desk, event: EventRequest) -> Event:
    """Create an event with an external id, or update the one that has it.

    Source: events.txt § Create event with external ID; R-2. Assumed: A-10, A-14, A-15, A-16, A-17.
    """
    assert isinstance(desk.event, ByExternalId)  # noqa: S101 - as the path of this operation says
    external_id = desk.event.external_id
    desk.visit.findings.judge(_other_name(event.event_external_id, external_id, desk.source))
    return _create(desk, event, external_id)


def _create(desk: Desk, event: EventRequest, external_id: str | None) -> Event:
    if external_id is None:
        # Always a new event, so its shape can be judged before its project is looked up.
        desk.visit.findings.judge(events.missing_name(event.sent_fields, desk.source))
    with desk.work() as work:
        record, is_new = events.create(work, desk.project, external_id, event.sent_fields, event.pass_groups)
        if not is_new and desk.reading is Reading.EXAMPLES:
            desk.status = 200
        return Event.of(record)


def _other_name(sent: str | None, external_id: str, source: str) -> Iterator[Finding]:
    if sent is not None and sent != external_id:
        message = f"eventExternalId is {shown(sent)}; expected {shown(external_id)}, as in the path."
        yield Finding("invalid", Level.VIOLATION, pointer("eventExternalId"), message, source)
