"""Callbacks: who is told when a pass is installed or uninstalled, and what became of it."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query
from pydantic import Field

from mockserver.domain.callbacks import BaseUrl, CallbackHeaders, CallbackRecord
from mockserver.domain.errors import REQUEST_TIMEOUT, describe, of_status
from mockserver.domain.refs import LARGEST_ID, ById, Id
from mockserver.services import callbacks
from mockserver.web import problems
from mockserver.web.admin.delivering import deliver
from mockserver.web.admin.delivery_schemas import (
    DELIVERED,
    AwaitedDeliveries,
    DeliveryList,
    DeliveryQuery,
    DeliveryState,
)
from mockserver.web.admin.dependencies import AdminModel, Context, CurrentSandbox
from mockserver.web.admin.route import AdminRoute
from mockserver.web.admin.seed_bodies import example_response
from mockserver.web.api.schemas.base import Problem
from mockserver.web.origins import check_receiver
from mockserver.web.redaction import without_secrets

router = APIRouter(prefix="/callbacks", tags=["Callbacks"], route_class=AdminRoute)
DeliveryId = Annotated[str, Path(alias="deliveryId", examples=["delivery-1"])]
LOCAL = {"baseUrl": "http://127.0.0.1:9000", "headers": {"X-Client": "tests"}}
KEPT = LOCAL | {"project": None}
SHOWN = example_response(DELIVERED)
ALL_SHOWN = example_response({"deliveries": [DELIVERED], "count": 1})


class Callback(AdminModel, strict=True):
    """Where to be told."""

    project: Id | None = Field(
        None, description="Whose passes it is about; without, those of projects that have none of their own."
    )
    base_url: BaseUrl
    headers: CallbackHeaders = Field({}, description="To send along; credentials are not told.")

    @classmethod
    def of(cls, record: CallbackRecord) -> "Callback":
        """A callback as it is answered."""
        headers = without_secrets(record.headers)
        return cls(project=record.project_id, base_url=record.base_url, headers=headers)


class CallbackList(AdminModel):
    """Who is told."""

    callbacks: list[Callback]


@router.get("", summary="List the callbacks", responses=example_response({"callbacks": [KEPT]}))
async def list_callbacks(context: Context) -> CallbackList:
    """Who is told when a pass is installed or uninstalled."""
    with context.work() as work:
        return CallbackList(callbacks=[Callback.of(each) for each in work.store.callbacks()])


@router.put("", summary="Register a callback", responses=example_response(KEPT))
async def put_callback(context: Context, wanted: Annotated[Callback, Body(examples=[LOCAL])]) -> Callback:
    """Have a server told, over HTTP too, in place of the one that was told for the same project."""
    check_receiver(wanted.base_url, context.settings.callback_hosts)
    project = None if wanted.project is None else ById(wanted.project)
    with context.work() as work:
        kept = callbacks.register(work, project, wanted.base_url, wanted.headers)
    return Callback.of(kept)


@router.delete("", summary="Forget a callback", status_code=204)
async def delete_callback(
    context: Context, project: Annotated[Id | None, Query(ge=0, le=LARGEST_ID, examples=[12345])] = None
) -> None:
    """Tell nobody any more: for a project, or for those that have none of their own."""
    with context.work() as work:
        work.store.remove_callback(project)


@router.get("/deliveries", summary="List the deliveries", responses=ALL_SHOWN)
async def list_deliveries(sandbox: CurrentSandbox, wanted: Annotated[DeliveryQuery, Query()]) -> DeliveryList:
    """What was told, and what became of it."""
    return DeliveryList.of([each for each in sandbox.deliveries if wanted.admits(each)], wanted.limit)


@router.post(
    "/deliveries/wait",
    summary="Wait for deliveries",
    response_model=DeliveryList,
    responses=ALL_SHOWN | {REQUEST_TIMEOUT: {"model": Problem, "description": describe(REQUEST_TIMEOUT)}},
)
async def wait_for_deliveries(
    sandbox: CurrentSandbox,
    awaited: Annotated[AwaitedDeliveries, Body(examples=[{"match": {"act": "install"}, "count": 1}])],
) -> Any:
    """Answer as soon as so many deliveries are settled: answered, failed or dropped."""
    try:
        found = await sandbox.deliveries.wait(awaited.match.admits, awaited.count, awaited.timeout_ms / 1000)
    except TimeoutError:
        came = len(sandbox.deliveries.settled(awaited.match.admits))
        late = f"{came} of {awaited.count} deliveries were settled after {awaited.timeout_ms} ms."
        return problems.response(of_status(REQUEST_TIMEOUT, late))
    return DeliveryList.of(found)


@router.get("/deliveries/{deliveryId}", summary="Get a delivery", responses=SHOWN)
async def get_delivery(sandbox: CurrentSandbox, delivery_id: DeliveryId) -> DeliveryState:
    """What was told once, and what became of it."""
    return DeliveryState.of(sandbox.deliveries.get(delivery_id))


@router.post("/deliveries/{deliveryId}/resend", summary="Send a delivery again", responses=SHOWN)
async def resend_delivery(context: Context, delivery_id: DeliveryId) -> DeliveryState:
    """Tell the same once more, to the same place."""
    kept = context.enter().deliveries.get(delivery_id)
    return DeliveryState.of(deliver(context, kept.notice))
