"""Putting seed documents onto the shelves. Several merge: what a later one names again is changed.

Projects, events and passes are the same if they have the same id, or the same external id in the same
place. Fields are laid over those of before, groups are added, passes are replaced.
"""

import sqlite3
import uuid
from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from typing import Any

from mockserver.api.schemas import EventFields
from mockserver.clock import Clock, Instant, instant
from mockserver.refs import ByExternalId, ById
from mockserver.rules.events import lay_over
from mockserver.rules.passes import PassStatus
from mockserver.seeds.document import (
    EventVolume,
    Moment,
    PassVolume,
    Platform,
    SeedClock,
    SeedEvent,
    SeedPass,
    SeedProject,
)
from mockserver.seeds.files import SeedFault, SeedFile, SeedRefused
from mockserver.store.stock import Columns, Stock
from mockserver.store.store import Store, dump
from mockserver.store.tables import Event, EventPass, Project

SERIALS = uuid.UUID("5e0bb8ac-9c1d-4f5e-8b57-0d1f1ad6a001")
"""The namespace of serial numbers that follow from a pass's id."""
TEMPLATES = {Platform.IOS: 1, Platform.ANDROID: 2}
SECOND = 1000


def load(connection: sqlite3.Connection, clock: Clock, files: Iterable[SeedFile]) -> None:
    """Fill the shelves and set the clock; all of it, or nothing.

    Raises:
        SeedRefused: with every conflict between the documents.
    """
    try:
        faults = list(chain.from_iterable(Loading(connection, clock, file).run() for file in files))
        if faults:
            raise SeedRefused(faults)
        connection.commit()
    except BaseException:
        connection.rollback()
        raise


def set_clock(clock: Clock, wanted: SeedClock) -> None:
    """Set a clock as a seed says."""
    if wanted.frozen is not None:
        clock.freeze(instant(wanted.frozen))
    elif wanted.shifted is not None:
        clock.shift(instant(wanted.shifted))
    else:
        clock.run()


class Loading:
    """The loading of one document."""

    def __init__(self, connection: sqlite3.Connection, clock: Clock, file: SeedFile) -> None:
        self.file = file
        self.clock = clock
        self.store = Store(connection)
        self.stock = Stock(connection)
        self.faults: list[SeedFault] = []
        self.seen: set[tuple[object, ...]] = set()

    def run(self) -> list[SeedFault]:
        """Load it, and tell what did not fit."""
        document = self.file.document
        if document.clock is not None:
            set_clock(self.clock, document.clock)
        self.now = self.clock.now()
        for index, project in enumerate(document.projects):
            self._project(project, f"projects/{index}")
        if document.next_ids is not None:
            for name, table in (("project", Project), ("event", Event), ("pass_", EventPass)):
                self._next_id(f"nextIds/{name.strip('_')}", table, getattr(document.next_ids, name))
        return self.faults

    def _fault(self, path: str, message: str) -> None:
        self.faults.append(SeedFault(self.file.name, path, message))

    def _is_new(self, path: str, *name: object) -> bool:
        """Whether something is named for the first time in this document; twice is a fault."""
        if name in self.seen:
            self._fault(path, f"{name[-1]!r}: stands twice in this document, expected each once")
            return False
        self.seen.add(name)
        return True

    def _project(self, project: SeedProject, path: str) -> None:
        by_id = self.stock.find(Project, project.id) if project.id else None
        namesake = self.store.find_project(ByExternalId(project.external_id)) if project.external_id else None
        if project.id and namesake and namesake.id != project.id:
            self._fault(
                f"{path}/externalId", f"{project.external_id!r}: is the name of project {namesake.id}"
            )
            return
        stored = by_id or (self.stock.find(Project, namesake.id) if namesake else None)
        sent = project.model_dump(exclude_unset=True, exclude={"events"})
        empty: Columns = dict.fromkeys(Project.model_fields)
        project_id = self.stock.put(Project, empty | (stored or {}) | sent)
        if not self._is_new(f"{path}/id", "project", project_id):
            return
        for index, event in enumerate(project.events):
            at = f"{path}/events/{index}"
            for one in _one_by_one(event):
                self._event(project_id, one, at)

    def _event(self, project_id: int, event: SeedEvent, path: str) -> None:
        by_id = self.stock.find(Event, event.id) if event.id else None
        owner = ById(project_id)
        namesake = (
            self.store.find_event(owner, ByExternalId(event.external_id)) if event.external_id else None
        )
        if by_id and by_id["project_id"] != project_id:
            self._fault(f"{path}/id", f"{event.id}: is an event of project {by_id['project_id']}")
            return
        if event.id and namesake and namesake.id != event.id:
            self._fault(f"{path}/externalId", f"{event.external_id!r}: is the name of event {namesake.id}")
            return
        event_id = by_id["id"] if by_id else namesake.id if namesake else None
        before = self.store.find_event(owner, ById(event_id)) if event_id else None
        created = _at(event.created_at, before.created_at if before else self.now)
        event_id = self.stock.put(
            Event,
            {
                "id": event_id or event.id,
                "project_id": project_id,
                "external_id": event.external_id or (before.external_id if before else None),
                "created_at": created,
                "updated_at": _at(event.updated_at, before.updated_at if before else created),
                "fields": dump(lay_over(before.fields if before else {}, _sent(event.fields))),
            },
        )
        if not self._is_new(f"{path}/id", "event", event_id):
            return
        self.store.join_groups(project_id, event_id, event.pass_groups)
        self._passes(event_id, event, created, f"{path}/passes")

    def _passes(self, event_id: int, event: SeedEvent, created: Instant, path: str) -> None:
        if isinstance(event.passes, PassVolume):
            passes = _alike(event.passes, created)
        else:
            passes = (
                self._pass(each)
                for index, each in enumerate(event.passes)
                if each.id is None or self._is_new(f"{path}/{index}/id", "pass", each.id)
            )
        self.stock.put_many(EventPass, self._placed(passes, event_id))

    def _placed(self, passes: Iterable[Columns], event_id: int) -> list[Columns]:
        """Passes with their event, and with what follows from their ids."""
        next_id = self.stock.next_id(EventPass)
        placed = []
        for each in passes:
            pass_id = each["id"] or next_id
            next_id = max(next_id, pass_id + 1)
            serial = each["serial_number"] or str(uuid.uuid5(SERIALS, str(pass_id)))
            placed.append(each | {"id": pass_id, "event_id": event_id, "serial_number": serial})
        return placed

    def _pass(self, each: SeedPass) -> Columns:
        created = _at(each.created_at, self.now)
        return _columns(
            each.platform,
            each.status,
            created,
            id=each.id,
            external_id=each.external_id,
            serial_number=each.serial_number,
            updated_at=_at(each.updated_at, created),
            **({"template_id": each.template_id} if each.template_id else {}),
            **({"installed_at": instant(each.installed_at)} if each.installed_at else {}),
        )

    def _next_id(self, path: str, table: Any, wanted: int | None) -> None:
        if wanted is None:
            return
        largest = self.stock.largest_id(table)
        if wanted <= largest:
            self._fault(path, f"{wanted}: is given out already, expected more than {largest}")
        else:
            self.stock.set_next_id(table, wanted)


