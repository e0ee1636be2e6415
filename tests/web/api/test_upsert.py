"""Create an event whose external id is in use: the call is treated as an update."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.world import (
    BORN,
    EX,
    EXTERNAL_PROJECT,
    LATER,
    PROJECT,
    SCHEMA,
    STRICT,
    Api,
    event,
    findings,
    open_world,
    problem,
    seed,
)

BY_PATH: tuple[str, dict[str, Any]] = (f"{EXTERNAL_PROJECT}/id/{EX}", {})
BY_BODY: tuple[str, dict[str, Any]] = (PROJECT, {"eventExternalId": EX})
every_form = pytest.mark.parametrize(("path", "name"), [BY_PATH, BY_BODY], ids=["by path", "by body"])
CHANGE = {"fields": {"venueTitle": {"value": "Oracle Park"}}}


@pytest.fixture
def api() -> Iterator[Api]:
    """A world whose event has fields, groups and an external id; the clock moves after its creation."""
    fields = {"eventName": {"label": "Game", "value": "LA at SF"}, "venueTitle": {"value": "AT&T Park"}}
    with open_world(seed(event(id=1234, externalId=EX, fields=fields, passGroups=["a", "b"]))) as api:
        api.freeze(LATER)
        yield api


@pytest.mark.published("events.txt § Create event with external ID")
@every_form
def test_fields_that_are_not_sent_are_unchanged(api: Api, path: str, name: dict[str, Any]) -> None:
    answer = api.post(path, CHANGE | name).json()
    assert answer["fields"] == {
        "eventName": {"label": "Game", "value": "LA at SF"},
        "venueTitle": {"label": "Venue", "value": "Oracle Park"},
    }


@pytest.mark.published("events.txt § Create event with external ID")
@every_form
def test_it_is_the_same_event_that_is_answered(api: Api, path: str, name: dict[str, Any]) -> None:
    answer = api.post(path, CHANGE | name).json()
    assert (answer["eventId"], answer["eventExternalId"]) == (1234, EX)
    assert answer == api.get(f"{PROJECT}/1234").json()


@pytest.mark.assumed("A-23")
@every_form
def test_only_the_time_of_its_update_moves(api: Api, path: str, name: dict[str, Any]) -> None:
    answer = api.post(path, CHANGE | name).json()
    assert (answer["createdAt"], answer["updatedAt"]) == (BORN, LATER)


@pytest.mark.published("events.txt § Create event with external ID")
@every_form
def test_no_event_and_no_id_is_used_up(api: Api, path: str, name: dict[str, Any]) -> None:
    api.post(path, CHANGE | name)
    created = api.post(PROJECT, {"fields": {"eventName": {"value": "Another"}}}).json()
    assert created["eventId"] == 1235


@pytest.mark.reading("R-2")
@every_form
def test_it_is_answered_as_an_update_where_the_sentence_is_believed(
    api: Api, path: str, name: dict[str, Any]
) -> None:
    assert api.post(path, CHANGE | name).status_code == 200


@pytest.mark.reading("R-2")
@every_form
def test_it_is_answered_as_a_creation_where_the_listed_status_is_believed(
    api: Api, path: str, name: dict[str, Any]
) -> None:
    answer = api.post(path, CHANGE | name, headers=SCHEMA)
    assert answer.status_code == 201
    assert answer.json()["fields"]["venueTitle"]["value"] == "Oracle Park"


@pytest.mark.reading("R-2")
def test_the_setting_of_the_server_chooses_the_status_too() -> None:
    with open_world(reading="schema") as api:
        assert api.post(f"{PROJECT}/id/{EX}", CHANGE).status_code == 201


@pytest.mark.reading("R-2")
@pytest.mark.parametrize("reading", ["examples", "schema"])
def test_a_new_event_is_a_creation_in_either_reading(reading: str) -> None:
    with open_world(reading=reading) as api:
        new = {"fields": {"eventName": {"value": "Concert"}}}
        assert api.post(f"{PROJECT}/id/concert", new).status_code == 201


@pytest.mark.assumed("A-14")
@every_form
@pytest.mark.parametrize(
    "fields",
    [{}, {"venueTitle": {"value": "Hall"}}, {"eventName": {}}, {"eventName": {"label": "Game"}}],
    ids=["no fields", "another field", "empty name", "name without value"],
)
def test_the_name_of_an_event_that_has_one_is_not_needed(
    api: Api, path: str, name: dict[str, Any], fields: dict[str, Any]
) -> None:
    answer = api.post(path, {"fields": fields} | name, headers=STRICT)
    assert answer.status_code == 200
    assert answer.json()["fields"]["eventName"] == {"label": "Game", "value": "LA at SF"}
    assert findings(answer) == []


@pytest.mark.published("events.txt § Create event with external ID")
@every_form
def test_an_event_that_is_there_needs_no_fields(api: Api, path: str, name: dict[str, Any]) -> None:
    before = api.get(f"{PROJECT}/1234").json()
    answer = api.post(path, {"passGroups": ["c"]} | name, headers=STRICT)
    assert answer.status_code == 200
    assert answer.json()["fields"] == before["fields"]
    assert answer.json()["passGroups"] == ["a", "b", "c"]
    assert findings(answer) == []


@pytest.mark.assumed("A-17")
@every_form
@pytest.mark.parametrize(
    ("sent", "joined"),
    [
        (["c"], ["a", "b", "c"]),
        (["b", "c", "a", "c"], ["a", "b", "c"]),
        (["a"], ["a", "b"]),
        ([], ["a", "b"]),
    ],
    ids=["a new one", "new and old ones", "an old one", "none"],
)
def test_pass_groups_are_joined_and_none_is_left(
    api: Api, path: str, name: dict[str, Any], sent: list[str], joined: list[str]
) -> None:
    answer = api.post(path, CHANGE | name | {"passGroups": sent})
    assert answer.json()["passGroups"] == joined
    assert findings(answer) == []
    assert api.get(f"{PROJECT}/1234/passGroups").json()["passGroups"] == joined


@pytest.mark.assumed("A-16")
@pytest.mark.parametrize("project", [PROJECT, EXTERNAL_PROJECT], ids=["by id", "by external id"])
def test_an_external_id_in_the_body_updates_the_event_that_has_it(api: Api, project: str) -> None:
    answer = api.post(project, CHANGE | {"eventExternalId": EX})
    assert (answer.status_code, answer.json()["eventId"]) == (200, 1234)


@pytest.mark.assumed("A-16")
def test_an_external_id_of_another_project_is_not_in_use_here() -> None:
    projects = [{"id": 1, "events": [event(id=5, externalId="concert")]}, {"id": 2}]
    with open_world(seed(projects=projects)) as api:
        path = "/v1/events/project/2/id/concert"
        assert "eventName" in problem(api.post(path, CHANGE), 400)
        assert "venueTitle" not in api.get("/v1/events/project/1/5").json()["fields"]
