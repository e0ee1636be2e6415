"""What a seed document can say, seen through the front door."""

import time
import uuid
from contextlib import closing
from typing import Any

import pytest

from mockserver.domain.clock import Clock
from mockserver.domain.steps import Meter
from mockserver.seeds.files import SeedFile, SeedRefused, check
from mockserver.seeds.load import load, load_in_steps
from mockserver.services.wallet import SERIALS
from mockserver.store import statements
from mockserver.store.database import Database
from mockserver.store.rows import RowReader
from mockserver.store.store import Store
from tests.world import BORN, EVENT, NOW, PATHS, PROJECT, PX, Api, E, P, contents, event, open_world, seed

LATER = "2031-05-06T07:08:09Z"
LATER_INSTANT = 1_935_817_689_000
MINUTE = 60_000


def passes(api: Api, path: str = EVENT) -> list[dict[str, Any]]:
    """All passes of an event, in id order."""
    answer = api.get(f"{path}/passes", params={"pageSize": "1000", "direction": "ASC"}).json()
    found: list[dict[str, Any]] = answer["passes"]
    assert answer["count"] == len(found)
    return found


def with_passes(listed: Any, **given: Any) -> dict[str, Any]:
    """A seed whose event has these passes."""
    return seed(event(id=E, passes=listed, **given))


def test_ids_are_optional_and_given_out_in_order() -> None:
    document = {"projects": [{"events": [event(), event()]}, {"events": [event(passes=[{}, {}])]}]}
    with open_world(document) as api:
        assert [api.get(f"/v1/events/project/1/{each}").status_code for each in (1, 2, 3)] == [200, 200, 404]
        assert [each["id"] for each in passes(api, "/v1/events/project/2/3")] == [1, 2]


def test_what_has_no_id_gets_none_that_is_given_further_down() -> None:
    first = event(passes=[{}, {"id": 7}], passGroups=["first"])
    with open_world(seed(first, event(id=5, passes=[{"id": 1}, {}]), event())) as api:
        assert api.get(f"{PROJECT}/6").json()["passGroups"] == ["first"]
        assert [each["id"] for each in passes(api, f"{PROJECT}/6")] == [7, 8]
        assert [each["id"] for each in passes(api, f"{PROJECT}/5")] == [1, 9]
        assert api.get(f"{PROJECT}/7").status_code == 200


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_projects_and_events_can_be_named_by_their_external_ids(api: Api, path: str) -> None:
    assert api.get(path).json()["eventId"] == E


def test_labels_are_filled_in_and_fields_are_put_in_documented_order() -> None:
    fields = {
        "gateNumber": {"value": "3"},
        "endTime": {"value": "2027-05-14T23:00:00"},
        "venueTitle": {"value": "Hall", "label": "Where"},
        "eventName": {"value": "A night", "colour": "red"},
    }
    with open_world(seed(event(id=E, fields=fields))) as api:
        answered = api.get(EVENT).json()["fields"]
    assert list(answered.items()) == [
        ("eventName", {"label": "Event", "value": "A night", "colour": "red"}),
        ("venueTitle", {"label": "Where", "value": "Hall"}),
        ("endTime", {"label": "End Time", "value": "2027-05-14T23:00:00"}),
        ("gateNumber", {"label": "Gate Number", "value": "3"}),
    ]


def test_an_event_is_by_default_created_and_updated_now() -> None:
    with open_world(seed({"id": E})) as api:
        answered = api.get(EVENT).json()
    assert (answered["createdAt"], answered["updatedAt"]) == (NOW, NOW)


def test_an_event_is_by_default_updated_when_it_was_created() -> None:
    with open_world(seed({"id": E, "createdAt": BORN})) as api:
        answered = api.get(EVENT).json()
    assert (answered["createdAt"], answered["updatedAt"]) == (BORN, BORN)


