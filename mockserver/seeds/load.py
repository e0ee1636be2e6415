"""Putting seed documents into a database. Several merge: what a later one names again is changed.

Projects and events are the same if they have the same id, or the same external id in the same place; passes
if they have the same id. Fields are laid over those of before, groups are added, passes are replaced.
What has no id gets one above all ids that any of the documents gives.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice
from typing import cast

from mockserver.domain.callbacks import CallbackRecord
from mockserver.domain.clock import Clock, Instant, instant
from mockserver.domain.fields import merge_fields
from mockserver.domain.records import Fields, PassRow
from mockserver.domain.refs import ByExternalId, ById
from mockserver.domain.steps import Meter, Steps, do_at_once
from mockserver.domain.text import abbreviate
from mockserver.seeds.document import (
    EventVolume,
    Moment,
    NextIds,
    Passes,
    PassVolume,
    SeedCallback,
    SeedClock,
    SeedEvent,
    SeedLink,
    SeedPass,
    SeedProject,
    SeedPush,
)
from mockserver.seeds.expand import alike, new_pass, one_by_one
from mockserver.seeds.files import SeedFault, SeedFile, SeedRefused
from mockserver.seeds.ids import reserve_ids
from mockserver.seeds.volumes import count_entries, count_rows
from mockserver.services.links import code
from mockserver.store.bulk import BulkLoad
from mockserver.store.database import Database
from mockserver.store.rows import Columns, RowWriter
from mockserver.store.statements import EVENT, EVENT_PASS, LINK, PROJECT, PUSH
from mockserver.store.store import Store, dump
from mockserver.store.table import Table

FEW_ROWS = 1000
"""Rows that are loaded in a moment, whatever else there is to do."""
AT_ONCE = 100
"""Passes that are written in one step."""

Named = SeedProject | SeedEvent | SeedPass | SeedPush | SeedLink


def load(database: Database, clock: Clock, files: Sequence[SeedFile]) -> None:
    """Fill a database and set a clock; all of it, or nothing.

    Raises:
        SeedRefused: with every conflict between the documents; or they come to more rows than may be.
    """
    do_at_once(load_in_steps(database, clock, files))


def load_in_steps(
    database: Database, clock: Clock, files: Sequence[SeedFile], meter: Meter | None = None
) -> Steps[None]:
    """The same, step by step. Until the last, nobody else may use the database. A meter counts entries."""
    bulk = BulkLoad(database) if is_large(files) else None
    set_to = clock.copy()
    if meter is None:
        meter = Meter()  # nobody looks at it
    else:
        meter.total, meter.done = count_entries(files), 0
    loadings = [Loading(database, set_to, file, meter) for file in files]
    with database.transaction():
        if bulk is not None:
            bulk.begin()
        reserve_ids(RowWriter(database), files)
        for loading in loadings:
            yield from loading.run()
        for loading in loadings:
            loading.set_next_ids()
        _refuse(fault for loading in loadings for fault in loading.faults)
        if bulk is not None:
            yield from bulk.end()
    clock.follow(set_to)


def _refuse(faults: Iterable[SeedFault]) -> None:
    found = list(faults)
    if found:
        raise SeedRefused(found)


def set_clock(clock: Clock, wanted: SeedClock) -> None:
    """Set a clock as a seed says."""
    if wanted.frozen is not None:
        clock.freeze(instant(wanted.frozen))
    elif wanted.shifted is not None:
        clock.shift(instant(wanted.shifted))
    else:
        clock.run()


def is_large(files: Sequence[SeedFile]) -> bool:
    """Whether seeds are long work to load.

    Raises:
        SeedRefused: they come to more rows than may be.
    """
    return count_rows(files) > FEW_ROWS


def let_go(files: Sequence[SeedFile]) -> Steps[None]:
    """Empty documents that nobody needs any more: to free a large one at once takes a tenth of a second."""
    for file in files:
        for project in file.document.projects:
            while isinstance(project.events, list) and project.events:
                project.events.pop()
                yield


class Loading:
    """The loading of one document.

    Attributes:
        faults: what did not fit.
    """

    def __init__(self, database: Database, clock: Clock, file: SeedFile, meter: Meter) -> None:
        self.faults: list[SeedFault] = []
        self._file = file
        self._meter = meter
        self._clock = clock
        self._store = Store(database)
        self._rows = RowWriter(database)
        self._places: dict[tuple[Table, int], str] = {}

    def run(self) -> Steps[None]:
        """Set the clock, and load the projects and all that they hold, then what belongs to no event."""
        document = self._file.document
        if document.clock is not None:
            set_clock(self._clock, document.clock)
        self._now = self._clock.now()
        for index, project in enumerate(document.projects):
            yield from self._project(project, f"projects/{index}")
        yield from self._passes(None, document.passes, self._now, "passes")
        for index, push in enumerate(document.pushes):
            yield
            self._push(push, f"pushes/{index}")
        for index, link in enumerate(document.links):
            self._link(link, f"links/{index}")
        told: dict[int | None, str] = {}
        for index, callback in enumerate(document.callbacks):
            self._callback(callback, f"callbacks/{index}", told)

    def set_next_ids(self) -> None:
        """Have the ids given out that the document wants next."""
        wanted = self._file.document.next_ids or NextIds()
        self._next_id(PROJECT, wanted.project, "nextIds/project")
        self._next_id(EVENT, wanted.event, "nextIds/event")
        self._next_id(EVENT_PASS, wanted.pass_, "nextIds/pass")

    def _next_id(self, table: Table, wanted: int | None, path: str) -> None:
        free = self._rows.next_id(table)
        if wanted is not None and wanted < free:
            self._fault(path, wanted, f"{free} or more, since {free - 1} is given out already")
        elif wanted is not None:
            self._rows.set_next_id(table, wanted)

    def _project(self, project: SeedProject, path: str) -> Steps[None]:
        namesake = project.external_id and self._store.find_project(ByExternalId(project.external_id))
        if namesake and project.id not in {None, namesake.id}:
            self._fault_of_name(project, f"project {namesake.id}", path)
            return
        project_id = namesake.id if namesake else project.id
        if self._is_twice(PROJECT, project_id, project, path):
            return
        sent = project.model_dump(exclude_unset=True, exclude={"events"})
        empty: Columns = dict.fromkeys(PROJECT.columns)
        stored = (project_id and self._rows.find(PROJECT, project_id)) or empty
        project_id = self._rows.put(PROJECT, stored | sent | {"id": project_id})
        self._places[PROJECT, project_id] = path
        for place, event in _events(project, f"{path}/events"):
            yield
            yield from self._event(project_id, event, place)
            self._meter.done += 1

    def _event(self, project_id: int, event: SeedEvent, path: str) -> Steps[None]:
        owner = ById(project_id)
        taken = event.id and self._rows.find(EVENT, event.id)
        if taken and taken["project_id"] != project_id:
            self._fault(
                f"{path}/id", event.id, f"another, this event is one of project {taken['project_id']}"
            )
            return
        namesake = event.external_id and self._store.find_event(owner, ByExternalId(event.external_id))
        if namesake and event.id not in {None, namesake.id}:
            self._fault_of_name(event, f"event {namesake.id}", path)
            return
        event_id = namesake.id if namesake else event.id
        if self._is_twice(EVENT, event_id, event, path):
            return
        stored = self._store.find_event(owner, ById(event_id)) if event_id else None
        created = _at(event.created_at, stored.created_at if stored else self._now)
        row = {
            "id": event_id,
            "project_id": project_id,
            "external_id": event.external_id or (stored.external_id if stored else None),
            "created_at": created,
            "updated_at": _at(event.updated_at, stored.updated_at if stored else created),
            "fields": dump(merge_fields(stored.fields if stored else {}, cast("Fields", event.fields))),
        }
        event_id = self._rows.put(EVENT, row)
        self._places[EVENT, event_id] = path
        self._store.join_groups(project_id, event_id, event.pass_groups)
        yield from self._passes(event_id, event.passes, created, f"{path}/passes")

    def _passes(self, event_id: int | None, wanted: Passes, created: Instant, path: str) -> Steps[None]:
        ids = count(self._rows.next_id(EVENT_PASS))
        if isinstance(wanted, PassVolume):
            passes = alike(wanted, event_id, created, ids)
        else:
            listed = enumerate(wanted)
            firsts = (each for index, each in listed if self._is_first(each, f"{path}/{index}"))
            passes = (self._pass(each, event_id, ids) for each in firsts)
        while some := list(islice(passes, AT_ONCE)):
            self._rows.put_passes(some)
            self._meter.done += len(some)
            yield

    def _is_first(self, each: SeedPass, path: str) -> bool:
        if self._is_twice(EVENT_PASS, each.id, each, path):
            return False
        if each.id is not None:
            self._places[EVENT_PASS, each.id] = path
        return True

    def _pass(self, each: SeedPass, event_id: int | None, ids: Iterator[int]) -> PassRow:
        created = _at(each.created_at, self._now)
        row = new_pass(each.id or next(ids), event_id, each.platform, each.status, created)
        return row._replace(
            external_id=each.external_id,
            template_id=each.template_id or row.template_id,
            serial_number=each.serial_number or row.serial_number,
            updated_at=_at(each.updated_at, created),
            installed_at=instant(each.installed_at) if each.installed_at else row.installed_at,
        )

    def _push(self, push: SeedPush, path: str) -> None:
        if self._is_twice(PUSH, push.id, push, path):
            return
        if self._rows.find(EVENT_PASS, push.pass_) is None:
            self._fault(f"{path}/pass", push.pass_, "the id of a pass")
            return
        row = {"pass_id": push.pass_, "event_id": push.event, "at": instant(push.at)}
        push_id = self._rows.put(PUSH, row | {"id": push.id, "request_id": push.request})
        self._places[PUSH, push_id] = path

    def _link(self, link: SeedLink, path: str) -> None:
        if self._is_twice(LINK, link.id, link, path):
            return
        for name, made in (("iosPass", link.ios_pass), ("androidPass", link.android_pass)):
            if made is not None and self._rows.find(EVENT_PASS, made) is None:
                self._fault(f"{path}/{name}", made, "the id of a pass")
                return
        named = link.external_id
        if named is not None and self._store.has_link(named):
            self._fault(f"{path}/externalId", named, "another, a link has this one")
            return
        row = link.model_dump(exclude={"event", "ios_pass", "android_pass", "fields"})
        passes = {"ios_pass_id": link.ios_pass, "android_pass_id": link.android_pass}
        fields = merge_fields({}, cast("Fields", link.fields))
        row |= {"code": code(link.id), "event_id": link.event, "fields": dump(fields)} | passes
        self._places[LINK, self._rows.put(LINK, row)] = path

    def _callback(self, callback: SeedCallback, path: str, told: dict[int | None, str]) -> None:
        owner = callback.project
        if owner in told:
            self._fault(f"{path}/project", owner, f"another, {told[owner]} has this one")
        elif owner is not None and self._store.find_project(ById(owner)) is None:
            self._fault(f"{path}/project", owner, "the id of a project")
        else:
            self._store.put_callback(CallbackRecord(owner, callback.base_url, callback.headers))
        told[owner] = path

    def _is_twice(self, table: Table, row_id: int | None, named: Named, path: str) -> bool:
        """Whether something stands in this document already, which is a fault."""
        place = self._places.get((table, row_id or 0))
        if place is not None:
            expected = f"another, {place} has this one"
            if named.id is None and not isinstance(named, SeedPush):
                self._fault(f"{path}/externalId", named.external_id, expected)
            else:
                self._fault(f"{path}/id", named.id, expected)
        return place is not None

    def _fault_of_name(self, named: SeedProject | SeedEvent, owner: str, path: str) -> None:
        self._fault(f"{path}/externalId", named.external_id, f"another, {owner} has this one")

    def _fault(self, path: str, value: object, expected: str) -> None:
        self.faults.append(SeedFault(self._file.name, path, f"{abbreviate(value)}: expected {expected}"))


def _events(project: SeedProject, path: str) -> Iterator[tuple[str, SeedEvent]]:
    """The events of a project with their places, those of a volume one by one."""
    if isinstance(project.events, EventVolume):
        yield from ((path, one) for one in one_by_one(project.events))
        return
    for index, event in enumerate(project.events):
        yield from ((f"{path}/{index}", one) for one in one_by_one(event))


def _at(given: Moment | None, otherwise: Instant) -> Instant:
    return otherwise if given is None else instant(given)
