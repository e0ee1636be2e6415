"""The policy of a server: how strictly requests are judged, and which side of a contradiction is taken."""

from dataclasses import dataclass
from enum import StrEnum


class Strictness(StrEnum):
    """How findings about a request are judged."""

    LENIENT = "lenient"
    DOCUMENTED = "documented"
    STRICT = "strict"


class Reading(StrEnum):
    """Which side the server takes where the documentation contradicts itself."""

    EXAMPLES = "examples"
    SCHEMA = "schema"


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds for a server, a sandbox or one request."""

    strictness: Strictness = Strictness.DOCUMENTED
    reading: Reading = Reading.EXAMPLES
