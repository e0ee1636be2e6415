"""The shape of a seed document, published as `fixtures/seed.schema.json`."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from mockserver.api.schemas import EventFields, PassGroup
from mockserver.rules.passes import PassStatus

LARGEST_SEED_ID = 2**53 - 1
"""The largest integer that every JSON parser keeps exactly; it also leaves room for ids to come."""
ONE, MANY = "«one»", "«many»"
"""Tags that tell a list from a volume. They appear in the location of a fault, and are taken out again."""


class Platform(StrEnum):
    """The wallet that a pass is in."""

    IOS = "ios"
    ANDROID = "android"


def _written_moment(value: Any) -> Any:
    if isinstance(value, str | datetime):
        return value
    raise PydanticCustomError("moment", "expected a date-time with a zone, such as 2026-01-01T00:00:00Z")


Id = Annotated[int, Field(ge=1, le=LARGEST_SEED_ID)]
ExternalId = Annotated[str, StringConstraints(min_length=1)]
Moment = Annotated[AwareDatetime, BeforeValidator(_written_moment), Field(strict=False)]
Weights = Annotated[int, Field(ge=0)]


def _equal_weights(value: Any) -> Any:
    return dict.fromkeys(value, 1) if isinstance(value, list) else value


def _some_weight(value: dict[Any, int]) -> dict[Any, int]:
    if not sum(value.values()):
        raise PydanticCustomError("weights", "expected at least one weight above 0")
    return value


class SeedModel(BaseModel):
    """Anything in a seed; what is not known is a fault."""

    model_config = ConfigDict(
        alias_generator=to_camel, extra="forbid", strict=True, validate_by_alias=True, validate_by_name=True
    )


class SeedPass(SeedModel):
    """A pass. Its serial number and its template follow from its id and its platform if they are not given."""

    id: Id | None = None
    external_id: ExternalId | None = None
    template_id: Id | None = None
    serial_number: ExternalId | None = None
    platform: Annotated[Platform, Field(strict=False)] = Platform.IOS
    status: Annotated[PassStatus, Field(strict=False)] = PassStatus.NOT_BEEN_INSTALLED
    created_at: Moment | None = Field(None, description="By default the present instant of the clock.")
    updated_at: Moment | None = Field(None, description="By default as createdAt.")
    installed_at: Moment | None = Field(
        None, description="By default, if it ever was installed, as createdAt."
    )

    @model_validator(mode="after")
    def _installed_at_needs_an_installation(self) -> "SeedPass":
        if self.installed_at is not None and self.status is PassStatus.NOT_BEEN_INSTALLED:
            raise PydanticCustomError(
                "installed_at", "expected no installedAt in a pass that never was installed"
            )
        return self


class PassVolume(SeedModel):
    """Many passes alike, the same on every load: platforms and statuses take turns by weight."""

    count: Annotated[int, Field(ge=0, le=10_000_000)]
    platforms: Annotated[
        dict[Annotated[Platform, Field(strict=False)], Weights], BeforeValidator(_equal_weights)
    ] = Field(default={Platform.IOS: 1, Platform.ANDROID: 1}, min_length=1)
    statuses: Annotated[
        dict[Annotated[PassStatus, Field(strict=False)], Weights], BeforeValidator(_equal_weights)
    ] = Field(default=dict.fromkeys(PassStatus, 1), min_length=1)
    created_at: Moment | None = Field(None, description="Of the first; each next one is a second younger.")


def _kind(value: Any) -> str:
    is_volume = "count" in value if isinstance(value, dict) else isinstance(value, PassVolume | EventVolume)
    return MANY if is_volume else ONE


Passes = Annotated[
    Annotated[list[SeedPass], Tag(ONE)] | Annotated[PassVolume, Tag(MANY)], Discriminator(_kind)
]


class SeedEvent(SeedModel):
    """An event. Labels that are not given have their documented defaults."""

    id: Id | None = None
    external_id: ExternalId | None = None
    pass_groups: list[PassGroup] = []
    created_at: Moment | None = Field(None, description="By default the present instant of the clock.")
    updated_at: Moment | None = Field(None, description="By default as createdAt.")
    fields: EventFields = Field(default_factory=lambda: EventFields.model_validate({}))
    passes: Passes = Field(default_factory=list[SeedPass])


class EventVolume(SeedModel):
    """Many events alike. `{n}`, in any string of them, is the number of the event, from 1."""

    count: Annotated[int, Field(ge=0, le=1_000_000)]
    external_id: ExternalId | None = None
    pass_groups: list[PassGroup] = []
    created_at: Moment | None = None
    fields: EventFields = Field(default_factory=lambda: EventFields.model_validate({}))
    passes: Passes = Field(default_factory=list[SeedPass])

    @model_validator(mode="after")
    def _names_differ(self) -> "EventVolume":
        if self.count > 1 and self.external_id is not None and "{n}" not in self.external_id:
            raise PydanticCustomError("names", "expected {n} in the externalId of several events")
        return self


EventOrVolume = Annotated[
    Annotated[SeedEvent, Tag(ONE)] | Annotated[EventVolume, Tag(MANY)], Discriminator(_kind)
]


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, dict) and "count" in value else value


class SeedProject(SeedModel):
    """A project. With the setting auth=keys, `key` and `secret` are its credentials."""

    id: Id | None = None
    external_id: ExternalId | None = None
    name: str | None = None
    key: ExternalId | None = None
    secret: ExternalId | None = None
    events: Annotated[list[EventOrVolume], BeforeValidator(_as_list)] = []


class SeedClock(SeedModel):
    """How the clock begins: exactly one of these."""

    frozen: Moment | None = Field(None, description="Stand still at this instant.")
    shifted: Moment | None = Field(None, description="Run on from this instant.")
    real: bool | None = Field(None, description="Tell the real time.")

    @model_validator(mode="after")
    def _exactly_one(self) -> "SeedClock":
        if len(self.model_fields_set) != 1 or self.real is False:
            raise PydanticCustomError("clock", "expected exactly one of frozen, shifted and real: true")
        return self


class NextIds(SeedModel):
    """The ids that are given out next."""

    project: Id | None = None
    event: Id | None = None
    pass_: Id | None = Field(None, alias="pass")


class SeedDocument(SeedModel):
    """A world to begin with."""

    clock: SeedClock | None = None
    next_ids: NextIds | None = None
    projects: list[SeedProject] = []