def test_times_are_told_in_utc_whatever_their_zone() -> None:
    given = {"createdAt": "2018-09-24T11:12:32+02:00", "updatedAt": "2018-09-24T05:12:33.999-04:00"}
    with open_world(seed({"id": E, **given})) as api:
        answered = api.get(EVENT).json()
    assert (answered["createdAt"], answered["updatedAt"]) == (BORN, "2018-09-24T09:12:33Z")


def test_an_event_is_in_each_of_its_groups_once_in_the_order_given() -> None:
    with open_world(seed(event(id=E, passGroups=["b", "a", "b"]))) as api:
        assert api.get(EVENT).json()["passGroups"] == ["b", "a"]


def test_what_a_pass_does_not_say_follows_from_its_id_its_platform_and_the_clock() -> None:
    with open_world(with_passes([{"id": 77}])) as api:
        (answered,) = passes(api)
    assert answered == {
        "id": 77,
        "templateId": 1,
        "url": "http://mock.test/v1/pass/77/download",
        "serialNumber": str(uuid.uuid5(SERIALS, "77")),
        "createdAt": "2026-01-01T00:00:00.000Z",
        "updatedAt": "2026-01-01T00:00:00.000Z",
        "status": "not_been_installed",
        "platform": "ios",
    }


def test_a_pass_keeps_all_that_it_says() -> None:
    given = {
        "id": 77,
        "externalId": "ticket 1",
        "templateId": 1000057,
        "serialNumber": "a-serial-number",
        "platform": "android",
        "status": "uninstalled",
        "createdAt": "2023-04-19T06:17:01.001Z",
        "updatedAt": "2023-04-19T06:17:02.020Z",
        "installedAt": "2023-04-19T06:17:03.300Z",
    }
    with open_world(with_passes([given])) as api:
        (answered,) = passes(api)
    assert answered == given | {"url": "http://mock.test/v1/pass/77/download"}


@pytest.mark.parametrize("status", ["installed", "uninstalled"])
def test_a_pass_is_by_default_installed_and_updated_when_it_was_created(status: str) -> None:
    with open_world(with_passes([{"status": status, "createdAt": BORN, "platform": "android"}])) as api:
        (answered,) = passes(api)
    assert {answered[key] for key in ("createdAt", "updatedAt", "installedAt")} == {
        "2018-09-24T09:12:32.000Z"
    }
    assert answered["templateId"] == 2


# --- the clock


def test_a_clock_can_be_frozen() -> None:
    with open_world(seed(clock={"frozen": LATER})) as api:
        assert (api.sandbox.clock.mode, api.sandbox.clock.now()) == ("frozen", LATER_INSTANT)


def test_a_clock_can_run_on_from_an_instant() -> None:
    with open_world(seed(clock={"shifted": LATER})) as api:
        assert api.sandbox.clock.mode == "shifted"
        assert 0 <= api.sandbox.clock.now() - LATER_INSTANT < MINUTE


@pytest.mark.parametrize("given", [{"clock": {"real": True}}, {"clock": None}], ids=["said", "by default"])
def test_a_clock_can_tell_the_real_time(given: dict[str, Any]) -> None:
    with open_world(seed(**given)) as api:
        assert api.sandbox.clock.mode == "real"
        assert abs(api.sandbox.clock.now() - time.time() * 1000) < MINUTE


def test_the_clock_of_the_last_document_counts() -> None:
    clock = Clock()
    with closing(Database.open_memory()) as database:
        load(database, clock, files({"clock": {"frozen": LATER}}, {}, {"clock": {"real": True}}, {}))
    assert clock.mode == "real"


# --- the ids to come


def files(*documents: dict[str, Any]) -> list[SeedFile]:
    """Documents as if they were read from files."""
    return [SeedFile(f"{number}.yaml", check("", each)) for number, each in enumerate(documents)]


