"""Updating a pass group: the whole application beside the fewest statements of SQL that do the same."""

import json
import time
from collections.abc import Iterator
from functools import partial
from statistics import median
from typing import Any

from benchmarks.calls import CHANGE, CHANGED, GROUP, PROJECT, Call, world_of_many
from benchmarks.measure import AtMost, Bar, CannotMeasure, Effort, Row, duration, in_turns, ratio
from benchmarks.world import open_world
from mockserver.domain.clock import Clock
from mockserver.seeds.files import SeedFile, check
from mockserver.seeds.load import load
from mockserver.store.database import Database

PASSES = 10
TARGETS = {10: AtMost(2), 10_000: AtMost(1.3)}
SERIES = "group update, to plain SQL"
UPDATE = Call("PUT", f"/passGroups/{GROUP}", CHANGE)

_GROUP = "(SELECT event_id FROM membership WHERE project_id = :project AND name = :group)"
PLAIN = (
    f"UPDATE event SET fields = json_patch(fields, :change), updated_at = :now WHERE id IN {_GROUP}",
    f"UPDATE event_pass SET updated_at = :now WHERE event_id IN {_GROUP}",
    f"""INSERT INTO push (pass_id, event_id, at, request_id) SELECT id, event_id, :now, 'plain'
        FROM event_pass WHERE event_id IN {_GROUP} AND status = 'installed'""",
)


def group_update(effort: Effort) -> Iterator[Row]:
    """Groups of every size, on databases that begin alike."""
    for events in effort.sizes(10, 1_000, 10_000):
        document = world_of_many(events, PASSES)
        plain = _open_plain(document)
        with open_world(document) as world:
            updated = json.loads(world.answer(UPDATE))["events"]
            if len(updated) != events or _update(plain) != events:
                raise CannotMeasure(f"{len(updated)} of {events} events were updated")
            at_least = effort.seconds / 10
            sides = (partial(_seconds, plain, at_least), partial(world.seconds, UPDATE, at_least))
            plains, ours = in_turns(effort.rounds, *sides)
        plain.close()
        yield Row(
            f"group update, {events:,} events, {events * PASSES:,} passes",
            duration(ours),
            f"plain SQL {duration(plains)}",
            ratio(ours, plains),
            TARGETS.get(events),
            (Bar("growth", str(events * PASSES), SERIES, ratio(ours, plains)),),
        )


def _open_plain(document: dict[str, Any]) -> Database:
    """The database that an application with this seed has."""
    plain = Database.open_memory()
    load(plain, Clock(), [SeedFile("benchmark", check("benchmark", document))])
    return plain


def _update(plain: Database) -> int:
    """Do in SQL what the request does; gives the number of events."""
    given = {"project": PROJECT, "group": GROUP, "now": time.time_ns() // 1_000_000}
    given["change"] = json.dumps(CHANGED)
    with plain.transaction():
        updated, *_ = [plain.execute(statement, given).rowcount for statement in PLAIN]
    return updated


def _seconds(plain: Database, at_least: float) -> float:
    """How long it takes: the median of as many as fit into so many seconds, at least one."""
    taken: list[float] = []
    end = time.perf_counter() + at_least
    while not taken or time.perf_counter() < end:
        began = time.perf_counter()
        _update(plain)
        taken.append(time.perf_counter() - began)
    return median(taken)
