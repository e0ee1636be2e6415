"""What happens in a sandbox while it happens, as server-sent events.

A stream holds no sandbox: one that is idle makes room for another all the same, and so ends the stream.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Response
from orjson import dumps
from starlette.responses import StreamingResponse

from mockserver.domain.clock import to_milliseconds
from mockserver.domain.errors import InvalidRequest
from mockserver.sandbox.broadcast import Broadcast, Kind, Listener
from mockserver.sandbox.journal.entry import JournalEntry
from mockserver.sandbox.sandbox import Sandbox
from mockserver.web import connection
from mockserver.web.admin import delivery_schemas, journal_schemas
from mockserver.web.admin.clock import ClockState
from mockserver.web.admin.dependencies import Context, Registry
from mockserver.web.admin.faults import FaultState
from mockserver.web.admin.route import AdminRoute
from mockserver.web.admin.wallet import push_answer
from mockserver.web.context import RequestContext

router = APIRouter(tags=["Journal"], route_class=AdminRoute)
KINDS = ",".join(Kind)
MEDIA_TYPE = "text/event-stream"
HEARTBEAT = 15.0
"""Seconds of silence after which a stream tells that it is still there."""
GATHERING = 0.05
"""Seconds that notices are gathered for, so that a burst of them costs one write."""
MOST_SECONDS = 3600
PATIENCE = 0.5
"""Seconds that a reader who stands still has to take what was written, once the stream is to end."""
AT_ONCE = 100
"""Requests of the past that are written in one turn of the event loop."""
EXAMPLE = (
    'event: request\nid: 4f1c2a-000007\ndata: {"id":"4f1c2a-000007","at":"2026-01-01T00:00:00.000Z",'
    '"milliseconds":0.8,"operation":"get_event","method":"GET","target":"/v1/events/project/12345/1234",'
    '"path":"/v1/events/project/12345/1234","status":200,"findings":[],"fault":null,"events":[1234]}\n\n'
    'event: delivery\ndata: {"id":"delivery-1","at":"2026-01-01T00:00:00.000Z","milliseconds":3.142,'
    '"act":"install","pass":1,"url":"http://127.0.0.1:9000/v1/pass/install","fate":"answered","status":200,'
    '"error":null,"fault":null,"cause":"4f1c2a-000008"}\n\n'
)


@router.get(
    "/stream",
    summary="Tell what happens",
    response_class=Response,
    responses={
        200: {
            "description": f"Server-sent events: {', '.join(f'`{kind}`' for kind in [*Kind, 'gap'])}.",
            "content": {MEDIA_TYPE: {"example": EXAMPLE}},
        }
    },
)
async def get_stream(
    context: Context,
    registry: Registry,
    *,
    sandbox: Annotated[
        str | None,
        Query(description="In place of the header, which no EventSource sends.", examples=["default"]),
    ] = None,
    kinds: Annotated[
        str, Query(description="What to tell of, comma-separated.", examples=["request,push"])
    ] = KINDS,
    seconds: Annotated[
        float | None,
        Query(ge=0, le=MOST_SECONDS, description="End after so long; by default never.", examples=[1]),
    ] = None,
    last_event_id: Annotated[
        str | None, Header(description="The id of the request to go on after.", examples=["4f1c2a-000007"])
    ] = None,
) -> Response:
    """Requests, pushes, callbacks, faults, clock and changes of a sandbox as they come.

    The data are JSON. Each request has its id, after which a reader goes on who comes again. A callback is
    told of once it is answered, failed or dropped. Who stands still is told with `gap` how much was dropped;
    null if that is not known any more. A `HEAD` gets the head alone.
    """
    found = registry.get(sandbox or context.place)
    listener = Listener(_read_kinds(kinds), _write)
    if context.is_head:
        return Response(media_type=MEDIA_TYPE)
    missed = _resume(found, listener, last_event_id) if last_event_id else []
    found.broadcast.listeners.append(listener)
    context.leave()
    told = _tell(context, found.broadcast, listener, missed)
    if seconds is not None:
        asyncio.get_running_loop().call_later(seconds, listener.end)
    return StreamingResponse(told, media_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})


def _read_kinds(text: str) -> list[Kind]:
    try:
        return [Kind(each) for each in text.split(",")]
    except ValueError as error:
        raise InvalidRequest(f"kinds is {text!r}; expected some of {KINDS}, comma-separated.") from error


def _resume(sandbox: Sandbox, listener: Listener, last: str) -> list[JournalEntry | None]:
    """What came after a request, None for what is not known any more; all else is heard as it is by now."""
    listener.hear(Kind.CLOCK, sandbox.clock)
    for plan in sandbox.faults.all():
        listener.hear(Kind.FAULT, plan)
    listener.hear(Kind.STATE, ("resume", sandbox.clock.now()))
    try:
        return [*sandbox.journal.since(last)]
    except InvalidRequest:  # it was dropped, or forgotten with all others
        return [None, *sandbox.journal]


async def _tell(
    context: RequestContext, broadcast: Broadcast, listener: Listener, missed: list[JournalEntry | None]
) -> AsyncIterator[bytes]:
    """The stream: first what was missed, then what comes."""
    end = None

    def hurry() -> None:
        nonlocal end
        end = asyncio.get_running_loop().call_later(PATIENCE, connection.abort, context.scope)

    listener.on_end = hurry
    try:
        yield b":\n\n"
        while missed:
            now, missed = missed[:AT_ONCE], missed[AT_ONCE:]
            yield b"".join(_gap(None) if each is None else _write(Kind.REQUEST, each) for each in now)
        while not listener.is_over:
            if not await listener.wait(HEARTBEAT):
                yield b":\n\n"
                continue
            if not listener.is_over:
                await asyncio.sleep(GATHERING)
            dropped, heard = listener.take()
            yield b"".join([_gap(dropped), *heard] if dropped else heard)
    finally:
        broadcast.leave(listener)
        listener.on_end = None
        if end is not None:  # the reader did not stand still
            end.cancel()


def _gap(dropped: int | None) -> bytes:
    return _event("gap", {"dropped": dropped})


def _write(kind: Kind, subject: Any) -> bytes:
    """A notice as an event; that of a request has its id."""
    match kind:
        case Kind.REQUEST:
            return b"id: %b\n%b" % (subject.id.encode(), _event(kind, journal_schemas.summary(subject)))
        case Kind.PUSH:
            return _event(kind, push_answer(subject))
        case Kind.DELIVERY:
            return _event(kind, delivery_schemas.summary(subject))
        case Kind.FAULT:
            return _event(kind, FaultState.of(subject).model_dump(by_alias=True, exclude_defaults=True))
        case Kind.CLOCK:
            return _event(kind, ClockState.of(subject).model_dump())
        case Kind.STATE:
            change, at = subject
            return _event(kind, {"change": change, "at": to_milliseconds(at)})


def _event(name: str, members: dict[str, Any]) -> bytes:
    return b"event: %b\ndata: %b\n\n" % (name.encode(), dumps(members))
