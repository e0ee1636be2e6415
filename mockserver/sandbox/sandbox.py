"""One isolated world: the one owner of its database, its clock and its policy."""

from mockserver.domain.clock import Clock
from mockserver.domain.errors import NotFound
from mockserver.domain.findings import Findings
from mockserver.domain.records import ProjectSummary
from mockserver.sandbox.broadcast import Broadcast, Kind
from mockserver.sandbox.callbacks.deliveries import Deliveries
from mockserver.sandbox.faults.plan import FaultPlans
from mockserver.sandbox.journal.journal import Journal
from mockserver.sandbox.snapshot import Snapshot
from mockserver.store.database import Database
from mockserver.store.pages import Pages
from mockserver.store.store import Store
from mockserver.store.unit_of_work import Touched, UnitOfWork


class Sandbox:
    """A world that no other sandbox can see into. Used from one thread only.

    Database, seed and snapshots are its own: they are closed with it.

    Attributes:
        name: what requests call it.
        database: what it holds.
        clock: tells the time of everything that is written here.
        policy: how requests are judged and read, unless they prefer otherwise.
        seed: what it began with, and goes back to.
        snapshots: what it can also go back to, by name.
        journal: what was asked of it and answered.
        faults: what is to go wrong with requests.
        broadcast: tells of what happens here while it happens.
        deliveries: the callbacks that were sent because of it.
        store: what it keeps; whoever changes that does so in a unit of work.
    """

    def __init__(self, name: str, database: Database, seed: Snapshot, journal: Journal | None = None) -> None:
        self.name = name
        self.database = database
        self.clock = Clock()
        self.clock.follow(seed.clock)
        self.policy = seed.policy
        self.seed = seed
        self.snapshots: dict[str, Snapshot] = {}
        self.journal = Journal() if journal is None else journal
        self.faults = FaultPlans()
        self.broadcast = Broadcast()
        self.deliveries = Deliveries(self.faults, self.broadcast)
        self.store = Store(database)
        self._seeded_at: int | None = database.changes
        self._counted = (-1, 0)
        self._visitors = 0
        self._is_retired = False

    @classmethod
    def begin(cls, name: str, seed: Snapshot, journal: Journal | None = None) -> "Sandbox":
        """A new world in memory that begins as an image."""
        return cls(name, seed.database.copy(), seed, journal)

    def image(self) -> Snapshot:
        """The world as it is now."""
        return Snapshot.take(self.database, self.clock, self.policy)

    def restore(self, image: Snapshot) -> None:
        """Go back to an image: data, id sequences, clock and policy."""
        self.database.restore(image.database)
        self.clock.follow(image.clock)
        self.policy = image.policy
        self._seeded_at = self.database.changes if image is self.seed else None

    @property
    def is_as_seeded(self) -> bool:
        """Whether nobody has changed anything since it was as its seed says."""
        as_it_was = (self.database.changes, self.clock.setting, self.policy)
        return as_it_was == (self._seeded_at, self.seed.clock.setting, self.seed.policy)

    def reseed(self, seed: Snapshot) -> bool:
        """Have another seed, and go back to it at once if nobody has changed anything; says whether.

        Journal and fault plans stay.
        """
        follows = self.is_as_seeded
        self.seed, self._seeded_at = seed, None
        if follows:
            self.restore(seed)
        return follows

    def reset(self, to: Snapshot | None = None) -> None:
        """Begin anew, as the seed or as another image says; nothing of before is remembered."""
        self.restore(to or self.seed)
        self.journal.clear()
        self.faults.clear()
        self.deliveries.clear()

    def tell_change(self, change: str) -> None:
        """Tell whoever listens what was done here beside requests, and when."""
        self.broadcast.tell(Kind.STATE, (change, self.clock.now()))

    def work(
        self,
        request_id: str,
        findings: Findings,
        touched: Touched | None = None,
        turned: frozenset[str] = frozenset(),
    ) -> UnitOfWork:
        """A unit of work: kept whole when its block ends, undone whole when it raises."""
        return UnitOfWork(self.store, self.clock.now(), request_id, findings, touched or Touched(), turned)

    def projects(self) -> list[ProjectSummary]:
        """What there is, project by project."""
        return self.store.summaries()

    def count_events(self) -> int:
        """How many events there are, counted anew only if something has changed."""
        changes = self.database.changes
        if self._counted[0] != changes:
            self._counted = (changes, Pages(self.database).count_events())
        return self._counted[1]

    @property
    def is_in_use(self) -> bool:
        """Whether a request is in it just now."""
        return self._visitors > 0

    def enter(self) -> None:
        """Let a request in, which leaves again."""
        self._visitors += 1

    def leave(self) -> None:
        """Let a request go; the last one closes a sandbox that was retired meanwhile."""
        self._visitors -= 1
        if self._is_retired and not self.is_in_use:
            self.close()

    def retire(self) -> None:
        """Close once no request is in it any more; those that wait for others are ended."""
        self._is_retired = True
        self.broadcast.end()
        gone = NotFound(f"The sandbox {self.name!r} is gone; it was deleted meanwhile.")
        self.journal.end_waits(gone)
        self.deliveries.end_waits(gone)
        if not self.is_in_use:
            self.close()

    def close(self) -> None:
        """Give back all that is its own."""
        self.broadcast.end()
        self.journal.clear()
        self.deliveries.clear()
        self.database.close()
        for each in (self.seed, *self.snapshots.values()):
            each.close()
