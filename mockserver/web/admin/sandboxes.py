"""Sandboxes: made, listed, changed, deleted; and the health of the server that holds them."""

import time
from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Path, Request
from pydantic import Field, ValidationError, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticCustomError

from mockserver import __version__
from mockserver.domain.clock import Clock
from mockserver.domain.policy import NO_PROFILE, POSITIONS, Policy, Reading, Strictness
from mockserver.domain.protocol import SANDBOX_HEADER, SANDBOX_PATH, SANDBOX_USER
from mockserver.domain.steps import Steps
from mockserver.sandbox.factory import fill_in_steps
from mockserver.sandbox.sandbox import Sandbox
from mockserver.sandbox.snapshot import Snapshot
from mockserver.seeds.document import SeedClock
from mockserver.seeds.load import let_go, set_clock
from mockserver.seeds.profiles import check_profile
from mockserver.web.admin.clock import ClockState
from mockserver.web.admin.dependencies import AdminModel, Registry, Server
from mockserver.web.admin.route import AdminRoute
from mockserver.web.admin.seed_bodies import check_all, example_response
from mockserver.web.context import context_of
from mockserver.web.turns import in_turns, without_collector

router = APIRouter(tags=["Sandboxes"], route_class=AdminRoute)
EXAMPLE = {"name": "checkout-tests", "seed": "server", "clock": {"frozen": "2026-01-01T00:00:00Z"}}
MADE = {
    "name": "checkout-tests",
    "baseUrl": "http://127.0.0.1:8412/sandboxes/checkout-tests/v1",
    "user": "sandbox-checkout-tests",
    "header": "X-Mockserver-Sandbox: checkout-tests",
    "strictness": "documented",
    "reading": "examples",
    "positions": {claim: sides[0] for claim, sides in POSITIONS.items()},
    "clock": {"now": "2026-01-01T00:00:00.000Z", "mode": "frozen"},
    "requests": 12,
    "events": 1,
}
WELL = {
    "status": "ready",
    "version": __version__,
    "uptimeSeconds": 12.5,
    "sandboxes": 2,
    "seed": ["season.yaml"],
    "shard": "s1",
}
OF_SHARD = "Which of several servers this tells of, not of the others; null if it is the only one."
Name = Annotated[str, Path(examples=["checkout-tests"])]


class PolicyChange(AdminModel):
    """A policy for a sandbox; what is left out stays as it is."""

    strictness: Strictness | None = None
    reading: Reading | None = None

    def applied_to(self, policy: Policy) -> Policy:
        """A policy with this change."""
        if self.strictness is not None:
            policy = policy.judge(self.strictness)
        return policy if self.reading is None else policy.read(self.reading)


