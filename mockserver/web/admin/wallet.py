"""Data for tests that the API has no operation for: projects, passes, installations; and the pushes made."""

from contextlib import ExitStack, closing
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query, Response
from pydantic import Field

from mockserver.domain import refs
from mockserver.domain.callbacks import Act
from mockserver.domain.clock import Clock, to_milliseconds
from mockserver.domain.passes import PassStatus, Platform
from mockserver.domain.records import PassRecord, ProjectRow, PushRecord
from mockserver.domain.refs import LARGEST_ID
from mockserver.domain.steps import Steps, do_at_once
from mockserver.seeds.document import ExternalId, Id, PlatformName, StatusName
from mockserver.services import wallet
from mockserver.services.wallet import NewPasses
from mockserver.store.database import Database
from mockserver.store.store import Store
from mockserver.store.unit_of_work import UnitOfWork
from mockserver.web.admin.delivering import change_pass
from mockserver.web.admin.dependencies import AdminModel, Context, read_instant
from mockserver.web.admin.route import AdminRoute
from mockserver.web.admin.seed_bodies import example_response
from mockserver.web.api.schemas import answers
from mockserver.web.api.schemas.responses import EventPass
from mockserver.web.context import RequestContext
from mockserver.web.streaming import stream_json
from mockserver.web.turns import change_in_turns, without_collector

router = APIRouter(tags=["Data"], route_class=AdminRoute)
MOST_PASSES = 100_000
FEW_PASSES = 1000
"""Passes that are made in a moment."""
EventId = Annotated[refs.Id, Path(alias="eventId", examples=[1234])]
PassId = Annotated[refs.Id, Path(alias="passId", examples=[616])]
PROJECT = {"externalId": "venue", "name": "The venue", "key": "venueKey", "secret": "venueSecret"}
PASSES = {"count": 3, "platform": "android", "externalId": "ticket-{n}", "status": "installed"}
NEW_PASS = {
    "id": 616,
    "templateId": 2,
    "url": "http://127.0.0.1:8412/v1/pass/616/download",
    "serialNumber": "aff7ffbf-04d7-4180-9da2-c790e08da0b8",
    "createdAt": "2026-01-01T00:00:00.000Z",
    "updatedAt": "2026-01-01T00:00:00.000Z",
    "status": "installed",
    "installedAt": "2026-01-01T00:00:00.000Z",
    "platform": "android",
    "externalId": "ticket-1",
}
PUSH = {"pass": 616, "event": 1234, "at": "2026-01-01T00:00:00.000Z", "request": "3f2a91-000007"}


class ProjectAnswer(AdminModel):
    """A project; of its credentials, the key."""

    id: Id | None = None
    external_id: ExternalId | None = None
    name: str | None = None
    key: ExternalId | None = None


class ProjectRequest(ProjectAnswer, strict=True):
    """A project to make. Without an id it gets the next one."""

    secret: ExternalId | None = None


class PassesRequest(AdminModel, strict=True):
    """Passes to make, all alike."""

    count: int = Field(1, ge=1, le=MOST_PASSES)
    platform: PlatformName = Platform.IOS
    template_id: Id | None = Field(None, description="By default that of the platform.")
    external_id: ExternalId | None = Field(
        None, description="`{n}` in it is the number of the pass, from 1; several passes need it."
    )
    status: StatusName = PassStatus.NOT_BEEN_INSTALLED


class PassesAnswer(AdminModel):
    """Passes, as the API lists them."""

    passes: list[EventPass]


class PushAnswer(AdminModel):
    """A pass was told of an update of an event, because of a request."""

    pass_: refs.Id = Field(alias="pass")
    event: refs.Id
    at: str = Field(description="UTC, in milliseconds.")
    request: str = Field(description="As the header X-Mockserver-Request-Id named it.")


def push_answer(push: PushRecord) -> dict[str, Any]:
    """A push as it is answered: a `PushAnswer`, without what it costs to make a hundred thousand of them."""
    at = to_milliseconds(push.at)
    return {"pass": push.pass_id, "event": push.event_id, "at": at, "request": push.request_id}


class PushList(AdminModel):
    """Pushes, in the order made."""

    pushes: list[PushAnswer]
    count: int


