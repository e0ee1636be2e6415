"""The external id that the body of a create may carry."""

from typing import Any

import pytest

from tests.world import EXTERNAL_PROJECT, LENIENT, PROJECT, Api, event, findings, open_world, problem, seed

NEW = {"fields": {"eventName": {"value": "Concert"}}}


@pytest.mark.assumed("A-16")
@pytest.mark.parametrize("path", [PROJECT, EXTERNAL_PROJECT], ids=["by id", "by external id"])
def test_the_body_may_name_the_external_id_where_the_path_does_not(api: Api, path: str) -> None:
    answer = api.post(path, NEW | {"eventExternalId": "concert"})
    assert answer.status_code == 201
    assert answer.json()["eventExternalId"] == "concert"
    assert findings(answer) == []
    assert api.get(f"{PROJECT}/id/concert").json() == answer.json()


@pytest.mark.assumed("A-16")
def test_the_body_may_repeat_the_external_id_of_the_path(api: Api) -> None:
    answer = api.post(f"{PROJECT}/id/a%2Fb", NEW | {"eventExternalId": "a/b"})
    assert answer.status_code == 201
    assert answer.json()["eventExternalId"] == "a/b"
    assert findings(answer) == []


@pytest.mark.assumed("A-16")
@pytest.mark.parametrize("other", ["another", "Concert", "concert "])
def test_the_body_may_not_name_another_external_id_than_the_path(api: Api, other: str) -> None:
    answer = api.post(f"{PROJECT}/id/concert", NEW | {"eventExternalId": other})
    assert "eventExternalId" in problem(answer, 400)
    assert [(found["level"], found["at"]) for found in findings(answer)] == [
        ("violation", "/eventExternalId")
    ]
    problem(api.get(f"{PROJECT}/id/concert"), 404)


@pytest.mark.assumed("A-16")
def test_a_lenient_server_takes_the_external_id_of_the_path(api: Api) -> None:
    answer = api.post(f"{PROJECT}/id/concert", NEW | {"eventExternalId": "another"}, headers=LENIENT)
    assert answer.status_code == 201
    assert answer.json()["eventExternalId"] == "concert"
    assert [found["at"] for found in findings(answer)] == ["/eventExternalId"]


@pytest.mark.assumed("A-16")
@pytest.mark.parametrize("wrong", [7, True, None, ["concert"], {"id": 1}], ids=repr)
def test_an_external_id_in_the_body_is_a_string(api: Api, wrong: Any) -> None:
    answer = api.post(PROJECT, NEW | {"eventExternalId": wrong})
    assert "eventExternalId" in problem(answer, 400)


@pytest.mark.assumed("A-16")
@pytest.mark.parametrize(("sent", "taken"), [(7, "7"), (True, "true")])
def test_a_lenient_server_takes_a_number_as_an_external_id(api: Api, sent: Any, taken: str) -> None:
    answer = api.post(PROJECT, NEW | {"eventExternalId": sent}, headers=LENIENT)
    assert answer.json()["eventExternalId"] == taken
    assert [found["at"] for found in findings(answer)] == ["/eventExternalId"]


@pytest.mark.assumed("A-16")
def test_the_same_external_id_may_stand_in_two_projects() -> None:
    projects = [{"id": 1, "events": [event(id=5, externalId="concert")]}, {"id": 2}]
    with open_world(seed(projects=projects)) as api:
        answer = api.post("/v1/events/project/2/id/concert", NEW)
        assert (answer.status_code, answer.json()["eventId"]) == (201, 6)
        assert api.get("/v1/events/project/1/id/concert").json()["eventId"] == 5
