"""Values and places as messages tell them."""

import json
from typing import Any

LONGEST_VALUE = 60
"""Characters of an offending value that a message repeats."""


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
