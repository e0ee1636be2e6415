"""A world as it is, written as a seed document from which it begins again exactly so."""

from collections import defaultdict
from typing import Any

import yaml

from mockserver.domain.clock import Clock, to_milliseconds
from mockserver.seeds.document import LARGEST_SEED_ID
from mockserver.seeds.entries import SeedEntry, event_entry, pass_entry, project_entry, push_entry
from mockserver.store.database import Database
from mockserver.store.rows import RowReader
from mockserver.store.statements import Table
from mockserver.store.tables import Event, EventPass, Membership, Project, Push

SEQUENCES: dict[str, Table] = {"project": Project, "event": Event, "pass": EventPass}
WIDTH = 110


def dump(database: Database, clock: Clock) -> dict[str, Any]:
    """A world as a seed document. Times are told in milliseconds, so that nothing is lost."""
    rows = RowReader(database)
    with database.transaction():
        passes = _passes_by_event(rows)
        document: dict[str, Any] = {
            "clock": _clock(clock),
            "nextIds": _next_ids(rows),
            "projects": _projects(rows, passes),
        }
        rest = {"passes": passes[None], "pushes": [push_entry(row) for row in rows.rows(Push)]}
    return document | {name: entries for name, entries in rest.items() if entries}


def to_yaml(document: dict[str, Any]) -> str:
    """A document as YAML, in the order in which it was written."""
    text: str = yaml.dump(document, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=WIDTH)
    return text


def _clock(clock: Clock) -> SeedEntry:
    if clock.mode == "real":
        return {"real": True}
    return {clock.mode: to_milliseconds(clock.now())}


def _next_ids(rows: RowReader) -> SeedEntry:
    """An id that no seed can say follows from those in use."""
    wanted = {name: rows.next_id(table) for name, table in SEQUENCES.items()}
    return {name: next_id for name, next_id in wanted.items() if next_id <= LARGEST_SEED_ID}


def _projects(rows: RowReader, passes: dict[int | None, list[SeedEntry]]) -> list[SeedEntry]:
    events = _events_by_project(rows, passes)
    return [
        project_entry(row) | ({"events": events[row["id"]]} if row["id"] in events else {})
        for row in rows.rows(Project)
    ]


def _events_by_project(
    rows: RowReader, passes: dict[int | None, list[SeedEntry]]
) -> dict[int, list[SeedEntry]]:
    groups: dict[int, list[str]] = defaultdict(list)
    for row in rows.rows(Membership):
        groups[row["event_id"]].append(row["name"])
    events: dict[int, list[SeedEntry]] = defaultdict(list)
    for row in rows.rows(Event):
        held = passes.get(row["id"])
        entry = event_entry(row, groups[row["id"]])
        events[row["project_id"]].append(entry | ({"passes": held} if held else {}))
    return events


def _passes_by_event(rows: RowReader) -> dict[int | None, list[SeedEntry]]:
    passes: dict[int | None, list[SeedEntry]] = defaultdict(list)
    for row in rows.rows(EventPass):
        passes[row["event_id"]].append(pass_entry(row))
    return passes