def _at(given: Moment | None, otherwise: Instant) -> Instant:
    return otherwise if given is None else instant(given)


def _sent(fields: EventFields) -> dict[str, Any]:
    return fields.model_dump(by_alias=True, exclude_unset=True)


def _one_by_one(event: SeedEvent | EventVolume) -> Iterator[SeedEvent]:
    """The events of a volume, `{n}` written out; a single event as it is."""
    if isinstance(event, SeedEvent):
        yield event
        return
    document = event.model_dump(by_alias=True, exclude_unset=True, exclude={"count", "passes"})
    for number in range(1, event.count + 1):
        yield SeedEvent.model_validate(_numbered(document, number) | {"passes": event.passes})


def _numbered(document: Any, number: int) -> Any:
    if isinstance(document, str):
        return document.replace("{n}", str(number))
    if isinstance(document, dict):
        return {key: _numbered(value, number) for key, value in document.items()}
    if isinstance(document, list):
        return [_numbered(value, number) for value in document]
    return document


def _alike(volume: PassVolume, created: Instant) -> Iterator[Columns]:
    """The passes of a volume: the platforms take turns, and after each round of them the statuses."""
    platforms = _turns(volume.platforms)
    statuses = _turns(volume.statuses)
    first = _at(volume.created_at, created)
    for number in range(volume.count):
        platform = platforms[number % len(platforms)]
        yield _columns(platform, statuses[number // len(platforms) % len(statuses)], first + number * SECOND)


def _columns(platform: Platform, status: PassStatus, created: Instant, **others: Any) -> Columns:
    """A pass as a row; what is not said follows from its platform, its status and its age."""
    return {
        "id": None,
        "external_id": None,
        "serial_number": None,
        "template_id": TEMPLATES[platform],
        "platform": platform.value,
        "status": status.value,
        "created_at": created,
        "updated_at": created,
        "installed_at": None if status is PassStatus.NOT_BEEN_INSTALLED else created,
    } | others


def _turns(weights: dict[Any, int]) -> list[Any]:
    return list(chain.from_iterable(repeat(each, weight) for each, weight in weights.items()))
