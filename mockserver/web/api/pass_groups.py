"""Add, list and remove an event's pass groups, and update all events of a group. Source: events.txt."""

from fastapi import APIRouter

from mockserver.domain.errors import NotFound
from mockserver.domain.refs import ByExternalId, Ref
from mockserver.services import events, pass_groups
from mockserver.web.api.convertors import BARE
from mockserver.web.api.error_responses import PASS_GROUP, PREFIX, WITH_BODY, error_responses
from mockserver.web.api.operation import Context, Operation
from mockserver.web.api.schemas.requests import GroupsRequest, GroupUpdate
from mockserver.web.api.schemas.responses import (
    EmptyObject,
    GroupsOfEvent,
    GroupsOfEventTicket,
    GroupsOfExternalEvent,
    UpdatedGroup,
)

router = APIRouter(prefix=PREFIX, tags=["Events"], route_class=Operation)
NAMES_A_GROUP = {"parameters": [PASS_GROUP]}
UPDATE_EVENTS = "update_events_in_pass_group"


@router.post(
    "{project}{event}/passGroups",
    summary="Add event to pass group",
    responses=error_responses(*WITH_BODY),
)
async def add_event_to_pass_groups(
    context: Context, groups: GroupsRequest
) -> GroupsOfEvent | GroupsOfExternalEvent:
    """Put an event into pass groups; one that it is in already is ignored.

    Source: events.txt § Add event to pass group; R-4. Assumed: A-21, A-23.
    """
    with context.work() as work:
        event, joined = pass_groups.add(work, context.project, context.event, groups.pass_groups)
    if isinstance(context.event, ByExternalId) and not context.turned("R-4"):
        return {"eventExternalId": context.event.external_id, "passGroups": joined}
    return {"eventId": event.id, "passGroups": joined}


@router.get("{project}{event}/passGroups", summary="List pass groups for event", responses=error_responses())
async def list_pass_groups(context: Context) -> GroupsOfEventTicket | GroupsOfEvent:
    """The pass groups of an event.

    Source: events.txt § List pass groups for event; R-5.
    """
    with context.work() as work:
        event = events.get(work, context.project, context.event)
    if not context.turned("R-5"):
        return {"eventTicketId": event.id, "passGroups": event.pass_groups}
    return {"eventId": event.id, "passGroups": event.pass_groups}


@router.delete(
    "{project}{event}/passGroups/{passGroup}",
    summary="Remove event from pass group",
    responses=error_responses(),
    openapi_extra=NAMES_A_GROUP,
)
async def remove_event_from_pass_group(context: Context) -> EmptyObject:
    """Take an event out of a pass group. What is not found is a 400 here.

    Source: events.txt § Remove event from pass group. Assumed: A-22, A-23.
    """
    with context.work() as work:
        pass_groups.remove(work, context.project, context.event, context.pass_group)
    return {}


@router.put(
    "{project}/passGroups/{passGroup}",
    name=UPDATE_EVENTS,
    summary="Update events in a pass group",
    responses=error_responses(*WITH_BODY),
    openapi_extra=NAMES_A_GROUP,
)
async def update_events_in_pass_group(context: Context, change: GroupUpdate) -> UpdatedGroup:
    """Change fields of every event of a pass group, all or none. Their passes are pushed the update.

    A project is also found by a bare external id in place of its id, as one example has it (R-1).

    Source: events.txt § Update events in a pass group. Assumed: A-20, A-29.
    """
    with context.work() as work:
        updated = pass_groups.update_events(work, context.project, context.pass_group, change.sent_fields)
    return {"groupName": context.pass_group, "events": [{"eventTicketId": event_id} for event_id in updated]}


@router.put(
    f"/{{projectExternalId:{BARE}}}/passGroups/{{passGroup}}",
    name=UPDATE_EVENTS,
    summary="Update events in a pass group",
    include_in_schema=False,
)
async def update_events_in_pass_group_by_bare_name(context: Context, change: GroupUpdate) -> UpdatedGroup:
    """The same with a bare external id, as one example has it. Source: R-1."""
    if context.turned("R-1"):
        raise NotFound(
            f"Project {_bare(context.project)!r} is no id; expected an integer.", cause="project.unknown"
        )
    return await update_events_in_pass_group(context, change)


def _bare(project: Ref) -> str:
    return str(project).removeprefix("id/")
