"""A world at one moment, to go back to: its database, its clock, its dials."""

import sqlite3
from dataclasses import dataclass

from mockserver.domain.clock import Clock
from mockserver.domain.policy import Policy
from mockserver.store import database


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A copy of a world, which nothing changes.

    Taking one and going back to it copy the database as a whole, so that they take milliseconds whatever
    the tables hold.

    Attributes:
        sources: the seeds that it was made from.
    """

    connection: sqlite3.Connection
    clock: Clock
    policy: Policy
    sources: tuple[str, ...] = ()

    @classmethod
    def take(
        cls, connection: sqlite3.Connection, clock: Clock, policy: Policy, sources: tuple[str, ...] = ()
    ) -> "Snapshot":
        """A copy of a world as it is."""
        return cls(database.copy_to_memory(connection), clock.keep(), policy, sources)

    @classmethod
    def empty(cls, policy: Policy) -> "Snapshot":
        """A world without anything."""
        return cls(database.open_memory(), Clock(), policy)

    def restore(self, connection: sqlite3.Connection) -> None:
        """Make a database as it was."""
        self.connection.backup(connection)

    def copy(self) -> sqlite3.Connection:
        """A new database as it was."""
        return database.copy_to_memory(self.connection)
