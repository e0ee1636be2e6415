"""The ledger: what the answers of a sandbox rest on, claim by claim."""

from typing import Any, Literal

from fastapi import APIRouter
from pydantic import Field

from mockserver.domain.policy import POSITIONS, Policy
from mockserver.seeds.claims import Claim, read_claims
from mockserver.web.admin.dependencies import AdminModel, CurrentSandbox
from mockserver.web.admin.route import AdminRoute
from mockserver.web.admin.seed_bodies import example_response

router = APIRouter(tags=["Fidelity"], route_class=AdminRoute)
EXAMPLE: dict[str, Any] = {
    "id": "A-15",
    "label": "assumed",
    "statement": "To create an event in an unknown project is a 404.",
    "positions": ["404", "400"],
    "position": "400",
    "observed": "2026-11-24",
    "unsupported": None,
}


class ClaimState(AdminModel):
    """A claim, the side that the sandbox takes, and when the service was seen to take it."""

    id: str
    label: Literal["reading", "assumed"]
    statement: str
    positions: list[str] = Field(description="The sides that there are here, the default one first.")
    position: str | None = Field(description="The side taken; null if there is but one.")
    observed: str | None = Field(description="The day on which the service was seen; null if nobody looked.")
    unsupported: str | None = Field(None, description="What was seen and cannot be answered here.")

    @classmethod
    def of(cls, claim: Claim, policy: Policy) -> "ClaimState":
        """A claim as a policy has it."""
        has_sides = claim.id in POSITIONS
        return cls(
            id=claim.id,
            label="reading" if claim.label == "reading" else "assumed",
            statement=claim.statement,
            positions=list(POSITIONS.get(claim.id, ())),
            position=policy.side(claim.id) if has_sides else None,
            observed=policy.profile.dates.get(claim.id),
            unsupported=" ".join(policy.profile.unsupported_of(claim.id)) or None,
        )


class Fidelity(AdminModel):
    """What the answers of a sandbox rest on."""

    claims: list[ClaimState]
    statuses: dict[str, int] = Field(description="The status that the service was seen to have, by cause.")
    unsupported: dict[str, str] = Field(description="All that was seen and cannot be answered here.")


@router.get(
    "/fidelity",
    summary="Tell what answers rest on",
    responses=example_response({"claims": [EXAMPLE], "statuses": {"body.malformed": 406}, "unsupported": {}}),
)
async def get_fidelity(sandbox: CurrentSandbox) -> Fidelity:
    """Every reading and every assumption, with the day on which the service was seen to do the same."""
    policy = sandbox.policy
    return Fidelity(
        claims=[ClaimState.of(claim, policy) for claim in read_claims().values()],
        statuses=dict(policy.profile.statuses),
        unsupported=dict(policy.profile.unsupported),
    )
