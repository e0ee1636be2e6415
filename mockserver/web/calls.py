"""What a request is about, told before its route runs; and its body, read before its route does."""

from typing import Any

from pydantic_core import from_json
from starlette.requests import Request
from starlette.routing import Match
from starlette.types import Message, Receive, Scope

from mockserver.domain.refs import ByExternalId
from mockserver.sandbox.matching import Call
from mockserver.web.api.operation import Operation
from mockserver.web.api.request import Desk


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
    request = Request(scope)
    desk = _find_desk(scope)
    return Call(
        operation=desk.visit.operation if desk else "",
        method=scope["method"],
        path=scope["path"],
        events=_events(desk, content) if desk else frozenset(),
        pass_group=desk.pass_group if desk and "passGroup" in desk.path_params else None,
        headers=dict(request.headers),
        body=content,
    )


def _find_desk(scope: Scope) -> Desk | None:
    """The request as its operation will see it; None if no operation takes it."""
    for route in scope["app"].routes:
        if isinstance(route, Operation):
            match, found = route.matches(scope)
            if match is Match.FULL:
                desk = Desk({**scope, **found})
                desk.visit.begin(route.name, route.source)
                return desk
    return None


def _events(desk: Desk, content: Any) -> frozenset[int]:
    """The ids of the events that a call names: by id, by external id, by a group they are in."""
    named = desk.path_params
    if "eventId" in named:
        return frozenset({named["eventId"]})
    with desk.work() as work:
        project = work.store.find_project(desk.project)
        if project is None:
            return frozenset()
        if "passGroup" in named and "eventExternalId" not in named:
            members = work.store.find_events_of_group(project.id, desk.pass_group)
            return frozenset(event_id for event_id, _ in members)
        name = desk.event if "eventExternalId" in named else _external_id(content)
        event = work.store.find_event(desk.project, name) if name else None
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
