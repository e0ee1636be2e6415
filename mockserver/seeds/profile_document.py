"""The shape of a profile: how a service was seen to answer, as `mockserver verify` writes it."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from mockserver.domain.errors import CAUSES, ERROR_STATUSES, FOUND, may_have
from mockserver.domain.policy import POSITIONS, Profile, claim_of

FORMAT: Literal["mockserver-profile/1"] = "mockserver-profile/1"
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _read_day(value: Any) -> str:
    try:
        if isinstance(value, str) and DAY.fullmatch(value):
            return date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise PydanticCustomError("day", "a day, such as 2026-11-24")


def _known_sides(value: Any) -> Any:
    """Sides of claims that have two; in YAML, one that is called 400 may be written as a number."""
    if not isinstance(value, dict):
        return value
    sides = {claim: str(side) if type(side) is int else side for claim, side in value.items()}
    for claim, side in sides.items():
        if claim not in POSITIONS:
            raise PydanticCustomError("claims", f"claims that have two sides here: {', '.join(POSITIONS)}")
        if side not in POSITIONS[claim]:
            raise PydanticCustomError("sides", f"of {claim} either {' or '.join(POSITIONS[claim])}")
    return sides


def _known_causes(statuses: dict[str, int]) -> dict[str, int]:
    for cause, status in statuses.items():
        if cause not in CAUSES:
            raise PydanticCustomError("causes", f"causes of errors: {', '.join(CAUSES)}")
        if not may_have(cause, status):
            waivable = ", ".join(sorted(FOUND))
            raise PydanticCustomError("waived", f"a success only for {waivable}, and for {cause} an error")
    return statuses


Day = Annotated[str, BeforeValidator(_read_day), WithJsonSchema({"type": "string", "format": "date"})]
ClaimName = Annotated[str, StringConstraints(pattern=r"^[AR]-\d+$")]
Status = Annotated[int, Field(ge=200, le=ERROR_STATUSES[-1])]


class ProfileModel(BaseModel):
    """Anything in a profile; what is not known is a fault."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", strict=True)


class Unsupported(ProfileModel):
    """An answer that was seen, and that this server cannot give."""

    answer: Any = Field(description="What the service answered, as the report has it.")
    note: str = Field("", description="In a sentence.")


class ProfileDocument(ProfileModel):
    """How a service was seen to answer on one day."""

    format: Literal["mockserver-profile/1"] = FORMAT
    service: str | None = Field(None, description="The host that was asked.")
    observed: Day
    positions: Annotated[dict[str, str], BeforeValidator(_known_sides)] = Field(
        default_factory=dict, description="The side seen of claims that have two."
    )
    confirmed: list[ClaimName] = Field(
        default_factory=list, description="Claims without two sides that were seen to hold."
    )
    statuses: Annotated[dict[str, Status], AfterValidator(_known_causes)] = Field(
        default_factory=dict, description="The status seen, by the cause of the error."
    )
    unsupported: dict[str, Unsupported] = Field(
        default_factory=dict, description="What was seen and cannot be answered here, by claim or probe."
    )

    def to_profile(self) -> Profile:
        """It in the words of the policy."""
        claims = (*self.positions, *self.confirmed, *map(claim_of, self.unsupported))
        dated = (*claims, *self.statuses)
        seen = {name: each.note or f"answers {each.answer}" for name, each in self.unsupported.items()}
        return Profile(self.positions, self.statuses, dict.fromkeys(dated, self.observed), seen)
