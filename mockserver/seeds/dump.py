"""A world as it is, written as a seed document from which it begins again exactly so."""

from collections.abc import Iterator
from itertools import chain

from mockserver.domain.clock import Clock, to_milliseconds
from mockserver.seeds.document import LARGEST_SEED_ID
from mockserver.seeds.entries import (
    SeedEntry,
    callback_entry,
    event_entry,
    link_entry,
    pass_entry,
    project_entry,
    push_entry,
)
from mockserver.store.database import Database
from mockserver.store.rows import Columns, RowReader
from mockserver.store.statements import CALLBACK, EVENT, EVENT_PASS, LINK, MEMBERSHIP, PROJECT, PUSH
from mockserver.store.table import Table

SEQUENCES: dict[str, Table] = {"project": PROJECT, "event": EVENT, "pass": EVENT_PASS}


def dump(database: Database, clock: Clock) -> SeedEntry:
    """A world as a seed document. Times are told in milliseconds, so that nothing is lost.

    Its lists are iterators, which read their entries from the database when they are written. The database
    must not change until then.
    """
    rows = RowReader(database)
    return {
        "clock": _clock(clock),
        "nextIds": _next_ids(rows),
        "projects": (_project(rows, row) for row in rows.rows(PROJECT)),
        **_some("passes", map(pass_entry, rows.rows_of(EVENT_PASS, None))),
        **_some("pushes", map(push_entry, rows.rows(PUSH))),
        **_some("links", map(link_entry, rows.rows(LINK))),
        **_some("callbacks", map(callback_entry, rows.rows(CALLBACK))),
    }


def _clock(clock: Clock) -> SeedEntry:
    if clock.mode == "real":
        return {"real": True}
    return {clock.mode: to_milliseconds(clock.now())}


def _next_ids(rows: RowReader) -> SeedEntry:
    """An id that no seed can say follows from those in use."""
    wanted = {name: rows.next_id(table) for name, table in SEQUENCES.items()}
    return {name: next_id for name, next_id in wanted.items() if next_id <= LARGEST_SEED_ID}


def _project(rows: RowReader, row: Columns) -> SeedEntry:
    events = (_event(rows, each) for each in rows.rows_of(EVENT, row["id"]))
    return project_entry(row) | _some("events", events)


def _event(rows: RowReader, row: Columns) -> SeedEntry:
    groups = [each["name"] for each in rows.rows_of(MEMBERSHIP, row["id"])]
    passes = map(pass_entry, rows.rows_of(EVENT_PASS, row["id"]))
    return event_entry(row, groups) | _some("passes", passes)


def _some(name: str, entries: Iterator[SeedEntry]) -> SeedEntry:
    """A list under its name; nothing if it has no entry."""
    for first in entries:
        return {name: chain([first], entries)}
    return {}
