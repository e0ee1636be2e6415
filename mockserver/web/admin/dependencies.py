"""What the operations of the admin API ask for."""

from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from pydantic import ConfigDict

from mockserver.domain.clock import Instant, OutOfRange, instant
from mockserver.domain.errors import InvalidRequest
from mockserver.domain.model import CamelModel
from mockserver.sandbox.registry import SandboxRegistry
from mockserver.sandbox.sandbox import Sandbox
from mockserver.web.context import RequestContext, context_of
from mockserver.web.middleware.pipeline import Pipeline
from mockserver.web.state import ServerState

LONGEST_WAIT = 60_000
"""Milliseconds that somebody may wait for something."""


class AdminModel(CamelModel):
    """Anything that crosses the wire of the admin API; what is not known is refused."""

    model_config = ConfigDict(extra="forbid", validate_by_alias=True, validate_by_name=True)


def read_instant(name: str, text: str) -> Instant:
    """An instant that a parameter tells.

    Raises:
        InvalidRequest: it is none, has no offset, or is beyond the range.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise InvalidRequest(
            f"{name} is {text!r}; expected an instant with its offset, such as a Z at the end."
        )
    try:
        return instant(moment)
    except OutOfRange as error:
        raise InvalidRequest(f"{name} is {text!r}; {error}.") from error


async def context(request: Request) -> RequestContext:
    """The context of the request."""
    return context_of(request)


async def server(request: Request) -> ServerState:
    """What all requests of the server share."""
    return context_of(request).server


async def registry(request: Request) -> SandboxRegistry:
    """All sandboxes of the server."""
    return context_of(request).server.registry


async def current_sandbox(request: Request) -> Sandbox:
    """The sandbox that the request is for."""
    return context_of(request).enter()


async def pipeline(request: Request) -> Pipeline:
    """What answers requests to the emulated API."""
    found: Pipeline = request.app.pipeline
    return found


Context = Annotated[RequestContext, Depends(context)]
Server = Annotated[ServerState, Depends(server)]
Registry = Annotated[SandboxRegistry, Depends(registry)]
Again = Annotated[Pipeline, Depends(pipeline)]
CurrentSandbox = Annotated[Sandbox, Depends(current_sandbox)]
