"""Fault plans: made, looked at, deleted."""

from typing import Annotated

from fastapi import APIRouter, Body, Path
from pydantic import Field

from mockserver.domain.callbacks import OPERATIONS
from mockserver.sandbox.broadcast import Kind
from mockserver.sandbox.faults.plan import FaultPlan
from mockserver.sandbox.faults.spec import FaultPlanSpec, RateLimit, Step
from mockserver.sandbox.matching import RequestPattern
from mockserver.web.admin.dependencies import AdminModel, CurrentSandbox, Server
from mockserver.web.admin.route import AdminRoute

router = APIRouter(prefix="/faults", tags=["Faults"], route_class=AdminRoute)
FaultId = Annotated[str, Path(alias="faultId", examples=["fault-1"])]
STEPS = {
    "match": {"operation": "update_event", "event": 1234, "body": {"fields": {"eventName": {}}}},
    "steps": [{"status": 503}, {"status": 429, "retryAfter": 2}, {"delayMs": 300}, {"drop": "after"}],
}
LIMIT = {"match": {"operation": "update_event"}, "limit": {"requests": 10, "seconds": 60}}
TAKEN = {
    "id": "fault-1",
    "match": STEPS["match"],
    "consumed": [{"step": {"status": 503}, "request": "4f1c2a-000007"}],
    "remaining": [{"status": 429, "retryAfter": 2}, {"delayMs": 300}, {"drop": "after"}],
    "completed": False,
}


class Consumed(AdminModel):
    """A step that was taken."""

    step: Step
    request: str = Field(description="The id of the request that it went wrong with.")


class FaultState(AdminModel):
    """A fault plan, and how far it was carried out."""

    id: str
    match: RequestPattern
    limit: RateLimit | None = None
    consumed: list[Consumed] = Field(description="The steps that were taken, in the order taken.")
    remaining: list[Step] = Field(description="The steps that are left.")
    completed: bool = Field(
        description="Whether all steps were taken; of a rate limit, whether it turned a call away."
    )

    @classmethod
    def of(cls, plan: FaultPlan) -> "FaultState":
        """A plan as it is answered."""
        consumed = [Consumed(step=each.step, request=each.request_id) for each in plan.receipts]
        return cls(
            id=plan.id,
            match=plan.order.match,
            limit=plan.order.limit,
            consumed=consumed,
            remaining=plan.remaining,
            completed=plan.completed,
        )


class FaultList(AdminModel):
    """All fault plans of a sandbox."""

    faults: list[FaultState]
    count: int


@router.post(
    "",
    summary="Plan a fault",
    status_code=201,
    response_model_exclude_defaults=True,
    responses={201: {"content": {"application/json": {"example": TAKEN}}}},
)
async def add_fault(
    sandbox: CurrentSandbox,
    server: Server,
    order: Annotated[
        FaultPlanSpec, Body(openapi_examples={"steps": {"value": STEPS}, "a rate limit": {"value": LIMIT}})
    ],
) -> FaultState:
    """Let matching calls go wrong: each takes the next step. A plan that is used up does nothing more."""
    server.operations.check_name(order.match.operation, OPERATIONS)
    plan = sandbox.faults.add(order)
    sandbox.broadcast.tell(Kind.FAULT, plan)
    return FaultState.of(plan)


class Preview(AdminModel):
    """The requests that a plan would have met."""

    count: int
    requests: list[str] = Field(description="Their ids, the newest last.")


@router.post(
    "/preview",
    summary="Tell what a fault plan would have met",
    responses={
        200: {"content": {"application/json": {"example": {"count": 1, "requests": ["4f1c2a-000007"]}}}}
    },
)
async def preview_faults(
    sandbox: CurrentSandbox,
    server: Server,
    order: Annotated[FaultPlanSpec, Body(openapi_examples={"steps": {"value": STEPS}})],
) -> Preview:
    """Which requests of the journal match a plan, whatever its steps; nothing is planned."""
    server.operations.check_name(order.match.operation)
    found = [entry.id for entry in sandbox.journal.find(order.match)]
    return Preview(count=len(found), requests=found)


@router.get(
    "",
    summary="List the fault plans",
    response_model_exclude_defaults=True,
    responses={200: {"content": {"application/json": {"example": {"faults": [TAKEN], "count": 1}}}}},
)
async def list_faults(sandbox: CurrentSandbox) -> FaultList:
    """Every plan of the sandbox with its receipts, the oldest first."""
    found = [FaultState.of(plan) for plan in sandbox.faults.all()]
    return FaultList(faults=found, count=len(found))


@router.get(
    "/{faultId}",
    summary="Get a fault plan",
    response_model_exclude_defaults=True,
    responses={200: {"content": {"application/json": {"example": TAKEN}}}},
)
async def get_fault(sandbox: CurrentSandbox, fault_id: FaultId) -> FaultState:
    """One plan with its receipts."""
    return FaultState.of(sandbox.faults.get(fault_id))


@router.delete("/{faultId}", summary="Delete a fault plan", status_code=204)
async def delete_fault(sandbox: CurrentSandbox, fault_id: FaultId) -> None:
    """Forget a plan, used up or not."""
    sandbox.faults.remove(fault_id)


@router.delete("", summary="Delete all fault plans", status_code=204)
async def delete_faults(sandbox: CurrentSandbox) -> None:
    """Forget all plans of the sandbox."""
    sandbox.faults.clear()
