"""The state of a sandbox as a document: told, replaced, merged; and the way back to its seed."""

from contextlib import ExitStack, closing
from dataclasses import replace
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from mockserver.domain.errors import InvalidRequest
from mockserver.sandbox.factory import fill_in_steps, follow
from mockserver.sandbox.snapshot import Snapshot
from mockserver.seeds.document import SeedDocument
from mockserver.seeds.dump import dump
from mockserver.seeds.load import is_large, let_go, load, load_in_steps
from mockserver.web.admin import seed_bodies
from mockserver.web.admin.dependencies import AdminModel, CurrentSandbox
from mockserver.web.admin.route import AdminRoute
from mockserver.web.api.schemas.base import Problem
from mockserver.web.turns import change_in_turns, in_turns, without_collector

router = APIRouter(tags=["State"], route_class=AdminRoute)

EXAMPLE: dict[str, Any] = {
    "clock": {"frozen": "2026-01-01T00:00:00.000Z"},
    "nextIds": {"project": 2, "event": 43, "pass": 8},
    "projects": [
        {
            "id": 1,
            "externalId": "venue",
            "events": [
                {
                    "id": 42,
                    "externalId": "opening-night",
                    "passGroups": ["vip"],
                    "fields": {"eventName": {"label": "Event", "value": "Opening night"}},
                    "passes": [{"id": 7, "platform": "ios", "status": "installed"}],
                }
            ],
        }
    ],
}
DOCUMENT = {"$ref": "#/components/schemas/SeedDocument"}
DOCUMENTS = {"anyOf": [DOCUMENT, {"type": "array", "items": DOCUMENT}]}


def _content(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema in both languages. The example is JSON in both, since that is YAML too."""
    return {kind: {"schema": schema, "example": EXAMPLE} for kind in ("application/json", seed_bodies.YAML)}


TAKES_A_SEED = {"requestBody": {"required": True, "content": _content(DOCUMENTS)}}
ANSWERS_A_SEED: dict[int | str, dict[str, Any]] = {
    200: {"model": SeedDocument, "description": "A seed document.", "content": _content(DOCUMENT)}
}


class Fault(AdminModel):
    """One thing wrong with a document."""

    pointer: str = Field(description="Where, as a JSON pointer.", examples=["/projects/0/id"])
    message: str = Field(examples=["0: expected an integer from 1 up"])


class BadDocument(Problem):
    """An error, with every fault of a document."""

    faults: list[Fault] = Field([], description="Left out where the document was not looked at.")


REFUSES: dict[int | str, dict[str, Any]] = {
    InvalidRequest.status: {"model": BadDocument, "description": "The document has faults; nothing changed."}
}


@router.post("/reset", summary="Begin anew", status_code=204)
async def reset(
    sandbox: CurrentSandbox,
    to: Annotated[
        Literal["seed", "empty"],
        Query(description="The sandbox's own seed, or no data at all.", examples=["empty"]),
    ] = "seed",
) -> None:
    """Back to the seed: data, ids to come, clock, policy; faults and journal are empty.

    An empty sandbox keeps the clock and the policy of the seed.
    """
    if to == "seed":
        sandbox.reset()
        return
    empty = Snapshot.empty(sandbox.seed.policy)
    with closing(empty):
        sandbox.reset(replace(empty, clock=sandbox.seed.clock))


@router.get("/state", summary="Tell the state", response_class=Response, responses=ANSWERS_A_SEED)
async def get_state(sandbox: CurrentSandbox, request: Request) -> Response:
    """Everything in the sandbox as a seed document: YAML if the request accepts that, JSON otherwise.

    A sandbox that is given this document answers as this one does, next ids and clock included.
    """
    with ExitStack() as failed, sandbox.database.transaction():
        image = failed.enter_context(closing(sandbox.image()))
        document = dump(image.database, sandbox.clock)
        failed.pop_all()
    return seed_bodies.answer_document(document, request, image.close)


@router.put(
    "/state", summary="Replace the state", status_code=204, openapi_extra=TAKES_A_SEED, responses=REFUSES
)
async def put_state(sandbox: CurrentSandbox, request: Request) -> None:
    """Everything as a seed document says, or several laid over each other, and nothing else.

    Without a clock in it, the time is real. Policy, faults and journal stay. A bad document changes nothing.
    """
    with without_collector():
        files = await seed_bodies.read(request)
        with closing(await in_turns(fill_in_steps(files, sandbox.policy))) as image:
            await in_turns(let_go(files))
            policy = follow(files, sandbox.policy)  # which may have been changed meanwhile
            sandbox.restore(replace(image, policy=policy))


@router.post(
    "/state", summary="Merge into the state", status_code=204, openapi_extra=TAKES_A_SEED, responses=REFUSES
)
async def merge_state(sandbox: CurrentSandbox, request: Request) -> None:
    """Lay a seed document over the state, as if it were one more seed.

    Projects and events are the same by id or external id, passes by id. A bad document changes nothing.
    """
    with without_collector():
        files = await seed_bodies.read(request)
        if is_large(files):
            await change_in_turns(sandbox, partial(load_in_steps, files=files))
        else:
            load(sandbox.database, sandbox.clock, files)
        await in_turns(let_go(files))
