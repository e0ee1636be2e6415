"""What was asked of a server since it began, in all of its sandboxes, whatever they forget."""

from fastapi import APIRouter
from pydantic import Field

from mockserver.domain.findings import Level
from mockserver.web.admin.dependencies import AdminModel, Registry, Server
from mockserver.web.admin.route import AdminRoute
from mockserver.web.admin.sandboxes import OF_SHARD
from mockserver.web.admin.seed_bodies import example_response

router = APIRouter(tags=["Report"], route_class=AdminRoute)
TALLY = {
    "run": "7f3a09bc51d2e864",
    "requests": [{"operation": "get_event", "status": 200, "count": 3}],
    "findings": [{"level": "undocumented", "code": "query.undocumented", "count": 1}],
    "unconsumedFaults": 0,
    "shard": "s1",
}


class CountedRequests(AdminModel):
    """How many requests were answered alike."""

    operation: str | None = Field(description="Null if it is none.")
    status: int | None = Field(description="Null if nothing was answered.")
    count: int


class CountedFindings(AdminModel):
    """How often the same was found about requests."""

    level: Level
    code: str
    count: int


class Tally(AdminModel):
    """What was counted."""

    run: str = Field(description="Another one when the server was started again, and counts from nothing.")
    requests: list[CountedRequests]
    findings: list[CountedFindings]
    unconsumed_faults: int = Field(
        description="Fault plans not carried out: those there are, and those that went with their sandboxes."
    )
    shard: str | None = Field(description=OF_SHARD)


@router.get("/tally", summary="Tell what was counted", responses=example_response(TALLY))
async def get_tally(server: Server, registry: Registry) -> Tally:
    """Requests to the emulated API, findings and faults, since the server began."""
    counts = server.counts
    return Tally(
        run=counts.run,
        requests=[
            CountedRequests(operation=operation or None, status=status or None, count=number)
            for (operation, status), number in counts.requests.items()
        ],
        findings=[
            CountedFindings(level=level, code=code, count=number)
            for (level, code), number in counts.findings.items()
        ],
        unconsumed_faults=counts.unconsumed + sum(len(each.faults.unconsumed()) for each in registry.all()),
        shard=registry.shard,
    )
