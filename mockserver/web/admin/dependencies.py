"""What the operations of the admin API ask for."""

from typing import Annotated

from fastapi import Depends, Request
from pydantic import ConfigDict

from mockserver.domain.model import CamelModel
from mockserver.sandbox.registry import SandboxRegistry
from mockserver.sandbox.sandbox import Sandbox
from mockserver.web.context import RequestContext, context_of
from mockserver.web.state import ServerState


class AdminModel(CamelModel):
    """Anything that crosses the wire of the admin API; what is not known is refused."""

    model_config = ConfigDict(extra="forbid", validate_by_alias=True, validate_by_name=True)


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


Context = Annotated[RequestContext, Depends(context)]
Server = Annotated[ServerState, Depends(server)]
Registry = Annotated[SandboxRegistry, Depends(registry)]
CurrentSandbox = Annotated[Sandbox, Depends(current_sandbox)]
