"""Moments of a sandbox to go back to."""

from mockserver.client._sync.connection import Connection
from mockserver.client.arguments import without_none
from mockserver.client.types import Diff


class Snapshot:
    """A moment of a sandbox.

    Attributes:
        name: by which the lab knows it.
    """

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self.name = name

    def restore(self) -> None:
        """Make data, ids to come, clock and policy as they were; faults and journal stay."""
        self._connection.ask("POST", "snapshots", self.name, "restore")

    def diff(self, to: str | None = None) -> Diff:
        """The events and passes that were added, removed and changed since, until now or another snapshot."""
        diff: Diff = self._connection.get("snapshots", self.name, "diff", **without_none(to=to))
        return diff

    def delete(self) -> None:
        """Forget it."""
        self._connection.delete("snapshots", self.name)
