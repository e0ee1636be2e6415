"""The journal of a sandbox: what was asked of it, in which order, and with what answer."""

from datetime import datetime
from enum import StrEnum
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query, Response
from pydantic import Field

from mockserver.domain.clock import Instant
from mockserver.domain.errors import REQUEST_TIMEOUT, describe
from mockserver.domain.refs import Id
from mockserver.sandbox.journal.entry import JournalEntry
from mockserver.sandbox.journal.search import Search
from mockserver.sandbox.matching import RequestPattern
from mockserver.sandbox.sandbox import Sandbox
from mockserver.web.admin import export
from mockserver.web.admin.dependencies import LONGEST_WAIT, AdminModel, CurrentSandbox, Server, read_instant
from mockserver.web.admin.journal_schemas import Exchange, Miss
from mockserver.web.admin.route import AdminRoute
from mockserver.web.admin.snippets import WRITERS, Snippet
from mockserver.web.answer import JSON
from mockserver.web.api.schemas.base import Problem
from mockserver.web.routing import OperationRouter
from mockserver.web.streaming import StreamedResponse, stream_json

router = APIRouter(prefix="/requests", tags=["Journal"], route_class=AdminRoute)
RequestId = Annotated[str, Path(examples=["4f1c2a-000007"])]
UPDATE = {"operation": "update_event", "event": 1234}


class Wanted(AdminModel):
    """The requests that are meant."""

    match: RequestPattern = Field(
        default_factory=RequestPattern, description="What they must have; empty matches all."
    )


class Awaited(Wanted):
    """The requests to wait for."""

    count: int = Field(1, ge=1, description="How many there must be, those that came before included.")
    timeout_ms: int = Field(5000, ge=0, le=LONGEST_WAIT, description="How long to wait for them.")


class Exchanges(AdminModel):
    """Requests, the newest last."""

    requests: list[Exchange]


class Journalled(Exchanges):
    """Requests that the journal keeps."""

    count: int = Field(description="How many these are.")
    dropped: int = Field(description="How many were dropped since the journal was cleared, to keep it small.")


class Count(AdminModel):
    """How many requests match."""

    count: int


class TimedOut(Problem):
    """Too few requests came in time."""

    near_misses: list[Miss] = Field(description="The closest requests, the closest first.")


class Format(StrEnum):
    """How requests are exported."""

    HAR = "har"
    CURL = "curl"
    HTTPX = "httpx"
    FETCH = "fetch"
    PYTEST = "pytest"
    HTTP = "http"


class Filters(AdminModel):
    """Which requests to show."""

    operation: str | None = Field(None, description="The operation's name.", examples=["update_event"])
    method: str | None = Field(None, description="The HTTP method.")
    path: str | None = Field(None, description="A glob of the path, in which * stands for any characters.")
    status: int | None = Field(None, description="The status of the answer.")
    event: Id | None = Field(None, description="An event that was touched or named: its history.")
    since: str | None = Field(
        None, description="An instant (ISO 8601), or the id of a request to come after."
    )
    limit: int | None = Field(None, ge=0, description="Only so many of the newest.")
    q: str | None = Field(
        None,
        description='Words in path or bodies, "in quotes" as a whole; `status:5xx`, `op:update_event`,'
        " `event:1234`, `method:PUT`, `has:finding`, `has:fault`; `-` before a term negates it.",
        examples=["status:5xx -has:fault"],
    )

    def find(self, sandbox: Sandbox, operations: OperationRouter) -> list[JournalEntry]:
        """The entries that are asked for, the newest last."""
        operations.check_name(self.operation)
        asked = self.model_dump(include={"operation", "method", "path", "status", "event"})
        since = None if self.since is None else _since(self.since)
        found = sandbox.journal.find(RequestPattern(**asked), since, self.limit if self.q is None else None)
        return found if self.q is None else _search(found, self.q, self.limit)


class Exported(Filters):
    """Which requests to export, and how."""

    format: Format = Format.HAR
    id: str | None = Field(None, description="Only the request of that id.", examples=["4f1c2a-000007"])


def _search(entries: list[JournalEntry], text: str, limit: int | None) -> list[JournalEntry]:
    """Those that a search finds, only so many of the newest; no more are looked at than that takes."""
    search = Search.read(text)
    newest = islice(filter(search.finds, reversed(entries)), limit)
    return [*newest][::-1]


