"""R-1: the project of a group update named by a bare external id, as one example has it."""

from typing import Any

import pytest

from tests.operations import FIELDS, GROUP, GROUPS, NEW, WORLD
from tests.wire import encoded
from tests.world import EVENT, EX, EXTERNAL_PROJECT, PROJECT, PX, E, P, event, findings, open_world, problem

BARE = f"/v1/events/project/{PX}"


@pytest.mark.parametrize(
    "name", [PX, "myFavProject", "my fav/project", "12a", "4567-89", "-1", "1.0", "é", "%"]
)
@pytest.mark.reading("R-1")
def test_updating_a_group_finds_a_bare_external_id_as_the_example_does(name: str) -> None:
    projects = [{"id": P, "externalId": name, "events": [event(id=E, passGroups=[GROUP])]}]
    with open_world({"projects": projects}) as api:
        response = api.put(f"/v1/events/project/{encoded(name)}/passGroups/{GROUP}", FIELDS)
    assert response.json() == {"groupName": GROUP, "events": [{"eventTicketId": E}]}
    assert findings(response) == []


@pytest.mark.reading("R-1")
def test_a_bare_external_id_answers_as_the_same_after_id() -> None:
    with open_world(WORLD) as api:
        bare = api.put(f"{BARE}/passGroups/{GROUP}", FIELDS)
    with open_world(WORLD) as api:
        after_id = api.put(f"{EXTERNAL_PROJECT}/passGroups/{GROUP}", FIELDS)
    assert bare.text == after_id.text


@pytest.mark.reading("R-1")
def test_a_bare_external_id_is_not_found_where_the_schema_is_believed() -> None:
    with open_world(WORLD, reading="schema") as api:
        problem(api.put(f"{BARE}/passGroups/{GROUP}", FIELDS), 404)
        assert "venueTitle" not in api.get(EVENT).json()["fields"]


@pytest.mark.parametrize(("reading", "status"), [("examples", 200), ("schema", 404)])
@pytest.mark.reading("R-1")
def test_one_request_may_prefer_a_reading_of_a_bare_external_id(reading: str, status: int) -> None:
    with open_world(WORLD) as api:
        headers = {"Prefer": f"reading={reading}"}
        assert api.put(f"{BARE}/passGroups/{GROUP}", FIELDS, headers=headers).status_code == status


@pytest.mark.reading("R-1")
def test_a_strict_server_takes_a_bare_external_id_since_an_example_has_it() -> None:
    with open_world(WORLD, strictness="strict") as api:
        assert api.put(f"{BARE}/passGroups/{GROUP}", FIELDS).status_code == 200
        assert "venueTitle" in api.get(EVENT).json()["fields"]


@pytest.mark.reading("R-1")
def test_a_bare_name_is_told_as_it_was_meant() -> None:
    with open_world(WORLD, reading="schema") as api:
        told = problem(api.put(f"/v1/events/project/{encoded('my Favé')}/passGroups/{GROUP}", FIELDS), 404)
    assert "'my Favé'" in told


@pytest.mark.parametrize("reading", ["examples", "schema"])
@pytest.mark.reading("R-1")
def test_an_unknown_bare_external_id_is_not_found(reading: str) -> None:
    with open_world(WORLD, reading=reading) as api:
        problem(api.put(f"/v1/events/project/unknown/passGroups/{GROUP}", FIELDS), 404)


@pytest.mark.parametrize("reading", ["examples", "schema"])
@pytest.mark.reading("R-1")
def test_a_bare_integer_is_an_id_and_never_an_external_id(reading: str) -> None:
    projects = [{"id": P, "externalId": "777", "events": [event(id=E, passGroups=[GROUP])]}]
    with open_world({"projects": projects}, reading=reading) as api:
        problem(api.put(f"/v1/events/project/777/passGroups/{GROUP}", FIELDS), 404)
        assert api.put(f"/v1/events/project/id/777/passGroups/{GROUP}", FIELDS).status_code == 200


ELSEWHERE: dict[str, tuple[str, str, Any]] = {
    "create": ("POST", BARE, NEW),
    "create-with-external-id": ("POST", f"{BARE}/id/new", NEW),
    "get": ("GET", f"{BARE}/{E}", None),
    "get-external": ("GET", f"{BARE}/id/{EX}", None),
    "get-bare-event": ("GET", f"{PROJECT}/{EX}", None),
    "update": ("PUT", f"{BARE}/{E}", FIELDS),
    "delete": ("DELETE", f"{BARE}/{E}", None),
    "add-to-groups": ("POST", f"{BARE}/{E}/passGroups", GROUPS),
    "list-groups": ("GET", f"{BARE}/{E}/passGroups", None),
    "remove-from-group": ("DELETE", f"{BARE}/{E}/passGroups/{GROUP}", None),
    "list-passes": ("GET", f"{BARE}/{E}/passes", None),
}


@pytest.mark.parametrize("reading", ["examples", "schema"])
@pytest.mark.parametrize(("method", "path", "body"), ELSEWHERE.values(), ids=ELSEWHERE.keys())
@pytest.mark.reading("R-1")
def test_no_other_operation_takes_a_bare_external_id(method: str, path: str, body: Any, reading: str) -> None:
    with open_world(WORLD, reading=reading) as api:
        problem(api.request(method, path, json=body), 404)
