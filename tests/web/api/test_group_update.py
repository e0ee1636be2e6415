"""Update all events of a pass group at once."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.world import (
    BORN,
    EXTERNAL_PROJECT,
    LATER,
    LENIENT,
    PROJECT,
    STRICT,
    Api,
    event,
    findings,
    open_world,
    problem,
    seed,
)

GIANTS = f"{PROJECT}/passGroups/giants"
PARK = {"fields": {"venueTitle": {"value": "Oracle Park"}}}
PROJECTS = pytest.mark.parametrize("project", [PROJECT, EXTERNAL_PROJECT], ids=["by id", "by external id"])


def named(name: str, **fields: dict[str, Any]) -> dict[str, Any]:
    return {"eventName": {"value": name}} | fields


def world() -> dict[str, Any]:
    """Three events, two of them in the group `giants`, and a group of that name elsewhere."""
    document = seed(
        event(id=10, passGroups=["giants"], fields=named("Ten", venueTitle={"label": "At", "value": "A"})),
        event(id=20, passGroups=["dodgers"], fields=named("Twenty")),
        event(id=30, passGroups=["dodgers", "giants"], fields=named("Thirty")),
    )
    document["projects"].append({"id": 7, "events": [event(id=40, passGroups=["giants"])]})
    return document


@pytest.fixture
def api() -> Iterator[Api]:
    """A world with a group of two events; the clock moves after their creation."""
    with open_world(world()) as api:
        api.freeze(LATER)
        yield api


def every_event(api: Api) -> list[dict[str, Any]]:
    paths = [f"{PROJECT}/10", f"{PROJECT}/20", f"{PROJECT}/30", "/v1/events/project/7/40"]
    return [api.get(path).json() for path in paths]


@pytest.mark.published("events.txt § Update events in a pass group")
@PROJECTS
def test_the_group_and_its_events_are_answered(api: Api, project: str) -> None:
    answer = api.put(f"{project}/passGroups/giants", PARK)
    assert answer.status_code == 200
    assert answer.json() == {
        "groupName": "giants",
        "events": [{"eventTicketId": 10}, {"eventTicketId": 30}],
    }


@pytest.mark.published("events.txt § Update events in a pass group")
@pytest.mark.parametrize("reading", ["examples", "schema"])
def test_the_events_are_called_tickets_in_either_reading(reading: str) -> None:
    with open_world(world(), reading=reading) as api:
        assert api.put(GIANTS, PARK).json()["events"] == [{"eventTicketId": 10}, {"eventTicketId": 30}]


@pytest.mark.published("events.txt § Update events in a pass group")
def test_the_events_are_answered_in_the_order_of_their_ids(api: Api) -> None:
    for each in (30, 20, 10):
        api.post(f"{PROJECT}/{each}/passGroups", {"passGroups": ["late"]})
    answer = api.put(f"{PROJECT}/passGroups/late", PARK).json()
    assert [each["eventTicketId"] for each in answer["events"]] == [10, 20, 30]


@pytest.mark.published("events.txt § Update events in a pass group")
def test_the_fields_of_every_event_are_changed_property_by_property(api: Api) -> None:
    api.put(GIANTS, PARK)
    assert [each["fields"] for each in every_event(api)[::2]] == [
        {
            "eventName": {"label": "Event", "value": "Ten"},
            "venueTitle": {"label": "At", "value": "Oracle Park"},
        },
        {
            "eventName": {"label": "Event", "value": "Thirty"},
            "venueTitle": {"label": "Venue", "value": "Oracle Park"},
        },
    ]


@pytest.mark.published("events.txt § Update events in a pass group")
def test_events_outside_the_group_and_the_project_are_unchanged(api: Api) -> None:
    before = every_event(api)
    api.put(GIANTS, PARK)
    assert every_event(api)[1::2] == before[1::2]


@pytest.mark.assumed("A-23")
def test_updated_at_of_its_events_moves_and_of_no_others(api: Api) -> None:
    api.put(GIANTS, PARK)
    assert [each["updatedAt"] for each in every_event(api)] == [LATER, BORN, LATER, BORN]


@pytest.mark.published("events.txt § Update events in a pass group")
@pytest.mark.parametrize("group", ["100", "9223372036854775808", "giants_2019-09-25", "passGroups"])
def test_a_group_is_a_string_whatever_it_looks_like(group: str) -> None:
    with open_world(seed(event(id=10, passGroups=[group]))) as api:
        answer = api.put(f"{PROJECT}/passGroups/{group}", PARK)
        assert answer.json() == {"groupName": group, "events": [{"eventTicketId": 10}]}


@pytest.mark.published("events.txt § Update events in a pass group")
@pytest.mark.parametrize(
    "path",
    [
        f"{PROJECT}/passGroups/nowhere",
        f"{PROJECT}/passGroups/GIANTS",
        f"{EXTERNAL_PROJECT}/passGroups/nowhere",
        "/v1/events/project/999/passGroups/giants",
        "/v1/events/project/id/nobody/passGroups/giants",
        "/v1/events/project/7/passGroups/dodgers",
    ],
)
def test_an_unknown_project_or_group_is_not_found(api: Api, path: str) -> None:
    before = every_event(api)
    problem(api.put(path, PARK), 404)
    assert every_event(api) == before


@pytest.mark.published("events.txt § Update events in a pass group")
@pytest.mark.parametrize(
    "body",
    [
        {},
        {"fields": None},
        {"fields": [PARK]},
        {"fields": {"venueTitle": "Oracle Park"}},
        {"fields": {"venueTitle": {"value": "Oracle Park"}, "eventName": {"value": 7}}},
    ],
    ids=repr,
)
def test_a_malformed_request_is_refused_and_changes_no_event(api: Api, body: Any) -> None:
    before = every_event(api)
    answer = api.put(GIANTS, body)
    assert "fields" in problem(answer, 400)
    assert {found["level"] for found in findings(answer)} == {"violation"}
    assert every_event(api) == before


@pytest.mark.assumed("A-14")
def test_a_lenient_server_writes_a_number_as_a_string(api: Api) -> None:
    answer = api.put(GIANTS, {"fields": {"venueTitle": {"value": 7}}}, headers=LENIENT)
    assert answer.status_code == 200
    assert [each["fields"]["venueTitle"]["value"] for each in every_event(api)[::2]] == ["7", "7"]


@pytest.mark.assumed("A-13")
@pytest.mark.parametrize(
    ("body", "at"),
    [
        (PARK | {"passGroups": ["dodgers"]}, "/passGroups"),
        ({"fields": {"gate": {"value": "7"}}}, "/fields/gate"),
        ({"fields": {"venueTitle": {"note": 7}}}, "/fields/venueTitle/note"),
        ({"fields": {"endTime": {"value": "late"}}}, "/fields/endTime/value"),
    ],
    ids=["property of the body", "field", "property of a field", "time"],
)
def test_what_is_undocumented_is_accepted_and_told_or_refused_when_judged_strictly(
    api: Api, body: dict[str, Any], at: str
) -> None:
    before = every_event(api)
    refused = api.put(GIANTS, body, headers=STRICT)
    problem(refused, 400)
    assert every_event(api) == before
    accepted = api.put(GIANTS, body)
    assert accepted.status_code == 200
    for answer in (refused, accepted):
        assert [(found["level"], found["at"]) for found in findings(answer)] == [("undocumented", at)]


@pytest.mark.assumed("A-13")
def test_an_undocumented_list_of_groups_is_ignored(api: Api) -> None:
    api.put(GIANTS, PARK | {"passGroups": ["late"]})
    assert [each["passGroups"] for each in every_event(api)[::2]] == [["giants"], ["dodgers", "giants"]]


@pytest.mark.assumed("A-29")
def test_if_one_event_cannot_be_changed_none_is(api: Api) -> None:
    before = every_event(api)
    # Nothing that a request can say makes the second of two events fail, hence a trap on the shelves.
    api.sandbox.database.execute(
        "CREATE TRIGGER trap BEFORE UPDATE ON event WHEN OLD.id = 30 BEGIN SELECT RAISE(ABORT, 'trap'); END"
    )
    problem(api.put(GIANTS, PARK), 500)
    api.sandbox.database.execute("DROP TRIGGER trap")
    assert every_event(api) == before
    assert api.put(GIANTS, PARK).status_code == 200


# --- how long a group exists


@pytest.mark.assumed("A-20")
def test_a_group_exists_as_soon_as_an_event_is_in_it(api: Api) -> None:
    problem(api.put(f"{PROJECT}/passGroups/late", PARK), 404)
    api.post(f"{PROJECT}/20/passGroups", {"passGroups": ["late"]})
    assert api.put(f"{PROJECT}/passGroups/late", PARK).json()["events"] == [{"eventTicketId": 20}]


@pytest.mark.assumed("A-20")
def test_a_group_ends_when_its_last_event_leaves(api: Api) -> None:
    api.delete(f"{PROJECT}/10/passGroups/giants")
    assert api.put(GIANTS, PARK).status_code == 200
    api.delete(f"{PROJECT}/30/passGroups/giants")
    problem(api.put(GIANTS, PARK), 404)


@pytest.mark.assumed("A-20")
def test_a_group_ends_when_its_last_event_is_deleted(api: Api) -> None:
    api.delete(f"{PROJECT}/10")
    assert api.put(GIANTS, PARK).json()["events"] == [{"eventTicketId": 30}]
    api.delete(f"{PROJECT}/30")
    problem(api.put(GIANTS, PARK), 404)


@pytest.mark.assumed("A-20")
def test_groups_of_the_same_name_in_two_projects_are_two_groups(api: Api) -> None:
    api.put("/v1/events/project/7/passGroups/giants", PARK)
    titles = [each["fields"].get("venueTitle", {}).get("value") for each in every_event(api)]
    assert titles == ["A", None, None, "Oracle Park"]
