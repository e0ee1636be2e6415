"""What a run has covered: operations, forms, statuses, claims, findings, and what nobody read."""

from collections import Counter

from fastapi import APIRouter
from pydantic import Field

from mockserver.domain.policy import in_order
from mockserver.sandbox.journal.entry import JournalEntry
from mockserver.web.admin.dependencies import AdminModel, CurrentSandbox, Server
from mockserver.web.admin.route import AdminRoute
from mockserver.web.admin.seed_bodies import example_response
from mockserver.web.routing import OperationRouter, form_of

router = APIRouter(tags=["Report"], route_class=AdminRoute)
REPORT = {
    "operations": [
        {"operation": "get_event", "forms": {"by id": 3, "by external id": 0}, "statuses": {"200": 3}}
    ],
    "claims": ["A-18"],
    "findings": {"query.undocumented": 1},
    "unread": [{"path": "query colour", "count": 1}],
}


class Covered(AdminModel):
    """How often an operation was called."""

    operation: str
    forms: dict[str, int] = Field(description="By how the path names its project and its event.")
    statuses: dict[str, int] = Field(description="By the status of the answer.")


class Unread(AdminModel):
    """Something that was sent and that nobody read."""

    path: str = Field(description="A JSON pointer into the body, or a header or a parameter by name.")
    count: int


class Report(AdminModel):
    """What the journal of a sandbox covers."""

    operations: list[Covered]
    claims: list[str] = Field(description="Those that the operations called rest on.")
    findings: dict[str, int] = Field(description="By code.")
    unread: list[Unread]


@router.get("/report", summary="Tell what was covered", responses=example_response(REPORT))
async def get_report(sandbox: CurrentSandbox, server: Server) -> Report:
    """What the requests that the journal keeps have covered, and what is still to be tried."""
    entries = list(sandbox.journal)
    found = [finding for entry in entries for finding in entry.findings]
    unread = Counter(each.at for each in found if each.is_unread)
    covered = _operations(entries, server.operations)
    called = {each.operation for each in covered if each.statuses}
    claims = {claim for route in server.operations.routes if route.name in called for claim in route.claims}
    return Report(
        operations=covered,
        claims=sorted(claims, key=in_order),
        findings=dict(Counter(each.code for each in found).most_common()),
        unread=[Unread(path=path, count=count) for path, count in unread.most_common()],
    )


def _operations(entries: list[JournalEntry], operations: OperationRouter) -> list[Covered]:
    """Every operation, called or not."""
    covered: dict[str, Covered] = {}
    for route in operations.routes:
        each = covered.setdefault(route.name, Covered(operation=route.name, forms={}, statuses={}))
        each.forms[form_of(route.path) or "alone"] = 0
    for entry in entries:
        found = operations.resolve("GET" if entry.method == "HEAD" else entry.method, entry.path)
        if found is not None:
            each = covered[found.operation.name]
            form, status = form_of(found.operation.path) or "alone", str(entry.status)
            each.forms[form] += 1
            each.statuses[status] = each.statuses.get(status, 0) + 1
    return list(covered.values())
