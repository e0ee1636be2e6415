"""Keeping the ids that seed documents give for what they give them to."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from mockserver.seeds.document import SeedDocument, SeedEvent, SeedModel, SeedPass, SeedProject, SeedPush
from mockserver.seeds.files import SeedFile
from mockserver.store.rows import RowWriter
from mockserver.store.statements import EVENT, EVENT_PASS, PROJECT, PUSH
from mockserver.store.table import Table

Entry = TypeVar("Entry")


def reserve_ids(rows: RowWriter, files: Iterable[SeedFile]) -> None:
    """Give out no id by itself that a document gives, be it further down or in another file."""
    for file in files:
        for table, row_id in _given_ids(file.document):
            rows.reserve_id(table, row_id)


def _given_ids(document: SeedDocument) -> Iterator[tuple[Table, int]]:
    """The largest id that a document gives, table by table."""
    events = [event for project in document.projects for event in _listed(project.events)]
    single = [event for event in events if isinstance(event, SeedEvent)]
    passes = [each for owner in (*events, document) for each in _listed(owner.passes)]
    tables: list[tuple[Table, Sequence[SeedProject | SeedEvent | SeedPass | SeedPush]]] = [
        (PROJECT, document.projects),
        (EVENT, single),
        (EVENT_PASS, passes),
        (PUSH, document.pushes),
    ]
    for table, rows in tables:
        yield table, max((row.id or 0 for row in rows), default=0)


def _listed(entries: list[Entry] | SeedModel) -> list[Entry]:
    """The entries of a list; a volume has none."""
    return entries if isinstance(entries, list) else []