def next_ids(*documents: dict[str, Any]) -> list[int]:
    """The ids of the next project, event and pass once documents are loaded."""
    tables = (statements.PROJECT, statements.EVENT, statements.EVENT_PASS)
    with closing(Database.open_memory()) as database:
        load(database, Clock(), files(*documents))
        return [RowReader(database).next_id(table) for table in tables]


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        pytest.param([{}], [1, 1, 1], id="of an empty world"),
        pytest.param([with_passes([{"id": 616}, {"id": 610}])], [P + 1, E + 1, 617], id="above those in use"),
        pytest.param([{"nextIds": {"project": 7, "event": 8, "pass": 9}}], [7, 8, 9], id="as said"),
        pytest.param([{"nextIds": {"event": 8}}], [1, 8, 1], id="as said for some"),
        pytest.param([{"nextIds": {"event": 8}}, {"nextIds": {"pass": 9}}], [1, 8, 9], id="of two documents"),
        pytest.param(
            [{"nextIds": {"event": 8}}, {"projects": [{"events": [{}]}]}], [2, 8, 1], id="said before"
        ),
        pytest.param([seed(nextIds={"event": E + 1})], [P + 1, E + 1, 1], id="the very next"),
    ],
)
def test_the_next_ids(documents: list[dict[str, Any]], expected: list[int]) -> None:
    assert next_ids(*documents) == expected


def test_an_event_that_is_created_gets_the_next_id() -> None:
    with open_world(seed(nextIds={"event": 5000})) as api:
        created = [api.post(PROJECT, {"fields": {"eventName": {"value": "x"}}}).json() for _ in range(2)]
    assert [each["eventId"] for each in created] == [5000, 5001]


def test_a_next_id_must_not_be_that_of_a_deleted_event() -> None:
    with closing(Database.open_memory()) as database:
        load(database, Clock(), files(seed()))
        Store(database).delete_event(E)
        with pytest.raises(SeedRefused, match=f"nextIds/event: {E}: expected {E + 1} or more"):
            load(database, Clock(), files({"nextIds": {"event": E}}))


# --- volumes


def kinds(volume: dict[str, Any]) -> list[tuple[str, str]]:
    """The platform and the status of each pass of a volume."""
    with open_world(with_passes(volume)) as api:
        return [(each["platform"], each["status"]) for each in passes(api)]