def _since(text: str) -> Instant | str:
    """An instant if it looks like one, otherwise the id of a request."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return text
    return read_instant("since", text)


@router.get(
    "",
    summary="List the requests",
    response_class=Response,
    responses={200: {"model": Journalled, "description": "Requests."}},
)
async def list_requests(
    sandbox: CurrentSandbox, server: Server, asked: Annotated[Filters, Query()]
) -> Response:
    """What was asked of the sandbox, the newest last. Health and admin calls are not among it."""
    found = asked.find(sandbox, server.operations)
    requests = map(Exchange.of, found)
    return stream_json({"count": len(found), "dropped": sandbox.journal.dropped, "requests": requests})


@router.delete("", summary="Clear the journal", status_code=204)
async def clear_requests(sandbox: CurrentSandbox) -> None:
    """Forget all requests."""
    sandbox.journal.clear()


@router.get(
    "/export",
    summary="Export the requests",
    response_class=Response,
    responses={200: {"content": {"application/json": {}, "text/plain": {}}, "description": "The export."}},
)
async def export_requests(
    sandbox: CurrentSandbox, server: Server, asked: Annotated[Exported, Query()]
) -> Response:
    """HAR, which a browser opens in its network panel, command lines, or code. Credentials are left out."""
    found = asked.find(sandbox, server.operations)
    entries = found if asked.id is None else [sandbox.journal.get(asked.id)]
    if asked.format in WRITERS:
        write = WRITERS[asked.format]
        parts = (write(Snippet.of(entry, sandbox.name)).encode() for entry in entries)
        return StreamedResponse(parts, "text/plain; charset=utf-8")
    if asked.format is Format.CURL:
        lines = (line.encode() for line in export.curl(entries, sandbox.name))
        return StreamedResponse(lines, "text/plain; charset=utf-8")
    saved = {"Content-Disposition": 'attachment; filename="mockserver.har"'}
    return stream_json(export.har(entries), headers=saved)


@router.get("/{id}", summary="Get a request")
async def get_request(sandbox: CurrentSandbox, id: RequestId) -> Exchange:  # noqa: A002 - its name in the path
    """One request, by the id that its answer told in X-Mockserver-Request-Id."""
    return Exchange.of(sandbox.journal.get(id))


@router.post("/count", summary="Count requests")
async def count_requests(
    sandbox: CurrentSandbox, server: Server, wanted: Annotated[Wanted, Body(examples=[{"match": UPDATE}])]
) -> Count:
    """How many of the requests in the journal match."""
    server.operations.check_name(wanted.match.operation)
    return Count(count=len(sandbox.journal.find(wanted.match)))


@router.post(
    "/wait",
    summary="Wait for requests",
    response_model=Exchanges,
    responses={REQUEST_TIMEOUT: {"model": TimedOut, "description": describe(REQUEST_TIMEOUT)}},
)
async def wait_for_requests(
    sandbox: CurrentSandbox,
    server: Server,
    awaited: Annotated[Awaited, Body(examples=[{"match": UPDATE, "count": 2, "timeoutMs": 2000}])],
) -> Any:
    """Answer as soon as so many requests match, those that came before included."""
    server.operations.check_name(awaited.match.operation)
    try:
        found = await sandbox.journal.wait(awaited.match, awaited.count, awaited.timeout_ms / 1000)
    except TimeoutError:
        return _timed_out(sandbox, awaited)
    return Exchanges(requests=[Exchange.of(entry) for entry in found])


def _timed_out(sandbox: Sandbox, awaited: Awaited) -> Response:
    came = len(sandbox.journal.find(awaited.match))
    told = TimedOut(
        code=REQUEST_TIMEOUT,
        description=describe(REQUEST_TIMEOUT),
        details=f"{came} of {awaited.count} requests matched after {awaited.timeout_ms} ms; see nearMisses.",
        near_misses=[Miss.of(miss) for miss in sandbox.journal.near_misses(awaited.match)],
    )
    return Response(told.model_dump_json(by_alias=True), REQUEST_TIMEOUT, media_type=JSON)
