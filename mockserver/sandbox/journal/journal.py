"""What was asked of a sandbox and answered: kept within bounds, found again, waited for."""

import asyncio
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import nsmallest

from mockserver.domain.clock import Instant
from mockserver.domain.errors import InvalidRequest, NotFound
from mockserver.sandbox.journal.entry import JournalEntry
from mockserver.sandbox.journal.memory import JournalMemory
from mockserver.sandbox.matching import Call, Difference, RequestPattern

MOST_ENTRIES, MOST_BYTES = 1000, 16 * 1024 * 1024
NEAR_MISSES = 3
"""How many of the closest entries are told."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An entry that does not match, and why not."""

    entry: JournalEntry
    differences: list[Difference]


@dataclass(frozen=True, slots=True)
class _Waiter:
    """Somebody who waits until so many entries match."""

    match: RequestPattern
    count: int
    found: list[JournalEntry]
    done: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    def see(self, entry: JournalEntry, call: Call) -> None:
        if not self.done.done() and self.match.matches(call):
            self.found.append(entry)
            if len(self.found) >= self.count:
                self.done.set_result(None)


class Journal:
    """The entries of one sandbox, the oldest first. Used from one thread only.

    Attributes:
        dropped: how many entries are there no more, since it was last cleared, because newer ones needed
            the room.
        weight: how many bytes its entries take, about.
    """

    def __init__(
        self,
        max_entries: int = MOST_ENTRIES,
        max_bytes: int = MOST_BYTES,
        memory: JournalMemory | None = None,
    ) -> None:
        self.dropped = 0
        self.weight = 0
        self._max_entries = max_entries
        self._max_bytes = max_bytes
        self._memory = JournalMemory() if memory is None else memory
        self._memory.register(self)
        self._entries: deque[JournalEntry] = deque()
        self._weights: deque[int] = deque()
        self._waiters: list[_Waiter] = []

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[JournalEntry]:
        return iter(self._entries)

    @property
    def is_on(self) -> bool:
        """Whether anything is kept."""
        return self._max_entries > 0

    def another(self) -> "Journal":
        """An empty one with the same bounds, and a share of the same memory."""
        return Journal(self._max_entries, self._max_bytes, self._memory)

    def add(self, entry: JournalEntry) -> None:
        """Keep an entry, and drop as many of the oldest as there is no room for."""
        weight = entry.weight
        self._entries.append(entry)
        self._weights.append(weight)
        if len(self._entries) > self._max_entries:
            weight -= self._drop_oldest()
        self._weigh(weight)
        if self.weight > self._max_bytes:
            self.shrink(self._max_bytes)
        if self._waiters:
            call = entry.call  # read once for all who wait
            for waiter in self._waiters:
                waiter.see(entry, call)

    def shrink(self, weight: int) -> None:
        """Drop the oldest entries until it weighs no more than this."""
        while self.weight > weight:
            self._weigh(-self._drop_oldest())

    def _drop_oldest(self) -> int:
        """Drop the oldest entry; gives what it weighed."""
        self._entries.popleft()
        self.dropped += 1
        return self._weights.popleft()

    def _weigh(self, weight: int) -> None:
        self.weight += weight
        self._memory.take(weight)

    def get(self, entry_id: str) -> JournalEntry:
        """The entry of a request.

        Raises:
            NotFound: there is none, or none any more.
        """
        found = next((entry for entry in self._entries if entry.id == entry_id), None)
        if found is None:
            raise NotFound(
                f"The journal has no request {entry_id!r}; expected one of the {len(self)} that it keeps."
            )
        return found

    def find(
        self, match: RequestPattern, since: Instant | str | None = None, limit: int | None = None
    ) -> list[JournalEntry]:
        """The entries that match, the newest last.

        Args:
            match: what they must have.
            since: only those from an instant on, or those that came after the request of that id.
            limit: only so many of the newest.

        Raises:
            InvalidRequest: `since` is the id of no entry.
        """
        found = [entry for entry in self.since(since) if match.matches(entry)]
        return found if limit is None else found[max(len(found) - limit, 0) :]

    def clear(self) -> None:
        """Forget everything."""
        self._entries.clear()
        self._weights.clear()
        self._weigh(-self.weight)
        self.dropped = 0
        for waiter in self._waiters:
            waiter.found.clear()

    async def wait(self, match: RequestPattern, count: int, timeout: float) -> list[JournalEntry]:  # noqa: ASYNC109 - the caller's wish
        """The entries that match, as soon as there are so many, those there already included.

        Args:
            match: what they must have.
            count: how many there must be.
            timeout: in seconds.

        Raises:
            TimeoutError: there are fewer after that time.
        """
        waiter = _Waiter(match, count, self.find(match))
        if len(waiter.found) >= count:
            return waiter.found
        self._waiters.append(waiter)
        try:
            await asyncio.wait_for(waiter.done, timeout)
        finally:
            self._waiters.remove(waiter)
        return waiter.found

    def end_waits(self, error: Exception) -> None:
        """Raise an error to whoever waits for requests."""
        for waiter in self._waiters:
            if not waiter.done.done():
                waiter.done.set_exception(error)

    def near_misses(self, match: RequestPattern) -> list[NearMiss]:
        """The entries that come closest to a match without meeting it; of those alike, the newest first."""
        compared = (NearMiss(entry, match.differences(entry)) for entry in reversed(list(self)))
        missed = (miss for miss in compared if miss.differences)
        return nsmallest(NEAR_MISSES, missed, key=lambda miss: len(miss.differences))

    def since(self, since: Instant | str | None) -> list[JournalEntry]:
        """The entries from an instant on, or those that came after the request of that id.

        Raises:
            InvalidRequest: it is the id of no entry.
        """
        if not isinstance(since, str):
            return [entry for entry in self if since is None or entry.at >= since]
        ids = [entry.id for entry in self]
        if since not in ids:
            raise InvalidRequest(f"since is {since!r}; expected an instant or the id of a request.")
        return list(self)[ids.index(since) + 1 :]
