"""Values and places as messages tell them."""

import json
import unicodedata
from typing import Any

LONGEST_VALUE = 60
"""Characters of an offending value that a message repeats."""
UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of Unicode: control, format, half a character, line separator, paragraph separator."""
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Format characters that some scripts and many emoji are written with."""


def json_pointer(*steps: str | int) -> str:
    """Steps into a document as a JSON pointer (RFC 6901).

    >>> json_pointer("fields", "a/b", "value")
    '/fields/a~1b/value'
    """
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def abbreviate(value: Any) -> str:
    """A value as a message repeats it: compact JSON, cut to a readable length.

    Only as much of the value is written as is shown, so that a document of any size costs the same.

    >>> abbreviate({"a": [1, "b"]})
    '{"a": [1, "b"]}'
    """
    text = ""
    for chunk in json.JSONEncoder(ensure_ascii=False, default=str).iterencode(_cut(value)):
        text += chunk
        if len(text) > LONGEST_VALUE:
            return text[: LONGEST_VALUE - 1] + "…"
    return text


def _cut(value: Any) -> Any:
    """A string that is longer than what is shown, cut; anything else as it is."""
    return value[: LONGEST_VALUE + 1] if isinstance(value, str) else value


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
