"""A world at one moment, to go back to: its database, its clock, its policy."""

from dataclasses import dataclass, replace

from mockserver.domain.clock import Clock
from mockserver.domain.policy import Policy
from mockserver.store.database import Database


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A copy of a world, which nothing changes. Whoever has it closes it.

    Taking one and going back to it copy the database as a whole, so that they take milliseconds whatever
    the tables hold.

    Attributes:
        sources: the seeds that it was made from.
        is_shared: whether the database is another snapshot's, which closes it.
    """

    database: Database
    clock: Clock
    policy: Policy
    sources: tuple[str, ...] = ()
    is_shared: bool = False

    @classmethod
    def take(
        cls, database: Database, clock: Clock, policy: Policy, sources: tuple[str, ...] = ()
    ) -> "Snapshot":
        """A copy of a world as it is."""
        return cls(database.copy(), clock.keep(), policy, sources)

    @classmethod
    def empty(cls, policy: Policy) -> "Snapshot":
        """A world without anything."""
        return cls(Database.open_memory(), Clock(), policy)

    def share(self) -> "Snapshot":
        """The same for somebody who is gone before this is closed."""
        return replace(self, is_shared=True)

    def close(self) -> None:
        """Give the database back, unless it is another's."""
        if not self.is_shared:
            self.database.close()