def _tell_kinds(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    """One sentence for all kinds that a seed is none of."""
    try:
        return read(value)
    except ValidationError as error:
        kinds = "'server', 'empty', a seed document, or an array of them"
        raise PydanticCustomError("seed", kinds) from error


class NewSandbox(PolicyChange):
    """A sandbox to make."""

    name: str | None = Field(None, description="By default one that nobody has.")
    seed: Annotated[
        Literal["server", "empty"] | dict[str, Any] | list[dict[str, Any]], WrapValidator(_tell_kinds)
    ] = Field("server", description="What it begins with: the server's seed, nothing, or seed documents.")
    clock: SeedClock | None = None
    profile: dict[str, Any] | None = Field(None, description="How the service was seen to answer.")


class SandboxState(AdminModel):
    """A sandbox, and the three ways to be in it."""

    name: str
    base_url: str = Field(description="For clients that can only change their base URL.")
    user: str = Field(description="For clients that only take credentials: the Basic user, any password.")
    header: str = Field(description="For clients that can send a header.")
    strictness: Strictness
    reading: Reading
    positions: dict[str, str] = Field(description="The side taken of each claim that has two.")
    clock: ClockState
    requests: int = Field(description="To the emulated API, since its journal was last cleared.")
    events: int

    @classmethod
    def of(cls, sandbox: Sandbox, request: Request) -> "SandboxState":
        """A sandbox as it is answered."""
        root = context_of(request).public_root
        return cls(
            name=sandbox.name,
            base_url=f"{root}{SANDBOX_PATH}{sandbox.name}/v1",
            user=f"{SANDBOX_USER}{sandbox.name}",
            header=f"{SANDBOX_HEADER}: {sandbox.name}",
            strictness=sandbox.policy.strictness,
            reading=sandbox.policy.reading,
            positions={claim: sandbox.policy.side(claim) for claim in POSITIONS},
            clock=ClockState.of(sandbox.clock),
            requests=len(sandbox.journal) + sandbox.journal.dropped,
            events=sandbox.count_events(),
        )


class SandboxList(AdminModel):
    """All sandboxes."""

    sandboxes: list[SandboxState]
    count: int
    shard: str | None = Field(description=OF_SHARD)


class Health(AdminModel):
    """How the server is."""

    status: Literal["ready"]
    version: str
    uptime_seconds: float
    sandboxes: int
    seed: list[str] = Field(description="The seeds that the server began with.")
    shard: str | None = Field(description=OF_SHARD)


@router.get("/health", summary="Tell how the server is", responses=example_response(WELL))
async def get_health(server: Server, registry: Registry) -> Health:
    """The version, the age and the size of the server."""
    return Health(
        status="ready",
        version=__version__,
        uptime_seconds=round(time.monotonic() - server.began, 3),
        sandboxes=len(registry),
        seed=list(registry.default.seed.sources),
        shard=registry.shard,
    )


@router.post(
    "/sandboxes", summary="Make a sandbox", status_code=201, responses=example_response(MADE, status=201)
)
async def make_sandbox(
    request: Request, registry: Registry, wanted: Annotated[NewSandbox, Body(examples=[EXAMPLE])]
) -> SandboxState:
    """Make a sandbox that begins as asked."""
    name = wanted.name or registry.new_name()
    seed = await _seed(wanted, registry.default.seed)
    return SandboxState.of(registry.add(name, seed), request)


@router.get(
    "/sandboxes",
    summary="List the sandboxes",
    responses=example_response({"sandboxes": [MADE], "count": 1, "shard": "s1"}),
)
async def list_sandboxes(request: Request, registry: Registry) -> SandboxList:
    """All sandboxes, in the order made."""
    found = await in_turns(_tell_all(request, registry))
    return SandboxList(sandboxes=found, count=len(found), shard=registry.shard)


@router.get("/sandboxes/{name}", summary="Get a sandbox", responses=example_response(MADE))
async def get_sandbox(request: Request, registry: Registry, name: Name) -> SandboxState:
    """One sandbox."""
    return SandboxState.of(registry.get(name), request)


@router.patch("/sandboxes/{name}", summary="Change the policy of a sandbox")
async def change_policy(
    request: Request,
    registry: Registry,
    name: Name,
    change: Annotated[PolicyChange, Body(examples=[{"strictness": "strict"}])],
) -> SandboxState:
    """Judge and read requests otherwise until the next reset."""
    sandbox = registry.get(name)
    sandbox.policy = change.applied_to(sandbox.policy)
    sandbox.tell_change("change_policy")
    return SandboxState.of(sandbox, request)


@router.delete("/sandboxes/{name}", summary="Delete a sandbox", status_code=204)
async def delete_sandbox(registry: Registry, name: Name) -> None:
    """Forget a sandbox and all that is in it. The default one cannot be deleted."""
    registry.remove(name)


def _tell_all(request: Request, registry: Registry) -> Steps[list[SandboxState]]:
    """All sandboxes as they are answered, but for those that went meanwhile."""
    found = []
    for sandbox in registry.all():
        if registry.find(sandbox.name) is sandbox:
            found.append(SandboxState.of(sandbox, request))
        yield
    return found


async def _seed(wanted: NewSandbox, of_server: Snapshot) -> Snapshot:
    """What a new sandbox begins with."""
    seen = NO_PROFILE if wanted.profile is None else check_profile("profile", wanted.profile)
    if wanted.seed == "server":
        begun = of_server.share()
    elif wanted.seed == "empty":
        begun = Snapshot.empty(of_server.policy)
    else:
        with without_collector():
            files = await in_turns(check_all(wanted.seed, "seed"))
            begun = await in_turns(fill_in_steps(files, of_server.policy))
            await in_turns(let_go(files))
    clock = Clock()
    clock.follow(begun.clock)
    if wanted.clock is not None:
        set_clock(clock, wanted.clock)
    policy = wanted.applied_to(begun.policy.follow(seen))
    return replace(begun, clock=clock.keep(), policy=policy)
