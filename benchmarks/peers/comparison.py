"""Other emulators and mock servers: what they answer in the same minutes, on the same machine.

They come from npm and PyPI, into a folder of the user's cache, when they are first measured. Each is asked
for the nearest thing to our two requests: one object by its id, and a change of it.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from statistics import median

from benchmarks import servers
from benchmarks.calls import CHANGE, EVENT, Call, world_of_one
from benchmarks.load import find_wrk, requests_per_second
from benchmarks.measure import AtLeast, Bar, CannotMeasure, Effort, Row, in_turns, ratio
from benchmarks.peers.catalogue import PEERS, Peer
from benchmarks.peers.running import start
from benchmarks.requests import MANY, PASSES
from benchmarks.servers import Running

OURS = {"get": Call("GET", f"/{EVENT}"), "write": Call("PUT", f"/{EVENT}", CHANGE)}
CHART = "peers"
US = "mockserver"


def peers(effort: Effort) -> Iterator[Row]:
    """All that can be installed, ours and a bare application run at once, and are measured in turns."""
    find_wrk()
    with ExitStack() as stack:
        server = stack.enter_context(servers.ours_with(world_of_one(PASSES)))
        bare = stack.enter_context(servers.bare(len(server.answer(OURS["get"]))))
        running: dict[Peer, Running] = {}
        for peer in PEERS:
            try:
                running[peer] = stack.enter_context(start(peer))
            except CannotMeasure as error:
                yield Row(f"beside {peer.name}", "not measured", str(error), None)
        for kind, call in OURS.items():
            sides = [(bare, call), (server, call)]
            sides += [(each, peer.call(kind)) for peer, each in running.items()]
            yield from _rows(kind, _measure(sides, effort), list(running))


def _measure(sides: list[tuple[Running, Call]], effort: Effort) -> list[list[float]]:
    return in_turns(
        effort.rounds,
        *(partial(requests_per_second, each, call, MANY, effort.seconds) for each, call in sides),
    )


def _rows(kind: str, measured: list[list[float]], running: list[Peer]) -> Iterator[Row]:
    """A row for the bare application, which carries our own bar, and one for each peer."""
    bares, ours, *others = measured
    here = f"{median(ours):,.0f}/s"
    told = f"bare ASGI {median(bares):,.0f}/s"
    bar = Bar(CHART, US, kind, median(ours))
    yield Row(f"{kind}, beside bare ASGI", here, told, ratio(ours, bares), None, (bar,))
    for peer, theirs in zip(running, others, strict=True):
        told = f"{peer.name} {median(theirs):,.0f}/s"
        target = AtLeast(1) if peer.keeps_state else None
        bar = Bar(CHART, peer.name, kind, median(theirs))
        yield Row(f"{kind}, beside {peer.name}", here, told, ratio(ours, theirs), target, (bar,))
