"""The shape of a seed document, published as `fixtures/seed.schema.json`."""

import re
from contextlib import suppress
from datetime import MAXYEAR, MINYEAR, datetime
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from mockserver.domain import refs
from mockserver.domain.attendees import AttendeeFields
from mockserver.domain.callbacks import BaseUrl, CallbackHeaders
from mockserver.domain.clock import RANGE, OutOfRange, instant
from mockserver.domain.fields import EventFields
from mockserver.domain.passes import PassStatus, Platform
from mockserver.seeds.limits import MOST_ROWS
from mockserver.seeds.profile_document import ProfileDocument

LARGEST_SEED_ID = 2**53 - 1
"""The largest integer that every JSON parser keeps exactly; it also leaves room for ids to come."""
ONE, MANY = "«one»", "«many»"
"""Tags that tell a list from its shorter form. `wording` takes them out of the location of a fault again."""
DATE_TIME = re.compile(r"(\d{4,9})-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)

OUT_OF_RANGE = PydanticCustomError("moment", f"an instant {RANGE}")


def _read_moment(value: Any) -> datetime:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    written = DATE_TIME.fullmatch(value) if isinstance(value, str) else None
    if written is not None:
        if not MINYEAR <= int(written[1]) <= MAXYEAR:
            raise OUT_OF_RANGE
        with suppress(ValueError):
            return datetime.fromisoformat(value)
    raise PydanticCustomError("moment", "a date-time with a zone, such as 2026-01-01T00:00:00Z")


def _check_range(moment: datetime) -> datetime:
    try:
        instant(moment)
    except OutOfRange as error:
        raise OUT_OF_RANGE from error
    return moment


def _some_weight(weights: dict[Any, int]) -> dict[Any, int]:
    if not sum(weights.values()):
        raise PydanticCustomError("weights", "at least one weight above 0")
    return weights


def _list_or_weights(value: Any) -> str:
    return ONE if isinstance(value, list) else MANY


def is_volume(value: Any) -> bool:
    """Whether many things are meant, and not the one that stands there."""
    return "count" in value if isinstance(value, dict) else isinstance(value, PassVolume | EventVolume)


def _list_or_volume(value: Any) -> str:
    return MANY if is_volume(value) else ONE


Id = Annotated[refs.Id, Field(ge=1, le=LARGEST_SEED_ID)]
ExternalId = Annotated[str, StringConstraints(min_length=1)]
# Longer than the documentation allows, too: a lenient server takes such a group, so a seed may hold it.
Group = Annotated[str, StringConstraints(min_length=1)]
Moment = Annotated[AwareDatetime, BeforeValidator(_read_moment), AfterValidator(_check_range)]
Weight = Annotated[int, Field(ge=0, le=1_000_000)]
PlatformName = Annotated[Platform, Field(strict=False)]
StatusName = Annotated[PassStatus, Field(strict=False)]

Name = TypeVar("Name")
Weighted = Annotated[
    Annotated[list[Name], Field(min_length=1), Tag(ONE)]
    | Annotated[dict[Name, Weight], AfterValidator(_some_weight), Tag(MANY)],
    Discriminator(_list_or_weights),
]
"""Who takes turns: a list, or each with a weight, which is the same as standing in the list so often."""


class SeedModel(BaseModel):
    """Anything in a seed; what is not known is a fault."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", strict=True)


class SeedPass(SeedModel):
    """A pass. If not given, its serial number follows from its id and its template from its platform."""

    id: Id | None = None
    external_id: ExternalId | None = None
    template_id: Id | None = None
    serial_number: ExternalId | None = None
    platform: PlatformName = Platform.IOS
    status: StatusName = PassStatus.NOT_BEEN_INSTALLED
    created_at: Moment | None = Field(None, description="By default the present instant of the clock.")
    updated_at: Moment | None = Field(None, description="By default as createdAt.")
    installed_at: Moment | None = Field(
        None, description="By default, if it ever was installed, as createdAt."
    )

    @model_validator(mode="after")
    def _installed_at_needs_an_installation(self) -> "SeedPass":
        if self.installed_at is not None and self.status is PassStatus.NOT_BEEN_INSTALLED:
            raise PydanticCustomError(
                "installed_at", "none in a pass that has not been installed", {"at": "installedAt"}
            )
        return self


class PassVolume(SeedModel):
    """Many passes alike, the same on every load. Platforms take turns, and after each round statuses."""

    count: Annotated[int, Field(ge=0, le=MOST_ROWS)]
    platforms: Weighted[PlatformName] = list(Platform)
    statuses: Weighted[StatusName] = list(PassStatus)
    created_at: Moment | None = Field(
        None, description="Of the first; each next one is a second younger. By default that of the event."
    )


Passes = Annotated[
    Annotated[list[SeedPass], Tag(ONE)] | Annotated[PassVolume, Tag(MANY)], Discriminator(_list_or_volume)
]


class SeedEvent(SeedModel):
    """An event. Labels that are not given have their documented defaults."""

    id: Id | None = None
    external_id: ExternalId | None = None
    pass_groups: list[Group] = []
    created_at: Moment | None = Field(None, description="By default the present instant of the clock.")
    updated_at: Moment | None = Field(None, description="By default as createdAt.")
    fields: EventFields = {}
    passes: Passes = Field(default_factory=list[SeedPass])


class EventVolume(SeedModel):
    """Many events alike. `{n}`, in any string of them, is the number of the event, from 1."""

    count: Annotated[int, Field(ge=0, le=1_000_000)]
    external_id: ExternalId | None = Field(None, description="With {n} in it, so that no two are the same.")
    pass_groups: list[Group] = []
    created_at: Moment | None = Field(None, description="By default the present instant of the clock.")
    fields: EventFields = {}
    passes: Passes = Field(default_factory=list[SeedPass])

    @model_validator(mode="after")
    def _names_differ(self) -> "EventVolume":
        if self.count > 1 and self.external_id is not None and "{n}" not in self.external_id:
            raise PydanticCustomError("names", "{n} in the name of several events", {"at": "externalId"})
        return self

    @model_validator(mode="after")
    def _passes_differ(self) -> "EventVolume":
        has_ids = isinstance(self.passes, list) and any(each.id is not None for each in self.passes)
        if self.count > 1 and has_ids:
            raise PydanticCustomError("ids", "no ids in the passes of several events", {"at": "passes"})
        return self


EventOrVolume = Annotated[
    Annotated[SeedEvent, Tag(ONE)] | Annotated[EventVolume, Tag(MANY)], Discriminator(_list_or_volume)
]
Events = Annotated[
    Annotated[list[EventOrVolume], Tag(ONE)] | Annotated[EventVolume, Tag(MANY)],
    Discriminator(_list_or_volume),
]


class SeedProject(SeedModel):
    """A project. With the setting auth=keys, `key` and `secret` are its credentials."""

    id: Id | None = None
    external_id: ExternalId | None = None
    name: str | None = None
    key: ExternalId | None = None
    secret: ExternalId | None = None
    events: Events = Field(default_factory=list[SeedEvent | EventVolume])


NEVER_NULL = WithJsonSchema({"type": "string", "format": "date-time"})


class SeedClock(SeedModel):
    """How the clock begins: exactly one of these."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "maxProperties": 1})

    frozen: Annotated[Moment | None, NEVER_NULL] = Field(None, description="Stand still at this instant.")
    shifted: Annotated[Moment | None, NEVER_NULL] = Field(None, description="Run on from this instant.")
    real: Annotated[bool | None, WithJsonSchema({"const": True})] = Field(
        None, description="Tell the real time."
    )

    @model_validator(mode="before")
    @classmethod
    def _exactly_one(cls, value: Any) -> Any:
        says_nothing = isinstance(value, dict) and any(each in (None, False) for each in value.values())
        if isinstance(value, dict) and (len(value) != 1 or says_nothing):
            raise PydanticCustomError("clock", "exactly one of frozen, shifted and real: true")
        return value


class NextIds(SeedModel):
    """The ids that are given out next."""

    project: Id | None = None
    event: Id | None = None
    pass_: Id | None = Field(None, alias="pass")


class SeedPush(SeedModel):
    """A pass was told of an update of an event, because of a request."""

    id: Id | None = None
    pass_: Id = Field(alias="pass")
    event: Id
    at: Moment
    request: str


class SeedCallback(SeedModel):
    """Who is told when a pass is installed or uninstalled."""

    project: Id | None = Field(
        None,
        description="Whose passes it is about; by default those of projects that have none of their own.",
    )
    base_url: BaseUrl
    headers: CallbackHeaders = Field({}, description="To send along.")


class SeedLink(SeedModel):
    """An adaptive link of an event ticket, which follows from its id."""

    id: Id
    external_id: ExternalId | None = None
    event: Id
    fields: AttendeeFields = {}
    landing_page_url: BaseUrl | None = None
    ios_template_id: Id | None = None
    android_template_id: Id | None = None
    ios_pass: Id | None = Field(None, description="The pass that was made by tapping it.")
    android_pass: Id | None = Field(None, description="The pass that was made by tapping it.")


class SeedDocument(SeedModel):
    """A world to begin with."""

    schema_: str | None = Field(None, alias="$schema", description="For editors; read by nobody else.")
    clock: SeedClock | None = None
    next_ids: NextIds | None = None
    projects: list[SeedProject] = []
    passes: Passes = Field(default_factory=list[SeedPass], description="Whose events have been deleted.")
    pushes: list[SeedPush] = Field(default_factory=list[SeedPush], description="Made so far, in order.")
    links: list[SeedLink] = Field(default_factory=list[SeedLink], description="Of event tickets.")
    callbacks: list[SeedCallback] = Field(default_factory=list[SeedCallback], description="Who is told.")
    profile: ProfileDocument | None = Field(
        None, description="How the service was seen to answer; counts where a world begins with this seed."
    )
