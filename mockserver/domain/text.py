"""Values and places as messages tell them."""

import json
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

LONGEST_VALUE = 60
"""Characters of an offending value that a message repeats."""
UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of Unicode: control, format, half a character, line separator, paragraph separator."""
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Format characters that some scripts and many emoji are written with."""
LONGEST_INTEGER = 1024
"""Bits of an integer that a message repeats digit by digit; Python refuses to write much longer ones."""


def json_pointer(*steps: str | int) -> str:
    """Steps into a document as a JSON pointer (RFC 6901).

    >>> json_pointer("fields", "a/b", "value")
    '/fields/a~1b/value'
    """
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def shorten(text: str) -> str:
    """A text as a message repeats it: cut to a readable length.

    >>> shorten("x" * 1000) == "x" * 59 + "…"
    True
    """
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def abbreviate(value: Any) -> str:
    """A value as a message repeats it: compact JSON, cut to a readable length.

    Only as much of the value is looked at as is shown, so that a value of any size, and of any depth, costs
    the same.

    >>> abbreviate({"a": [1, "b"]})
    '{"a": [1, "b"]}'
    """
    text = ""
    for part in _parts(value):
        text += part
        if len(text) > LONGEST_VALUE:
            break
    return shorten(text)


def _parts(value: Any) -> Iterator[str]:
    """A value as JSON, part by part, each made when it is asked for. Each level of nesting has a part."""
    if isinstance(value, dict):
        yield from _listed("{", map(_member, value.items()), "}")
    elif isinstance(value, list | tuple):
        yield from _listed("[", map(_parts, value), "]")
    else:
        yield _written(value)


def _listed(opening: str, items: Iterable[Iterator[str]], closing: str) -> Iterator[str]:
    yield opening
    for number, item in enumerate(items):
        yield ", " * bool(number)
        yield from item
    yield closing


def _member(item: tuple[Any, Any]) -> Iterator[str]:
    name, value = item
    yield f"{_written(name if isinstance(name, str) else str(name))}: "
    yield from _parts(value)


def _written(value: Any) -> str:
    """A single value as JSON; what JSON does not know as the string that Python makes of it."""
    if isinstance(value, int) and value.bit_length() > LONGEST_INTEGER:
        return f"an integer of {value.bit_length()} bits"
    if value is None or isinstance(value, bool | int | float):
        return json.dumps(value)
    text = value[: LONGEST_VALUE + 1] if isinstance(value, str | bytes | bytearray) else value
    return json.dumps(str(text)[: LONGEST_VALUE + 1], ensure_ascii=False)


def printable(text: str) -> str:
    r"""Text that came from outside, on one line and without what could drive a terminal.

    Escaped are control characters, line and paragraph separators, halves of characters, and the invisible
    formatting characters, among them those that turn the direction of writing.

    >>> printable("a\x1b[31m\nb")
    'a\\x1b[31m\\nb'
    """
    if text.isprintable():  # most are, and this is asked for each line of the log
        return text
    return "".join(
        each.encode("unicode_escape").decode() if _drives_terminals(each) else each for each in text
    )


def _drives_terminals(character: str) -> bool:
    return unicodedata.category(character) in UNPRINTABLE and character not in JOINERS
