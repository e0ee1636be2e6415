"""The policy of a server: how strictly requests are judged, and which side of an open question is taken."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from mockserver.domain.errors import ERROR_STATUSES


class Strictness(StrEnum):
    """How findings about a request are judged."""

    LENIENT = "lenient"
    DOCUMENTED = "documented"
    STRICT = "strict"


class Reading(StrEnum):
    """Which side the server takes where the documentation contradicts itself."""

    EXAMPLES = "examples"
    SCHEMA = "schema"


CLAIM = re.compile(r"\b[AR]-\d+\b")
"""How texts name an assumption, or a reading of a contradiction."""
READINGS = frozenset({"R-1", "R-2", "R-3", "R-4", "R-5", "R-6", "R-7"})
"""The claims that a reading decides."""
POSITIONS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(sorted(READINGS), (Reading.EXAMPLES.value, Reading.SCHEMA.value)),
    "A-15": ("404", "400"),
    "A-16": ("used", "ignored"),
    "A-17": ("joined", "ignored"),
    "A-21": ("new", "all"),
    "A-22": ("400", "200"),
    "A-23": ("moves", "stays"),
    "A-25": ("all", "matching"),
    "A-26": ("capped", "refused"),
}
"""The claims that have two sides here: what each side is called, the default one first."""


def in_order(claim: str) -> tuple[str, int]:
    """What claims are sorted by, so that A-2 stands before A-10, and sections of the documentation follow."""
    kind, _, number = claim.partition("-")
    return (kind, int(number)) if CLAIM.fullmatch(claim) else (claim, 0)


def claim_of(unsupported: str) -> str:
    """The claim of an answer that is listed as unsupported, by its claim or by claim and probe."""
    return unsupported.partition(" ")[0]


@dataclass(frozen=True, slots=True)
class Profile:
    """How a service was seen to answer.

    Attributes:
        positions: the side seen of claims that have two.
        statuses: the status seen in place of the documented or assumed one, by the cause of the error.
        dates: when each claim or cause was last looked at.
        unsupported: answers seen that this server cannot give, by claim, or claim and probe: in a sentence.
    """

    positions: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, int] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    unsupported: Mapping[str, str] = field(default_factory=dict)

    @property
    def waived(self) -> frozenset[str]:
        """The causes of errors that the service was seen not to mind."""
        return frozenset(cause for cause, status in self.statuses.items() if status not in ERROR_STATUSES)

    def unsupported_of(self, claim: str) -> list[str]:
        """What was seen of a claim and cannot be answered, which may be listed by claim and probe."""
        return [seen for name, seen in self.unsupported.items() if claim_of(name) == claim]

    def over(self, other: "Profile") -> "Profile":
        """This profile laid over another one."""
        return Profile(
            {**other.positions, **self.positions},
            {**other.statuses, **self.statuses},
            {**other.dates, **self.dates},
            {**other.unsupported, **self.unsupported},
        )


NO_PROFILE = Profile()


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds for a server, a sandbox or one request.

    Attributes:
        turned: the claims of which not the default side is taken, but the other one.
        profile: what was seen of the service, as far as anybody knows.
        waived: the findings that are not refused, whatever the strictness.
    """

    strictness: Strictness = Strictness.DOCUMENTED
    turned: frozenset[str] = frozenset()
    profile: Profile = NO_PROFILE
    waived: frozenset[str] = frozenset()

    @property
    def reading(self) -> Reading:
        """Which side all contradictions are read on; the examples' if not all are read alike."""
        return Reading.SCHEMA if self.turned >= READINGS else Reading.EXAMPLES

    def read(self, reading: Reading) -> "Policy":
        """This policy with all contradictions on one side."""
        others = self.turned - READINGS
        return replace(self, turned=others | READINGS if reading is Reading.SCHEMA else others)

    def judge(self, strictness: Strictness) -> "Policy":
        """This policy with another strictness."""
        return replace(self, strictness=strictness)

    def follow(self, profile: Profile) -> "Policy":
        """This policy with the sides that a service was seen to take."""
        others = {claim for claim, side in profile.positions.items() if side == POSITIONS[claim][1]}
        known = profile.over(self.profile)
        turned = (self.turned - profile.positions.keys()) | others
        return replace(self, turned=turned, profile=known, waived=known.waived)

    def side(self, claim: str) -> str:
        """The side taken of a claim that has two."""
        return POSITIONS[claim][claim in self.turned]
