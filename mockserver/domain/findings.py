"""What was found wrong or undocumented about a request, and whether the strictness dial lets it pass."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mockserver.domain.errors import ApiError, InvalidRequest
from mockserver.domain.policy import Strictness

SHOWN = 60
"""Characters of an offending value that a message repeats."""


class Level(StrEnum):
    """What the documentation says of the thing found."""

    VIOLATION = "violation"
    UNDOCUMENTED = "undocumented"


REFUSED = {
    Strictness.LENIENT: frozenset[Level](),
    Strictness.DOCUMENTED: frozenset({Level.VIOLATION}),
    Strictness.STRICT: frozenset(Level),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found.

    Attributes:
        code: a short stable name, such as `field.undocumented`.
        level: violation or undocumented.
        at: a JSON pointer into the body, or `header Api-Revision`, or `query pageSize`.
        message: a sentence that names the thing, its value and what was expected.
        source: the section of the documentation that speaks of it.
        error: the error that answers the request if the finding is refused.
    """

    code: str
    level: Level
    at: str
    message: str
    source: str
    error: type[ApiError] = InvalidRequest

    def refuse(self) -> ApiError:
        """The error that tells the caller of this finding."""
        return self.error(self.message)


class Findings:
    """All findings of one request, in the order found.

    Attributes:
        strictness: the dial that judges them.
        source: the section of the documentation that describes what was asked for.
    """

    def __init__(self, strictness: Strictness, source: str = "") -> None:
        self.strictness = strictness
        self.source = source
        self.noted: list[Finding] = []

    def judge(self, found: Iterable[Finding]) -> None:
        """Note findings; if the dial refuses any of them, raise for the first of those.

        Raises:
            ApiError: the error of the first refused finding.
        """
        refused = None
        for finding in found:
            self.noted.append(finding)
            if refused is None and finding.level in REFUSED[self.strictness]:
                refused = finding
        if refused is not None:
            raise refused.refuse()


def pointer(*steps: str | int) -> str:
    """Steps into a document as a JSON pointer (RFC 6901).

    >>> pointer("fields", "a/b", "value")
    '/fields/a~1b/value'
    """
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def shown(value: Any) -> str:
    """A value as a message repeats it: compact JSON, cut to a readable length."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
