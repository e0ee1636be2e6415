"""The clock of a sandbox."""

from typing import Annotated

from fastapi import APIRouter, Body
from pydantic import Field

from mockserver.domain.clock import LAST, RANGE, Clock, Mode, OutOfRange, to_milliseconds
from mockserver.domain.errors import InvalidRequest
from mockserver.seeds.document import SeedClock
from mockserver.seeds.load import set_clock
from mockserver.web.admin.dependencies import AdminModel, CurrentSandbox
from mockserver.web.admin.route import AdminRoute
from mockserver.web.admin.seed_bodies import example_response

router = APIRouter(prefix="/clock", tags=["Clock"], route_class=AdminRoute)
FROZEN = {"now": "2026-01-01T00:00:00.000Z", "mode": "frozen"}


class ClockState(AdminModel):
    """What the clock tells, and why."""

    now: str = Field(examples=["2026-01-01T00:00:00.000Z"])
    mode: Mode

    @classmethod
    def of(cls, clock: Clock) -> "ClockState":
        """A clock as it is answered."""
        return cls(now=to_milliseconds(clock.now()), mode=clock.mode)


class Advance(AdminModel):
    """How far to move on."""

    seconds: float = Field(strict=True, ge=0, allow_inf_nan=False, examples=[60])


@router.get("", summary="Tell the time", responses=example_response(FROZEN))
async def get_clock(sandbox: CurrentSandbox) -> ClockState:
    """The present instant of the sandbox."""
    return ClockState.of(sandbox.clock)


@router.put("", summary="Set the clock")
async def put_clock(
    sandbox: CurrentSandbox, wanted: Annotated[SeedClock, Body(examples=[{"frozen": "2026-01-01T00:00:00Z"}])]
) -> ClockState:
    """Stand still at an instant, run on from one, or tell the real time."""
    set_clock(sandbox.clock, wanted)
    return ClockState.of(sandbox.clock)


@router.post("/advance", summary="Move the clock on")
async def advance_clock(
    sandbox: CurrentSandbox, by: Annotated[Advance, Body(examples=[{"seconds": 60}])]
) -> ClockState:
    """Move on. A frozen clock stands still again then. No clock goes beyond the year 9999."""
    try:
        sandbox.clock.advance(round(by.seconds * 1000))
    except (OutOfRange, OverflowError) as error:
        left = (LAST - sandbox.clock.now()) / 1000
        raise InvalidRequest(f"seconds is {by.seconds}; expected at most {left}, to stay {RANGE}.") from error
    return ClockState.of(sandbox.clock)
