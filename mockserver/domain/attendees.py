"""The fields of an attendee of an event. Source: event-tickets § Attendees."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, with_config
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from mockserver.domain.model import AS_WRITTEN, Int64

Currency = Literal[
    "USD", "EUR", "CNY", "JPY", "GBP", "RUB", "AUD", "CHF", "CAD",
    "HKD", "SEK", "NZD", "KRW", "SGD", "NOK", "MXN", "INR",
]  # fmt: skip
"""Of a price."""
PRICE = ("currencyCode", "micros")


@with_config(AS_WRITTEN | {"extra": "forbid"})
class AttendeeField(TypedDict, total=False):
    """A field of an attendee: a label and a value, or, for `faceValue`, a price."""

    label: Annotated[str, Field(description="What stands beside the value; the default is the key in words.")]
    value: Annotated[str, Field(description="What is shown.")]
    currencyCode: Annotated[Currency, Field(description="Of a price.")]
    micros: Annotated[Int64, Field(description="Of a price: millionths of the currency.")]


def _check_prices(fields: dict[str, Any]) -> dict[str, Any]:
    for key, field in fields.items():
        given = [name for name in PRICE if name in field]
        if given and (key != "faceValue" or len(given) < len(PRICE)):
            raise PydanticCustomError("price", f"both {' and '.join(PRICE)} in faceValue alone")
    return fields


AttendeeFields = Annotated[dict[str, AttendeeField], AfterValidator(_check_prices)]
