"""The callbacks of one sandbox: sent in order for each pass, remembered, waited for. Assumed: A-34."""

import asyncio
from collections import deque
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from urllib.parse import urlsplit

from pydantic_core import to_json

from mockserver.domain.callbacks import Notice
from mockserver.domain.clock import Instant
from mockserver.domain.errors import NotFound
from mockserver.sandbox.broadcast import Broadcast, Kind
from mockserver.sandbox.callbacks import sending
from mockserver.sandbox.callbacks.sending import Outcome
from mockserver.sandbox.faults.plan import FaultPlans
from mockserver.sandbox.faults.spec import Step
from mockserver.sandbox.matching import Call

MOST_KEPT, MOST_WAITING = 1000, 1000
"""How many deliveries of a sandbox are remembered, and how many may be on their way."""
AT_ONCE = 32
"""How many may be on their way to one receiver: one that hangs delays no other."""


class Fate(StrEnum):
    """What became of a delivery."""

    PENDING = "pending"
    ANSWERED = "answered"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(slots=True, eq=False)
class Delivery:
    """One callback, sent or to be sent.

    Attributes:
        id: what it is called.
        at: when it was made, on the clock of the sandbox.
        notice: what it says, and where it goes.
        cause: the id of the request that caused it.
        fault: what goes wrong with it on purpose.
        fate: what became of it.
        outcome: what the receiver made of it.
    """

    id: str
    at: Instant
    notice: Notice
    cause: str
    fault: str | None = None
    fate: Fate = Fate.PENDING
    outcome: Outcome = field(default_factory=Outcome)


class Deliveries:
    """The deliveries of one sandbox, the oldest first. Used from one event loop only.

    Args:
        faults: the plans of the sandbox, of which some are about callbacks.
        broadcast: is told what became of each, and of the plans that it met.
    """

    def __init__(self, faults: FaultPlans, broadcast: Broadcast) -> None:
        self._faults = faults
        self._broadcast = broadcast
        self._numbers = count(1)
        self._kept: deque[Delivery] = deque(maxlen=MOST_KEPT)
        self._tasks: set[asyncio.Task[None]] = set()
        self._last_of: dict[int, asyncio.Task[None]] = {}
        self._room: dict[str, asyncio.Semaphore] = {}
        self._held: list[asyncio.Event] = []
        self._news = asyncio.Event()
        self._end: Exception | None = None

    def __iter__(self) -> Iterator[Delivery]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, delivery_id: str) -> Delivery:
        """The delivery of that id.

        Raises:
            NotFound: there is none, or none any more.
        """
        for delivery in self._kept:
            if delivery.id == delivery_id:
                return delivery
        raise NotFound(
            f"There is no delivery {delivery_id!r}; expected one of the {len(self)} that are kept."
        )

    def deliver(self, notice: Notice, cause: str, now: Instant, hosts: Collection[str]) -> Delivery:
        """Have a callback sent after those of the same pass, without waiting for that.

        Args:
            notice: what to tell, and whom.
            cause: the id of the request that caused it.
            now: the present instant of the sandbox.
            hosts: beside this machine, where callbacks may go.
        """
        receipt = self._faults.take(_call(notice), cause, now)
        step, fault = None, None
        if receipt is not None:
            step, fault = receipt.step, str(receipt)
            self._broadcast.tell(Kind.FAULT, self._faults.get(receipt.plan))
        copies = [Delivery(self._new_id(), now, notice, cause, fault)]
        if step is not None and step.duplicate:
            copies.append(Delivery(self._new_id(), now, notice, cause, fault))
        for delivery in copies:
            self._start(delivery, step, hosts)
        return copies[0]

    async def wait(
        self,
        matches: Callable[[Delivery], bool],
        count: int,
        timeout: float,  # noqa: ASYNC109 - the caller's wish
    ) -> list[Delivery]:
        """The deliveries that match and are settled, as soon as there are so many.

        Raises:
            TimeoutError: there are fewer after that time.
        """
        async with asyncio.timeout(timeout):
            while len(found := self.settled(matches)) < count:
                await self._news.wait()
                if self._end is not None:
                    raise self._end
        return found

    def settled(self, matches: Callable[[Delivery], bool]) -> list[Delivery]:
        """The deliveries that match, and that nothing more becomes of."""
        return [each for each in self._kept if each.fate is not Fate.PENDING and matches(each)]

    def clear(self) -> None:
        """Forget all deliveries; those on their way are given up."""
        for task in self._tasks:
            task.cancel()
        self._kept.clear()
        self._last_of.clear()
        self._held.clear()

    def end_waits(self, error: Exception) -> None:
        """Raise an error to whoever waits for deliveries."""
        self._end = error
        self._tell()

    def _new_id(self) -> str:
        return f"delivery-{next(self._numbers)}"

    def _start(self, delivery: Delivery, step: Step | None, hosts: Collection[str]) -> None:
        self._kept.append(delivery)
        if step is not None and step.drop is not None:
            self._settle(delivery, Fate.DROPPED)
            return
        if len(self._tasks) >= MOST_WAITING:
            delivery.outcome.error = f"{MOST_WAITING} deliveries wait already"
            self._settle(delivery, Fate.FAILED)
            return
        pass_id = delivery.notice.pass_id
        is_held = step is not None and bool(step.reorder)
        before = asyncio.Event() if is_held else self._last_of.get(pass_id)
        if isinstance(before, asyncio.Event):
            self._held.append(before)
        delay = 0 if step is None else (step.delay_ms or 0) / 1000
        task = asyncio.get_running_loop().create_task(self._send(delivery, before, delay, hosts))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        if not is_held:  # what comes next need not wait for one that is held back for it
            self._last_of[pass_id] = task
            task.add_done_callback(lambda done: self._forget(pass_id, done))

    async def _send(
        self,
        delivery: Delivery,
        before: asyncio.Event | asyncio.Task[None] | None,
        delay: float,
        hosts: Collection[str],
    ) -> None:
        """Send a callback once it is its turn.

        Args:
            delivery: the callback.
            before: what comes first: the one before it of the same pass, or any later one.
            delay: to wait then, in seconds.
            hosts: beside this machine, where callbacks may go.
        """
        if isinstance(before, asyncio.Event):
            await before.wait()
        elif before is not None:
            await asyncio.wait([before])
        if delay:
            await asyncio.sleep(delay)
        notice = delivery.notice
        room = self._room.setdefault(urlsplit(notice.url).netloc, asyncio.Semaphore(AT_ONCE))
        async with room:
            delivery.outcome = await sending.send(notice.url, notice.headers, to_json(notice.body), hosts)
        self._settle(delivery, Fate.FAILED if delivery.outcome.status is None else Fate.ANSWERED)
        if not isinstance(before, asyncio.Event):
            self._release()

    def _settle(self, delivery: Delivery, fate: Fate) -> None:
        delivery.fate = fate
        self._broadcast.tell(Kind.DELIVERY, delivery)
        self._tell()

    def _release(self) -> None:
        """Let those go that were held back until another was out."""
        for each in self._held:
            each.set()
        self._held.clear()

    def _tell(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    def _forget(self, pass_id: int, done: asyncio.Task[None]) -> None:
        if self._last_of.get(pass_id) is done:
            del self._last_of[pass_id]


def _call(notice: Notice) -> Call:
    """A callback as a plan sees it."""
    return Call(
        operation=notice.operation,
        method="POST",
        path=urlsplit(notice.url).path,
        events=frozenset() if notice.event_id is None else frozenset({notice.event_id}),
        headers={name.lower(): value for name, value in notice.headers.items()},
        body=notice.body,
    )
