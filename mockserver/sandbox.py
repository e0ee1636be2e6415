"""One isolated world: the one owner of its database, its clock and its dials."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from mockserver.clock import Clock
from mockserver.dials import Dials
from mockserver.findings import Findings
from mockserver.store.records import ProjectSummary
from mockserver.store.store import Store
from mockserver.store.work import Work


class Sandbox:
    """A world that no other sandbox can see into. Used from one thread only.

    Attributes:
        name: what requests call it.
        clock: tells the time of everything that is written here.
        dials: how requests are judged and read, unless they prefer otherwise.
    """

    def __init__(self, name: str, connection: sqlite3.Connection, clock: Clock, dials: Dials) -> None:
        self.name = name
        self.clock = clock
        self.dials = dials
        self._connection = connection
        self._store = Store(connection)

    @contextmanager
    def work(self, request_id: str, findings: Findings) -> Iterator[Work]:
        """A unit of work: kept whole when the block ends, undone whole when it raises.

        The block must not await, so that units never mix.
        """
        try:
            yield Work(self._store, self.clock.now(), request_id, findings)
            self._connection.commit()
        except BaseException:
            self._connection.rollback()
            raise

    def projects(self) -> list[ProjectSummary]:
        """What there is, project by project."""
        return self._store.summaries()

    def close(self) -> None:
        """Give the database back."""
        self._connection.close()
