"""Get and delete an event, and what is not found."""

from typing import Any

import pytest

from tests.world import BORN, EVENT, EX, PATHS, PROJECT, SCHEMA, Api, E, event, open_world, problem, seed

MISSING = {
    "event": f"{PROJECT}/999",
    "event by external id": f"{PROJECT}/id/nothing",
    "project": f"/v1/events/project/999/{E}",
    "project by external id": f"/v1/events/project/id/nobody/{E}",
    "both": "/v1/events/project/id/nobody/id/nothing",
    "event of another project": f"/v1/events/project/7/{E}",
    "named event of another project": f"/v1/events/project/7/id/{EX}",
    "name in another case": f"{PROJECT}/id/{EX.upper()}",
    "name that is an id": f"{PROJECT}/id/{E}",
}
NEW = {"fields": {"eventName": {"value": "Concert"}}}


@pytest.mark.published("events.txt § Get event")
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_an_event_is_answered_whole_whichever_way_it_is_named(api: Api, path: str) -> None:
    answer = api.get(path)
    assert answer.status_code == 200
    assert answer.json() == {
        "eventId": 1234,
        "eventExternalId": "event123ExtId",
        "projectId": 12345,
        "projectExternalId": "project123ExtId",
        "createdAt": BORN,
        "updatedAt": BORN,
        "passGroups": [],
        "fields": {"eventName": {"label": "Event", "value": "LA Dodgers at SF Giants"}},
    }


@pytest.mark.published("events.txt § Get event")
@pytest.mark.parametrize(
    ("project", "name", "told"),
    [
        ({}, {}, set()),
        ({"externalId": "season"}, {}, {"projectExternalId"}),
        ({}, {"externalId": "game"}, {"eventExternalId"}),
    ],
    ids=["none", "the project's", "the event's"],
)
def test_an_external_id_is_answered_if_there_is_one(
    project: dict[str, Any], name: dict[str, Any], told: set[str]
) -> None:
    world = {"projects": [{"id": 1, "events": [event(id=2, **name)]} | project]}
    with open_world(world) as api:
        answer = api.get("/v1/events/project/1/2").json()
        assert {key for key in answer if key.endswith("ExternalId")} == told


@pytest.mark.assumed("A-18")
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize("path", MISSING.values(), ids=MISSING)
def test_an_unknown_project_or_event_is_not_found(method: str, path: str) -> None:
    world = seed()
    world["projects"].append({"id": 7})
    with open_world(world) as api:
        problem(api.request(method, path, json={"fields": {}}), 404)
        assert api.get(EVENT).status_code == 200


@pytest.mark.assumed("A-18")
@pytest.mark.parametrize(
    ("path", "named"),
    [
        (f"{PROJECT}/999", "event 999"),
        (f"{PROJECT}/id/nothing", "event id/nothing"),
        ("/v1/events/project/999/1", "Project 999"),
        ("/v1/events/project/id/nobody/id/nothing", "Project id/nobody"),
    ],
)
def test_what_is_not_found_is_named(api: Api, path: str, named: str) -> None:
    assert named in problem(api.get(path), 404)


@pytest.mark.published("events.txt § Delete event")
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_an_event_is_deleted_whichever_way_it_is_named(api: Api, path: str) -> None:
    assert api.delete(path).status_code == 200
    problem(api.get(EVENT), 404)


@pytest.mark.reading("R-3")
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_deleting_answers_an_empty_object_where_the_example_is_believed(api: Api, path: str) -> None:
    assert api.delete(path).json() == {}


@pytest.mark.reading("R-3")
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_deleting_answers_ok_where_the_schema_is_believed(api: Api, path: str) -> None:
    answer = api.delete(path, headers=SCHEMA)
    assert (answer.status_code, answer.json()) == (200, {"ok": True})


@pytest.mark.assumed("A-19")
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_deleted_event_is_not_found_any_more(api: Api, method: str, path: str) -> None:
    api.delete(EVENT)
    problem(api.request(method, path, json={"fields": {}}), 404)


@pytest.mark.assumed("A-19")
def test_the_external_id_of_a_deleted_event_is_free(api: Api) -> None:
    api.delete(EVENT)
    answer = api.post(f"{PROJECT}/id/{EX}", NEW)
    assert answer.status_code == 201
    assert answer.json()["eventId"] == E + 1
    assert answer.json()["fields"] == {"eventName": {"label": "Event", "value": "Concert"}}
    assert api.get(f"{PROJECT}/id/{EX}").json() == answer.json()


@pytest.mark.assumed("A-19")
def test_a_new_event_of_the_same_name_inherits_neither_groups_nor_passes() -> None:
    passes = [{"id": 1, "status": "installed"}, {"id": 2}]
    with open_world(seed(event(id=E, externalId=EX, passGroups=["giants"], passes=passes))) as api:
        api.delete(EVENT)
        assert api.post(f"{PROJECT}/id/{EX}", NEW).json()["passGroups"] == []
        assert api.get(f"{PROJECT}/id/{EX}/passes").json()["count"] == 0
        api.put(f"{PROJECT}/id/{EX}", NEW)
        assert api.pushes() == []


@pytest.mark.assumed("A-19")
def test_the_passes_of_a_deleted_event_stay_and_belong_to_no_event() -> None:
    with open_world(seed(event(id=E, passes=[{"id": 1}, {"id": 2}]))) as api:
        api.delete(EVENT)
        problem(api.get(f"{EVENT}/passes"), 404)
        # No operation shows passes without an event, hence a look at the shelves.
        kept = api.sandbox.database.execute("SELECT id, event_id FROM event_pass ORDER BY id")
        assert kept.fetchall() == [(1, None), (2, None)]


@pytest.mark.assumed("A-19")
def test_other_events_keep_their_passes_and_groups() -> None:
    events = [event(id=each, passGroups=["giants"], passes=[{"id": each}]) for each in (E, E + 1)]
    with open_world(seed(*events)) as api:
        api.delete(EVENT)
        assert api.get(f"{PROJECT}/{E + 1}").json()["passGroups"] == ["giants"]
        assert [each["id"] for each in api.get(f"{PROJECT}/{E + 1}/passes").json()["passes"]] == [E + 1]
