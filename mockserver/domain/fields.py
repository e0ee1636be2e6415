"""The fields of an event: their shape, their default labels, and how a change is merged into them."""

import re
from typing import Annotated, Any

from pydantic import MISSING, AfterValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from mockserver.domain.model import CamelModel
from mockserver.domain.records import Fields

DEFAULT_LABELS = {
    "eventName": "Event",
    "venueTitle": "Venue",
    "venueAddress": "Address",
    "doorsOpen": "Doors Open",
    "startTime": "Start Time",
    "endTime": "End Time",
}
"""The documented fields in the order in which they are answered, with their default labels.

Source: events.txt § Create event. Assumed: A-12 (Start Time).
"""

WORD_BORDER = re.compile(r"(?<=[^\W_A-Z])(?=[A-Z])|[\W_]+")


def fits_64_bits(number: int) -> bool:
    """Whether an integer is one that every reader of JSON can keep."""
    return -(2**63) <= number < 2**63


def _refuse_huge(value: Any) -> Any:
    """Refuse integers of more than 64 bits, wherever they stand in a value."""
    if isinstance(value, int) and not fits_64_bits(value):
        raise PydanticCustomError("int_64_bits", "an integer of 64 bits")
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            _refuse_huge(part)
    return value


class EventField(CamelModel):
    """A field of an event. Properties that the documentation does not name are kept."""

    model_config = ConfigDict(extra="allow", strict=True, json_schema_extra={"additionalProperties": True})
    __pydantic_extra__: dict[str, Annotated[Any, AfterValidator(_refuse_huge)]] = Field(init=False)

    label: Annotated[
        str | MISSING, Field(description="What stands beside the value; the default depends.")
    ] = MISSING
    value: Annotated[str | MISSING, Field(description="What is shown.")] = MISSING


class EventFields(CamelModel):
    """The fields of an event. Fields that the documentation does not name are kept."""

    # Attributes bear their wire names: an undocumented field `event_name` must not be taken for one of them.

    model_config = ConfigDict(extra="allow", strict=True)
    __pydantic_extra__: dict[str, EventField] = Field(init=False)

    eventName: Annotated[EventField | MISSING, Field(description="The name of the event.")] = MISSING
    venueTitle: Annotated[EventField | MISSING, Field(description="The name of the venue.")] = MISSING
    venueAddress: Annotated[EventField | MISSING, Field(description="The address of the venue.")] = MISSING
    doorsOpen: Annotated[
        EventField | MISSING, Field(description="When ticket holders may enter (ISO 8601).")
    ] = MISSING
    startTime: Annotated[EventField | MISSING, Field(description="When the event starts (ISO 8601).")] = (
        MISSING
    )
    endTime: Annotated[EventField | MISSING, Field(description="When the event ends (ISO 8601).")] = MISSING

    def sent(self) -> Fields:
        """The fields as sent, and only what was sent of each."""
        return self.model_dump(by_alias=True, exclude_unset=True)


def default_label(key: str) -> str:
    """The label of a field that was sent without one. Assumed: A-13.

    >>> default_label("gateNumber")
    'Gate Number'
    """
    words = [word[0].upper() + word[1:] for word in WORD_BORDER.split(key) if word]
    return DEFAULT_LABELS.get(key) or " ".join(words) or key


def merge_fields(fields: Fields, changes: Fields) -> Fields:
    """Fields with changes merged into them, property by property; what is not sent is unchanged.

    Source: events.txt § Update event.
    """
    merged = dict(fields)
    for key, sent in changes.items():
        stored = merged.get(key) or {"label": default_label(key)}
        merged[key] = _label_first(stored | sent)
    documented = {key: merged[key] for key in DEFAULT_LABELS if key in merged}
    return documented | merged


def _label_first(field: dict[str, Any]) -> dict[str, Any]:
    return {key: field[key] for key in ("label", "value") if key in field} | field
