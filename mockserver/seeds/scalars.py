"""Single values as a text writes them: which of them are numbers, and which numbers JSON can hold.

A plain scalar of YAML is a string, unless all versions of YAML, and JSON where it can write such a thing,
agree that it is something else. So `19:30`, `010`, `0x1F`, `1_000`, `1e3`, `yes`, `off` and dates are
strings, as they were written.
"""

import math
import re
from collections.abc import Callable
from typing import Any

from mockserver.domain.fields import fits_64_bits
from mockserver.domain.text import shorten

Scalar = str | int | float | bool | None

PLAIN = re.compile(
    r"(?P<null>~|null|Null|NULL|)"
    r"|(?P<bool>true|True|TRUE|false|False|FALSE)"
    r"|(?P<int>-?(?:0|[1-9][0-9]*))"
    r"|(?P<float>-?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+][0-9]+)?)"
    r"|(?P<endless>[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))"
)
LONGEST_INTEGER = 20
"""Characters of the longest integer of 64 bits, its sign included."""


def read_integer(text: str) -> int:
    """An integer of 64 bits.

    Raises:
        ValueError: it has more.
    """
    number = int(text) if len(text) <= LONGEST_INTEGER else None
    if number is None or not fits_64_bits(number):
        raise ValueError(f"{shorten(text)} is no integer of 64 bits")
    return number


def read_decimal(text: str) -> float:
    """A finite number.

    Raises:
        ValueError: it is so large that it is read as infinite.
    """
    number = float(text)
    return number if math.isfinite(number) else refuse_endless(text)


def refuse_endless(text: str) -> Any:
    """Refuse an infinite number, or what is none.

    Raises:
        ValueError: always.
    """
    raise ValueError(f"{shorten(text)} is no number that JSON can hold")


READERS: dict[str, Callable[[str], Any]] = {
    "null": lambda _: None,
    "bool": lambda text: text[0] in "tT",
    "int": read_integer,
    "float": read_decimal,
    "endless": refuse_endless,
}
TAGS = ("!!str", "!!int", "!!float", "!!bool", "!!null")


def read_plain(text: str) -> Scalar:
    """A scalar without quotes and without a tag.

    Raises:
        ValueError: it is a number that JSON cannot hold, or an integer of more than 64 bits.
    """
    found = PLAIN.fullmatch(text)
    value: Scalar = READERS[found.lastgroup](text) if found and found.lastgroup else text
    return value


def read_tagged(text: str, kind: str) -> Scalar:
    """A scalar whose tag says what it is: `!!str`, `!!int`, `!!float`, `!!bool` or `!!null`.

    Raises:
        ValueError: there is no such tag, or the text does not fit it.
    """
    if kind == "str":
        return text
    if kind not in READERS:
        raise ValueError(f"the tag !!{shorten(kind)} is unknown; expected one of {', '.join(TAGS)}")
    found = PLAIN.fullmatch(text)
    fits = found is not None and (found.lastgroup == kind or (found.lastgroup, kind) == ("int", "float"))
    if not fits:
        raise ValueError(f"{shorten(text)!r} is no !!{kind}")
    value: Scalar = READERS[kind](text)
    return value
