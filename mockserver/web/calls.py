"""What a request is about, told before its route runs; and its body, read before its route does."""

from typing import Any

from pydantic_core import from_json
from starlette.requests import Request
from starlette.routing import Match
from starlette.types import Message, Receive, Scope

from mockserver.domain.refs import ByExternalId
from mockserver.sandbox.matching import Call
from mockserver.web.api.operation import Operation
from mockserver.web.api.request import OperationRequest


async def read_ahead(receive: Receive, limit: int) -> tuple[bytes, Receive]:
    """The body of a request, and what gives it once more to those who come after.

    Of a body that is too long only the beginning is read.
    """
    heard: list[Message] = []
    body = bytearray()
    while len(body) <= limit:
        heard.append(await receive())
        body += heard[-1].get("body", b"")
        if not heard[-1].get("more_body", False):
            break
    heard.reverse()

    async def replay() -> Message:
        return heard.pop() if heard else await receive()

    return bytes(body), replay


def identify(scope: Scope, body: bytes) -> Call:
    """The call that a request is: its operation, its event and its group, found as its route would."""
    content = _read(body)
    request = _find_request(scope)
    return Call(
        operation=request.context.operation if request else "",
        method=scope["method"],
        path=scope["path"],
        events=_events(request, content) if request else frozenset(),
        pass_group=request.pass_group if request and "passGroup" in request.path_params else None,
        headers=dict(Request(scope).headers),
        body=content,
    )


def _find_request(scope: Scope) -> OperationRequest | None:
    """The request as its operation will see it; None if no operation takes it."""
    for route in scope["app"].routes:
        if isinstance(route, Operation):
            match, found = route.matches(scope)
            if match is Match.FULL:
                request = OperationRequest({**scope, **found})
                request.context.begin(route.name, route.source)
                return request
    return None


def _events(request: OperationRequest, content: Any) -> frozenset[int]:
    """The ids of the events that a call names: by id, by external id, by a group they are in."""
    named = request.path_params
    if "eventId" in named:
        return frozenset({named["eventId"]})
    with request.work() as work:
        project = work.store.find_project(request.project)
        if project is None:
            return frozenset()
        if "passGroup" in named and "eventExternalId" not in named:
            members = work.store.find_events_of_group(project.id, request.pass_group)
            return frozenset(event_id for event_id, _ in members)
        name = request.event if "eventExternalId" in named else _external_id(content)
        event = work.store.find_event(request.project, name) if name else None
    return frozenset({event.id}) if event else frozenset()


def _external_id(content: Any) -> ByExternalId | None:
    """The name of an event in the body of a request to create or update it."""
    named = content.get("eventExternalId") if isinstance(content, dict) else None
    return ByExternalId(named) if isinstance(named, str) else None


def _read(body: bytes) -> Any:
    """A body as JSON; None without one, text if it is no JSON."""
    if not body:
        return None
    try:
        return from_json(body)
    except ValueError:
        return body.decode(errors="replace")
