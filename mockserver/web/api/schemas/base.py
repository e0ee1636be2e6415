"""What requests and answers share. camelCase on the wire, snake_case everywhere else."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

LONGEST_GROUP = 255


class Wire(BaseModel):
    """Anything that crosses the wire."""

    model_config = ConfigDict(
        alias_generator=to_camel, field_title_generator=lambda name, _: to_camel(name), strict=True
    )


class Answer(Wire):
    """Anything that we say: written in our names, sent in the vendor's."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)


def absent() -> Any:
    """The default of what may be left out: None, though null may not be sent, and never answered."""
    return


class Problem(Answer):
    """Every error. Assumed: A-2."""

    code: int = Field(description="The HTTP status.")
    description: str = Field(description="One sentence for each status.")
    details: str = Field(description="What was wrong with this request.")


class EventField(Wire):
    """A field of an event. Properties that the documentation does not name are kept."""

    model_config = ConfigDict(extra="allow")

    label: str = Field(
        default_factory=absent, description="What stands beside the value; the default depends."
    )
    value: str = Field(default_factory=absent, description="What is shown.")


class EventFields(Wire):
    """The fields of an event. Fields that the documentation does not name are kept."""

    # Attributes bear their wire names: an undocumented field `event_name` must not be taken for one of them.

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, EventField] = Field(init=False)

    eventName: EventField = Field(default_factory=absent, description="The name of the event.")  # noqa: N815
    venueTitle: EventField = Field(default_factory=absent, description="The name of the venue.")  # noqa: N815
    venueAddress: EventField = Field(default_factory=absent, description="The address of the venue.")  # noqa: N815
    doorsOpen: EventField = Field(  # noqa: N815
        default_factory=absent, description="When ticket holders may enter (ISO 8601)."
    )
    startTime: EventField = Field(default_factory=absent, description="When the event starts (ISO 8601).")  # noqa: N815
    endTime: EventField = Field(default_factory=absent, description="When the event ends (ISO 8601).")  # noqa: N815


PassGroup = Annotated[
    str, StringConstraints(min_length=1), Field(json_schema_extra={"maxLength": LONGEST_GROUP})
]
