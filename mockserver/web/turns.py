"""Long work of one request, a little in each turn of the event loop, so that no other request waits for it.

A thread would be worse: whenever the loop gives up the interpreter's lock, as for each statement of SQL, it
would have to wait until the thread is made to give it back.
"""

import asyncio
import gc
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from mockserver.domain.clock import Clock
from mockserver.domain.steps import Result, Steps, do_at_once
from mockserver.sandbox.sandbox import Sandbox
from mockserver.store.database import Database

TURN = 0.003
"""Seconds of long work in a turn of the loop. A request needs about three turns, and may wait in each."""
TRIES = 3
"""How often a change is begun that others overtake."""


async def in_turns(steps: Steps[Result]) -> Result:
    """Do work step by step, as many in each turn of the event loop as fit into it.

    The world may change between two turns, unless it is a copy that the work has for itself.
    """
    try:
        while True:
            next(steps)
            end = time.perf_counter() + TURN
            while time.perf_counter() < end:
                next(steps)
            await asyncio.sleep(0)
    except StopIteration as done:
        result: Result = done.value
        return result
    finally:
        steps.close()


async def change_in_turns(sandbox: Sandbox, change: Callable[[Database, Clock], Steps[Result]]) -> Result:
    """Have a copy of a world changed step by step, and put it in the place of the world.

    Until then all others have the world as it was. If one of them changed it meanwhile, the work begins
    again, so that nothing is lost; the last time it is done without a stop.

    Args:
        sandbox: the world.
        change: changes a database, and the clock that belongs to it.
    """
    for _ in range(TRIES):
        with closing(sandbox.database.copy()) as image:
            changes, clock = sandbox.database.changes, sandbox.clock.copy()
            setting = clock.setting
            result = await in_turns(change(image, clock))
            await asyncio.sleep(0)  # the next turn is as long as a large world takes, without anything else
            if sandbox.database.changes == changes:
                sandbox.database.restore(image)
                if clock.setting != setting:
                    sandbox.clock.follow(clock)
                await asyncio.sleep(0)
                return result
    return do_at_once(change(sandbox.database, sandbox.clock))


@contextmanager
def without_collector() -> Iterator[None]:
    """Hold back the garbage collector while the block has a document in memory that may be large.

    It would look through the whole of it again and again, each time for a fifth of a second, and find
    nothing: a document has no cycles, and goes when its last reference does.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
