"""Listing passes: does a page take longer where there are more passes?"""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from itertools import product

from benchmarks.calls import EVENT, Call, world_of_one
from benchmarks.measure import AtMost, Bar, Effort, Row, duration, in_turns, ratio
from benchmarks.world import World, open_world

SMALL, LARGE = 1_000, 1_000_000
PAGE = 10
ORDERS = {"by id": "id", "by createdAt": "createdAt"}
TARGETS = {("first", LARGE): AtMost(3)}


def listing(effort: Effort) -> Iterator[Row]:
    """The first and the last page, in the default order and by createdAt, in worlds of every size."""
    with ExitStack() as stack:
        worlds = {
            size: stack.enter_context(open_world(world_of_one(size)))
            for size in effort.sizes(SMALL, 100_000, LARGE)
        }
        for which, (words, order) in product(("first", "last"), ORDERS.items()):
            yield from _rows(worlds, which, words, order, effort)


def _rows(worlds: dict[int, World], which: str, words: str, order: str, effort: Effort) -> Iterator[Row]:
    at_least = effort.seconds / 10
    sides = (
        partial(world.seconds, _page(1 if which == "first" else size // PAGE, order), at_least)
        for size, world in worlds.items()
    )
    small, *larger = in_turns(effort.rounds, *sides)
    for size, taken in zip(list(worlds)[1:], larger, strict=True):
        yield Row(
            f"{which} page of {size:,} passes {words}",
            duration(taken),
            f"of {SMALL:,} passes {duration(small)}",
            ratio(taken, small),
            TARGETS.get((which, size)),
            (Bar("growth", str(size), f"{which} page {words}, to {SMALL:,} passes", ratio(taken, small)),),
        )


def _page(number: int, order: str) -> Call:
    return Call("GET", f"/{EVENT}/passes?pageSize={PAGE}&page={number}&order={order}")