@router.post(
    "/projects",
    summary="Make a project",
    status_code=201,
    responses=example_response(
        {"id": 12346, "externalId": "venue", "name": "The venue", "key": "venueKey"}, status=201
    ),
    response_model_exclude_none=True,
)
async def make_project(
    context: Context, wanted: Annotated[ProjectRequest, Body(examples=[PROJECT])]
) -> ProjectAnswer:
    """Make a project. With the setting auth=keys, `key` and `secret` are its credentials."""
    with context.work() as work:
        made = wallet.add_project(work, ProjectRow(**wanted.model_dump()))
    return ProjectAnswer(id=made.id, external_id=made.external_id, name=made.name, key=made.key)


@router.post(
    "/events/{eventId}/passes",
    summary="Make passes",
    status_code=201,
    response_class=Response,
    responses=example_response({"passes": [NEW_PASS]}, PassesAnswer, 201),
)
async def make_passes(
    context: Context, event_id: EventId, wanted: Annotated[PassesRequest, Body(examples=[PASSES])]
) -> Response:
    """Give an event new passes, all alike, made now."""
    passes = NewPasses(**wanted.model_dump())
    if wanted.count > FEW_PASSES:
        made = await _make_in_turns(context, event_id, passes)
    else:
        with context.work() as work:
            made = do_at_once(wallet.add_passes(work, event_id, passes))
    answered = (dict(_answered(context, each)) for each in made)
    return stream_json({"passes": answered}, status_code=201)


@router.post(
    "/passes/{passId}/install",
    summary="Install a pass",
    responses=example_response(NEW_PASS),
    response_model_exclude_unset=True,
)
async def install_pass(context: Context, pass_id: PassId) -> EventPass:
    """Have a pass installed now. One that is installed stays as it is."""
    return _answered(context, change_pass(context, pass_id, wallet.install, Act.INSTALL))


@router.post(
    "/passes/{passId}/uninstall",
    summary="Uninstall a pass",
    responses=example_response(NEW_PASS | {"status": "uninstalled"}),
    response_model_exclude_unset=True,
)
async def uninstall_pass(context: Context, pass_id: PassId) -> EventPass:
    """Have a pass uninstalled now. One that is uninstalled stays as it is."""
    return _answered(context, change_pass(context, pass_id, wallet.uninstall, Act.UNINSTALL))


@router.get(
    "/pushes",
    summary="List the pushes",
    response_class=Response,
    responses=example_response({"pushes": [PUSH], "count": 1}, PushList),
)
async def list_pushes(
    context: Context,
    event: Annotated[refs.Id | None, Query(ge=0, le=LARGEST_ID, examples=[1234])] = None,
    pass_: Annotated[refs.Id | None, Query(alias="pass", ge=0, le=LARGEST_ID, examples=[616])] = None,
    since: Annotated[
        str | None, Query(description="Only those from an instant on (ISO 8601).", examples=[PUSH["at"]])
    ] = None,
    limit: Annotated[int | None, Query(ge=0, description="Only so many of the newest.")] = None,
) -> Response:
    """Which passes were pushed an update, and by which request: all, of one event, or to one pass."""
    begin = None if since is None else read_instant("since", since)
    with ExitStack() as failed:  # nobody writes into a copy while it is read
        image = failed.enter_context(closing(context.enter().database.copy()))
        with image.transaction():
            count, found = Store(image).pushes_of(event, pass_, begin, limit)
        failed.pop_all()
    return stream_json({"count": count, "pushes": map(push_answer, found)}, image.close)


async def _make_in_turns(context: RequestContext, event_id: int, wanted: NewPasses) -> list[PassRecord]:
    def make(database: Database, clock: Clock) -> Steps[list[PassRecord]]:
        store, now = Store(database), clock.now()
        with UnitOfWork(store, now, context.request_id, context.findings, context.touched) as work:
            return (yield from wallet.add_passes(work, event_id, wanted))

    with without_collector():
        return await change_in_turns(context.enter(), make)


def _answered(context: RequestContext, record: PassRecord) -> EventPass:
    return answers.of_pass(record, context.public_base)
