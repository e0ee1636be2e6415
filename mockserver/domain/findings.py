"""What was found wrong or undocumented about a request, and whether the strictness lets it pass."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mockserver.domain.errors import ApiError, InvalidRequest
from mockserver.domain.policy import Strictness


class Level(StrEnum):
    """What the documentation says of the thing found."""

    VIOLATION = "violation"
    UNDOCUMENTED = "undocumented"


UNREAD = frozenset({"body.undocumented", "query.undocumented"})
"""Codes of findings about what was sent and is neither kept nor followed."""
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
        times: how many alike it stands for, where nobody would read so many.
    """

    code: str
    level: Level
    at: str
    message: str
    source: str
    error: type[ApiError] = InvalidRequest
    times: int = 1

    @property
    def is_unread(self) -> bool:
        """Whether it is about something that was sent and that nobody read."""
        return self.code in UNREAD

    def refuse(self) -> ApiError:
        """The error that tells the caller of this finding."""
        return self.error(self.message, cause=self.code)

    def described(self) -> dict[str, str]:
        """It as an object of JSON."""
        return {
            "code": self.code,
            "level": self.level,
            "at": self.at,
            "message": self.message,
            "source": self.source,
        }


MOST_NOTED = 100
"""Findings of one request that are noted; those beyond are counted."""


class Findings:
    """All findings of one request, in the order found.

    Attributes:
        strictness: judges them.
        waived: codes of findings that are not refused, as a service was seen not to mind them.
        source: the section of the documentation that describes what was asked for.
        noted: the first of them.
        more: how many others there were.
    """

    def __init__(
        self, strictness: Strictness, source: str = "", waived: frozenset[str] = frozenset()
    ) -> None:
        self.strictness = strictness
        self.waived = waived
        self.source = source
        self.noted: list[Finding] = []
        self.more = 0

    def judge(self, found: Iterable[Finding]) -> None:
        """Note findings; if the strictness refuses any of them, raise for the first of those.

        Raises:
            ApiError: the error of the first refused finding.
        """
        refused = None
        for finding in found:
            self.more += finding.times
            if len(self.noted) < MOST_NOTED:
                self.noted.append(finding)
                self.more -= 1
            if refused is None and finding.level in REFUSED[self.strictness]:
                refused = None if finding.code in self.waived else finding
        if refused is not None:
            raise refused.refuse()
