"""A request of the journal, looked at closer: what it changed, what others would answer, and once more."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body
from pydantic import Field

from mockserver.domain.policy import Reading, Strictness
from mockserver.sandbox.journal.changes import changes_of
from mockserver.web.admin.dependencies import AdminModel, Again, CurrentSandbox
from mockserver.web.admin.journal_schemas import Exchange, RecordedFinding
from mockserver.web.admin.requests import RequestId
from mockserver.web.admin.route import AdminRoute
from mockserver.web.admin.sandboxes import PolicyChange
from mockserver.web.admin.seed_bodies import example_response
from mockserver.web.middleware.again import Judgement, ask_again, judge_again

router = APIRouter(prefix="/requests/{id}", tags=["Journal"], route_class=AdminRoute)
CHANGE = {
    "op": "replace",
    "path": "/events/1234/fields/venueTitle/value",
    "before": "AT&T Park",
    "after": "Oracle Park",
}
CHANGES = {"changes": [CHANGE], "counts": {"events": 1, "passes": 2}}
JUDGED = {"strictness": "strict", "reading": "examples", "status": 200, "findings": []}


class RequestChange(AdminModel):
    """A member that a request added, removed or replaced."""

    op: Literal["add", "remove", "replace"]
    path: str = Field(description="A JSON pointer; events stand by their ids.")
    before: Any
    after: Any


class ChangeCounts(AdminModel):
    """How much a request changed."""

    events: int
    passes: int = Field(description="Passes of these events, which were told of an update or set free.")


class RequestChanges(AdminModel):
    """What a request changed."""

    changes: list[RequestChange] | None = Field(
        description="Null for more than 50 events, or for large ones: then they are counted only."
    )
    counts: ChangeCounts


class RecordedJudgement(AdminModel):
    """What a request is answered under a policy."""

    strictness: Strictness
    reading: Reading
    status: int
    findings: list[RecordedFinding]

    @classmethod
    def of(cls, judged: Judgement) -> "RecordedJudgement":
        """A judgement as it is answered."""
        return cls(
            strictness=judged.strictness,
            reading=judged.reading,
            status=judged.status,
            findings=[RecordedFinding.of(each) for each in judged.findings],
        )


class Judgements(AdminModel):
    """What a request is answered under each policy."""

    judgements: list[RecordedJudgement]


@router.get("/changes", summary="Tell what a request changed", responses=example_response(CHANGES))
async def get_changes(sandbox: CurrentSandbox, id: RequestId) -> RequestChanges:  # noqa: A002 - its name in the path
    """Each member of an event that a request added, removed or replaced; passes are counted."""
    entry = sandbox.journal.get(id)
    found = changes_of(entry)
    return RequestChanges(
        changes=None if found is None else [RequestChange(**each) for each in found],
        counts=ChangeCounts(events=entry.changed, passes=entry.touched_passes if entry.changed else 0),
    )


@router.get(
    "/judgements",
    summary="Tell what every policy would answer",
    responses=example_response({"judgements": [JUDGED]}),
)
async def get_judgements(
    sandbox: CurrentSandbox,
    pipeline: Again,
    id: RequestId,  # noqa: A002 - its name in the path
) -> Judgements:
    """What a request would be answered by now, under each strictness and reading. Nothing is changed."""
    judged = await judge_again(pipeline, sandbox.journal.get(id))
    return Judgements(judgements=[RecordedJudgement.of(each) for each in judged])


@router.post("/replay", summary="Send a request again")
async def replay_request(
    sandbox: CurrentSandbox,
    pipeline: Again,
    id: RequestId,  # noqa: A002 - its name in the path
    policy: Annotated[PolicyChange | None, Body(examples=[{"strictness": "strict"}])] = None,
) -> Exchange:
    """Send a request again as it was, and tell the new one. A policy is preferred for it, if one is given."""
    asked = PolicyChange() if policy is None else policy
    prefer = asked.model_dump(exclude_none=True, mode="json")
    return Exchange.of(sandbox.journal.get(await ask_again(pipeline, sandbox.journal.get(id), prefer)))
