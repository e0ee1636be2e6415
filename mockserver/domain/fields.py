"""The fields of an event: their shape, their default labels, and how a change is merged into them."""

import re
from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, with_config
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict  # with the extra items of PEP 728

from mockserver.domain.model import AS_WRITTEN
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

PROPERTIES = frozenset({"label", "value"})
"""The documented properties of a field."""

WORD_BORDER = re.compile(r"(?<=[^\W_A-Z])(?=[A-Z])|[\W_]+")


AS_SENT = AS_WRITTEN | ConfigDict(strict=True)


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


@with_config(AS_SENT | ConfigDict(json_schema_extra={"additionalProperties": True}))
class EventField(TypedDict, total=False, extra_items=Annotated[Any, AfterValidator(_refuse_huge)]):  # type: ignore[call-arg] # PEP 728, which mypy does not know
    """A field of an event. Properties that the documentation does not name are kept."""

    label: Annotated[str, Field(description="What stands beside the value; the default depends.")]
    value: Annotated[str, Field(description="What is shown.")]


@with_config(AS_SENT)
class EventFields(TypedDict, total=False, extra_items=EventField):  # type: ignore[call-arg] # as above
    """The fields of an event. Fields that the documentation does not name are kept."""

    eventName: Annotated[EventField, Field(description="The name of the event.")]
    venueTitle: Annotated[EventField, Field(description="The name of the venue.")]
    venueAddress: Annotated[EventField, Field(description="The address of the venue.")]
    doorsOpen: Annotated[EventField, Field(description="When ticket holders may enter (ISO 8601).")]
    startTime: Annotated[EventField, Field(description="When the event starts (ISO 8601).")]
    endTime: Annotated[EventField, Field(description="When the event ends (ISO 8601).")]


def default_label(key: str) -> str:
    """The label of a field that was sent without one. Assumed: A-13.

    >>> default_label("gateNumber")
    'Gate Number'
    """
    documented = DEFAULT_LABELS.get(key)
    if documented is not None:
        return documented
    if key.islower() and key.isalnum():  # one word, as most are; to split it takes three times as long
        return key[0].upper() + key[1:]
    words = [word[0].upper() + word[1:] for word in WORD_BORDER.split(key) if word]
    return " ".join(words) or key


def merge_fields(fields: Fields, changes: Fields) -> Fields:
    """Fields with changes merged into them, property by property; what is not sent is unchanged.

    Source: events.txt § Update event.
    """
    merged = dict(fields)
    is_grown = False
    for key, sent in changes.items():
        stored = fields.get(key)
        if stored is not None and sent.keys() <= stored.keys():
            merged[key] = stored | sent  # everything stays in its place
        else:
            grown = stored | sent if stored else {"label": default_label(key), **sent}
            merged[key] = _label_first(grown) if len(grown) > len(PROPERTIES) else grown
            is_grown = True
    if not is_grown:
        return merged
    documented = {key: merged[key] for key in DEFAULT_LABELS if key in merged}
    return documented | merged


def _label_first(field: dict[str, Any]) -> dict[str, Any]:
    return {key: field[key] for key in ("label", "value") if key in field} | field
