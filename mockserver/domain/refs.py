"""How a request names a project or an event: by the service's id, or by the customer's own."""

from dataclasses import dataclass

LARGEST_ID = 2**63 - 1
"""The largest id that can exist; a larger one in a path names nothing."""


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
