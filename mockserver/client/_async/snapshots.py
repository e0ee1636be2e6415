"""Moments of a sandbox to go back to."""

from mockserver.client._async.connection import AsyncConnection
from mockserver.client.arguments import without_none
from mockserver.client.types import Diff


class AsyncSnapshot:
    """A moment of a sandbox.

    Attributes:
        name: by which the lab knows it.
    """

    def __init__(self, connection: AsyncConnection, name: str) -> None:
        self._connection = connection
        self.name = name

    async def restore(self) -> None:
        """Make data, ids to come, clock and policy as they were; faults and journal stay."""
        await self._connection.ask("POST", "snapshots", self.name, "restore")

    async def diff(self, to: str | None = None) -> Diff:
        """The events and passes that were added, removed and changed since, until now or another snapshot."""
        diff: Diff = await self._connection.get("snapshots", self.name, "diff", **without_none(to=to))
        return diff

    async def delete(self) -> None:
        """Forget it."""
        await self._connection.delete("snapshots", self.name)
