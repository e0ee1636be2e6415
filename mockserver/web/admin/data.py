"""What there is in a sandbox, page by page: a whole state is too much for who only looks."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import Field, with_config

from mockserver.domain.errors import NotFound
from mockserver.domain.model import AS_WRITTEN
from mockserver.domain.passes import PassStatus
from mockserver.domain.refs import LARGEST_ID, Id
from mockserver.seeds.entries import pass_entry
from mockserver.store.pages import EventAndPasses, EventsWanted, Pages
from mockserver.web.admin.dependencies import AdminModel, CurrentSandbox
from mockserver.web.admin.route import AdminRoute
from mockserver.web.admin.seed_bodies import example_response
from mockserver.web.admin.wallet import EventId
from mockserver.web.answer import JSON
from mockserver.web.api.schemas import answers
from mockserver.web.api.schemas.responses import Event

router = APIRouter(tags=["Data"], route_class=AdminRoute)
MOST_ON_PAGE = 200
PROJECT = {"id": 12345, "externalId": "project123ExtId", "name": "Giants", "events": 1, "passes": 2}
EVENT = {
    "eventId": 1234,
    "eventExternalId": "event123ExtId",
    "projectId": 12345,
    "projectExternalId": "project123ExtId",
    "createdAt": "2018-09-24T09:12:32Z",
    "updatedAt": "2018-09-24T09:12:32Z",
    "passGroups": ["giants_2019-09-25"],
    "fields": {"eventName": {"label": "Event", "value": "LA Dodgers at SF Giants"}},
    "passes": 2,
}
PASS = {
    "id": 616,
    "eventId": 1234,
    "templateId": 2,
    "serialNumber": "aff7ffbf-04d7-4180-9da2-c790e08da0b8",
    "platform": "android",
    "status": "installed",
    "createdAt": "2026-01-01T00:00:00.000Z",
    "updatedAt": "2026-01-01T00:00:00.000Z",
    "installedAt": "2026-01-01T00:00:00.000Z",
}
Limit = Annotated[int, Query(ge=1, le=MOST_ON_PAGE, description="How many there may be on the page.")]
After = Annotated[
    Id | None, Query(ge=0, le=LARGEST_ID, description="What `next` told, for the page that follows.")
]
Next = Annotated[Id | None, Field(description="What `after` is for the next page; null if there is none.")]


class ProjectOverview(AdminModel):
    """A project, and how much there is of it."""

    id: Id
    external_id: str | None
    name: str | None
    events: int
    passes: int


class ProjectList(AdminModel):
    """All projects, in id order."""

    projects: list[ProjectOverview]


@with_config(AS_WRITTEN)
class ListedEvent(Event):
    """An event as the API shows it, and how many passes it has."""

    passes: int


class EventPage(AdminModel):
    """A page of events, in id order."""

    events: list[ListedEvent]
    count: int = Field(description="How many there are on all pages.")
    next: Next


class ListedPass(AdminModel):
    """A pass as a state document tells it, and the event that it is of."""

    id: Id
    event_id: Id | None
    external_id: str | None = None
    template_id: Id
    serial_number: str
    platform: str
    status: PassStatus
    created_at: str
    updated_at: str
    installed_at: str | None = None


class PassesPage(AdminModel):
    """A page of passes, in id order."""

    passes: list[ListedPass]
    count: int = Field(description="How many there are on all pages.")
    next: Next


@router.get("/projects", summary="List the projects", responses=example_response({"projects": [PROJECT]}))
async def list_projects(sandbox: CurrentSandbox) -> ProjectList:
    """All projects, and how much there is of each."""
    found = Pages(sandbox.database).projects()
    return ProjectList(projects=[ProjectOverview(**each._asdict()) for each in found])


@router.get(
    "/events",
    summary="List events",
    response_class=Response,
    responses=example_response({"events": [EVENT], "count": 2, "next": 1234}, EventPage),
)
async def list_events(
    sandbox: CurrentSandbox,
    *,
    project: Annotated[
        Id | None, Query(ge=0, le=LARGEST_ID, description="The id of their project.", examples=[12345])
    ] = None,
    q: Annotated[
        str | None, Query(description="A part of a value, or of the external id.", examples=["Giants"])
    ] = None,
    group: Annotated[str | None, Query(description="A pass group that they are in.")] = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """A page of events: all, or those of a project or a group, or in whose values a text stands."""
    wanted = EventsWanted(project=project, group=group, text=q or None)
    count, found = Pages(sandbox.database).events(wanted, after or 0, limit + 1)
    page = [_listed(each) for each in found[:limit]]
    following = found[limit - 1].event.id if len(found) > limit else None
    return _answer({"events": page, "count": count, "next": following})


@router.get(
    "/events/{eventId}",
    summary="Get an event",
    response_class=Response,
    responses=example_response(EVENT, ListedEvent),
)
async def get_event(sandbox: CurrentSandbox, event_id: EventId) -> Response:
    """The event of an id, whatever project it is of."""
    found = Pages(sandbox.database).find_event(event_id) if 0 <= event_id <= LARGEST_ID else None
    if found is None:
        raise NotFound(f"There is no event {event_id}; expected the id of an existing event.")
    return _answer(_listed(found))


@router.get(
    "/passes",
    summary="List passes",
    response_model_exclude_unset=True,
    responses=example_response({"passes": [PASS], "count": 2, "next": 616}),
)
async def list_passes(
    sandbox: CurrentSandbox,
    event: Annotated[
        Id | None, Query(ge=0, le=LARGEST_ID, description="The id of their event.", examples=[1234])
    ] = None,
    status: Annotated[PassStatus | None, Query(description="What they are.")] = None,
    limit: Limit = 50,
    after: After = None,
) -> PassesPage:
    """A page of passes: all, or those of an event or of a status, also of events that are gone."""
    count, rows = Pages(sandbox.database).passes(event, status, after or 0, limit + 1)
    found = [ListedPass(event_id=row["event_id"], **pass_entry(row)) for row in rows]
    following = found[limit - 1].id if len(found) > limit else None
    return PassesPage(passes=found[:limit], count=count, next=following)


def _listed(found: EventAndPasses) -> dict[str, Any]:
    return {**answers.of_event(found.event), "passes": found.passes}


def _answer(members: dict[str, Any]) -> Response:
    return Response(answers.write(members), media_type=JSON)
