"""How a request names a project, an event or a pass group."""

from dataclasses import dataclass

from mockserver.domain.model import Int64

LARGEST_ID = 2**63 - 1
"""The largest id that can exist; a larger one in a path names nothing."""
Id = Int64
"""What the service gives a name by itself: a project, an event, a pass."""


@dataclass(frozen=True, slots=True)
class ById:
    """The id that the service gave out, `12345` in a path."""

    id: int

    def __str__(self) -> str:
        return str(self.id)


@dataclass(frozen=True, slots=True)
class ByExternalId:
    """The customer's own id, `id/project123ExtId` in a path. Compared byte for byte."""

    external_id: str

    def __str__(self) -> str:
        return f"id/{self.external_id}"


Ref = ById | ByExternalId


@dataclass(frozen=True, slots=True)
class PathNames:
    """What the path of a request names, percent-decoded; None for what it does not name."""

    project: Ref | None = None
    event: Ref | None = None
    pass_group: str | None = None
    pass_id: int | None = None
    link: str | None = None
    device: str | None = None


NO_NAMES = PathNames()
