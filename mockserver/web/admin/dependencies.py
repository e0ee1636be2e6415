"""The vocabulary of the admin routes."""

from typing import Annotated

from fastapi import Depends, Request
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel
from starlette.datastructures import State

from mockserver.sandbox.registry import SandboxRegistry
from mockserver.sandbox.sandbox import Sandbox
from mockserver.web.context import RequestContext


class AdminModel(BaseModel):
    """Anything that crosses the wire of the lab; what is not known is refused."""

    model_config = ConfigDict(
        alias_generator=to_camel, extra="forbid", validate_by_alias=True, validate_by_name=True
    )


async def server(request: Request) -> State:
    """The state of the application that the lab belongs to."""
    state: State = request.app.state.server
    return state


async def registry(request: Request) -> SandboxRegistry:
    """All sandboxes of the server."""
    sandboxes: SandboxRegistry = request.app.state.server.sandboxes
    return sandboxes


async def current_sandbox(request: Request) -> Sandbox:
    """The sandbox that the request is in."""
    context: RequestContext = request.scope["mockserver.context"]
    return context.sandbox


Server = Annotated[State, Depends(server)]
Registry = Annotated[SandboxRegistry, Depends(registry)]
CurrentSandbox = Annotated[Sandbox, Depends(current_sandbox)]