@pytest.mark.parametrize(
    ("volume", "expected"),
    [
        pytest.param({"count": 0}, [], id="none"),
        pytest.param(
            {"count": 7},
            [
                ("ios", "installed"),
                ("android", "installed"),
                ("ios", "uninstalled"),
                ("android", "uninstalled"),
                ("ios", "not_been_installed"),
                ("android", "not_been_installed"),
                ("ios", "installed"),
            ],
            id="by default",
        ),
        pytest.param(
            {"count": 3, "platforms": ["android"], "statuses": ["uninstalled", "installed"]},
            [("android", "uninstalled"), ("android", "installed"), ("android", "uninstalled")],
            id="lists",
        ),
        pytest.param(
            {
                "count": 5,
                "platforms": {"ios": 2, "android": 1},
                "statuses": {"installed": 1, "uninstalled": 1},
            },
            [
                ("ios", "installed"),
                ("ios", "installed"),
                ("android", "installed"),
                ("ios", "uninstalled"),
                ("ios", "uninstalled"),
            ],
            id="weights",
        ),
        pytest.param(
            {"count": 2, "platforms": {"ios": 0, "android": 3}, "statuses": ["installed"]},
            [("android", "installed")] * 2,
            id="a weight of 0",
        ),
    ],
)
def test_the_passes_of_a_volume_take_turns(volume: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert kinds(volume) == expected


def test_the_passes_of_a_volume_are_a_second_apart_if_it_says_when_they_were_created() -> None:
    with open_world(with_passes({"count": 3, "createdAt": "2026-02-01T08:00:59Z"})) as api:
        created = [each["createdAt"] for each in passes(api)]
    assert created == ["2026-02-01T08:00:59.000Z", "2026-02-01T08:01:00.000Z", "2026-02-01T08:01:01.000Z"]


def test_the_passes_of_a_volume_are_by_default_as_old_as_their_event() -> None:
    with open_world(with_passes({"count": 3})) as api:
        assert {each["createdAt"] for each in passes(api)} == {"2018-09-24T09:12:32.000Z"}


def test_the_events_of_a_volume_are_numbered() -> None:
    volume = {
        "count": 3,
        "externalId": "event-{n}",
        "createdAt": BORN,
        "passGroups": ["all", "group {n}"],
        "fields": {"eventName": {"value": "{n} of {n}"}, "gate": {"label": "Gate {n}", "notes": ["{n}"]}},
        "passes": [{"externalId": "ticket-{n}"}, {}],
    }
    with open_world(seed(volume)) as api:
        answered = api.get(f"{PROJECT}/id/event-2").json()
        external_ids = [each.get("externalId") for each in passes(api, f"{PROJECT}/id/event-2")]
        statuses = [api.get(f"{PROJECT}/{each}").status_code for each in (1, 2, 3, 4)]
    assert answered == {
        "eventId": 2,
        "eventExternalId": "event-2",
        "projectId": P,
        "projectExternalId": PX,
        "createdAt": BORN,
        "updatedAt": BORN,
        "passGroups": ["all", "group 2"],
        "fields": {
            "eventName": {"label": "Event", "value": "2 of 2"},
            "gate": {"label": "Gate 2", "notes": ["2"]},
        },
    }
    assert external_ids == ["ticket-2", None]
    assert statuses == [200, 200, 200, 404]


def test_volumes_and_single_events_mix() -> None:
    volume = {"count": 2, "externalId": "event-{n}", "passes": {"count": 2}}
    with open_world(seed(event(externalId="before"), volume, {"count": 0}, event(externalId="after"))) as api:
        ids = [
            api.get(f"{PROJECT}/id/{name}").json()["eventId"]
            for name in ("before", "event-1", "event-2", "after")
        ]
        assert [each["id"] for each in passes(api, f"{PROJECT}/id/event-2")] == [3, 4]
    assert ids == [1, 2, 3, 4]


def test_all_events_of_a_project_can_be_one_volume() -> None:
    with open_world({"projects": [{"id": P, "events": {"count": 2, "passes": {"count": 3}}}]}) as api:
        assert len(passes(api, f"{PROJECT}/2")) == 3


@pytest.mark.parametrize(
    ("document", "entries"),
    [
        ({}, 0),
        ({"passes": [{}, {}]}, 2),
        (seed(event(passes=[{}]), event()), 3),
        (seed(event(passes={"count": 250}), {"count": 30, "passes": {"count": 4}, "fields": {}}), 401),
        ({"projects": [{"events": {"count": 200, "fields": {}}}]}, 200),
    ],
    ids=["nothing", "passes", "events", "volumes", "a volume"],
)
def test_a_meter_tells_how_many_events_and_passes_are_in(document: dict[str, Any], entries: int) -> None:
    meter = Meter()
    with closing(Database.open_memory()) as database:
        told = [meter.done for _ in load_in_steps(database, Clock(), files(document), meter)]
    assert (meter.total, meter.done) == (entries, entries)
    assert told == sorted(told)
    assert len(set(told)) > 2 or entries < 10


def dump(*documents: dict[str, Any]) -> list[str]:
    """Everything that is kept once documents are loaded."""
    with closing(Database.open_memory()) as database:
        load(database, Clock(), files(*documents))
        return contents(database)


def test_two_loads_of_a_seed_are_the_same_to_the_last_column() -> None:
    volume = {"count": 5, "externalId": "e-{n}", "passes": {"count": 13}, "passGroups": ["{n}", "all"]}
    document = seed(volume, event(id=E, passes=[{}, {"id": 3}], passGroups=["all"]))
    assert dump(document) == dump(document)
