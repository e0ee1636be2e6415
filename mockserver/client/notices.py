"""What a stream tells, read line by line. Source: the HTML standard § Server-sent events."""

import json
from typing import Any, NamedTuple


class Notice(NamedTuple):
    """Something that happened in a sandbox.

    Attributes:
        kind: `request`, `push`, `delivery`, `fault`, `clock`, `state`, or `gap` for what is not told.
        id: of a request, after which a stream can go on.
        data: what happened.
    """

    kind: str
    id: str | None
    data: Any


class NoticeReader:
    """Puts lines together."""

    def __init__(self) -> None:
        self._fields: dict[str, str] = {}

    def read(self, line: str) -> Notice | None:
        """The notice that a line ends, if it does."""
        if line:
            name, _, value = line.partition(":")
            self._fields[name] = value.removeprefix(" ")
            return None
        fields, self._fields = self._fields, {}
        if "data" not in fields:  # a sign of life
            return None
        return Notice(fields.get("event", "message"), fields.get("id"), json.loads(fields["data"]))
