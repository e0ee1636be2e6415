"""Add an event to pass groups."""

from typing import Any

import pytest

from tests.web.api.groups import UNKNOWN, add, joined, world_of_two_projects
from tests.world import (
    BORN,
    EVENT,
    EX,
    LATER,
    LENIENT,
    PATHS,
    SCHEMA,
    STRICT,
    Api,
    E,
    findings,
    open_world,
    problem,
)

NAMED_BY_ID = {form: path for form, path in PATHS.items() if form.endswith("/id")}
NAMED_BY_EXTERNAL_ID = {form: path for form, path in PATHS.items() if form.endswith("/external")}


@pytest.mark.published("events.txt § Add event to pass group")
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_an_event_joins_the_groups_that_it_is_added_to(api: Api, path: str) -> None:
    assert add(api, "b", "a", path=path)["passGroups"] == ["b", "a"]
    assert joined(api) == ["b", "a"]


@pytest.mark.published("events.txt § Add event to pass group")
def test_groups_are_added_to_those_it_is_in(api: Api) -> None:
    add(api, "b")
    add(api, "c", "a")
    assert joined(api) == ["b", "c", "a"]


@pytest.mark.published("events.txt § Add event to pass group")
def test_a_group_that_it_is_in_already_is_ignored(api: Api) -> None:
    add(api, "b", "a")
    add(api, "a", "c", "b")
    assert joined(api) == ["b", "a", "c"]


@pytest.mark.assumed("A-21")
@pytest.mark.parametrize(
    ("sent", "answered"),
    [(["a", "c", "b"], ["c"]), (["a"], []), (["d", "c"], ["d", "c"])],
    ids=["some are new", "none is new", "all are new"],
)
def test_only_the_groups_that_are_new_are_answered(api: Api, sent: list[str], answered: list[str]) -> None:
    add(api, "a", "b")
    assert add(api, *sent)["passGroups"] == answered


@pytest.mark.assumed("A-20")
def test_a_group_that_is_named_twice_is_joined_once(api: Api) -> None:
    assert add(api, "b", "a", "b")["passGroups"] == ["b", "a"]
    assert joined(api) == ["b", "a"]


@pytest.mark.assumed("A-20")
def test_groups_are_compared_letter_by_letter(api: Api) -> None:
    add(api, "giants", "Giants", "giants ")
    assert joined(api) == ["giants", "Giants", "giants "]


@pytest.mark.published("events.txt § Add event to pass group")
@pytest.mark.parametrize(
    ("body", "at"),
    [
        ({}, "/passGroups"),
        ({"passGroup": "a"}, "/passGroups"),
        ({"passGroups": None}, "/passGroups"),
        ({"passGroups": "a"}, "/passGroups"),
        ({"passGroups": {"a": True}}, "/passGroups"),
        ({"passGroups": []}, "/passGroups"),
        ({"passGroups": [7]}, "/passGroups/0"),
        ({"passGroups": ["a", None]}, "/passGroups/1"),
        ({"passGroups": ["a", ["b"]]}, "/passGroups/1"),
    ],
    ids=repr,
)
def test_missing_or_malformed_groups_are_refused(api: Api, body: Any, at: str) -> None:
    answer = api.post(f"{EVENT}/passGroups", body)
    assert "passGroups" in problem(answer, 400)
    assert ("violation", at) in [(found["level"], found["at"]) for found in findings(answer)]
    assert joined(api) == []


@pytest.mark.assumed("A-20")
@pytest.mark.parametrize("group", ["", "x" * 256], ids=["empty", "256 characters"])
def test_a_group_without_or_with_too_long_a_name_is_refused(api: Api, group: str) -> None:
    assert "passGroups" in problem(api.post(f"{EVENT}/passGroups", {"passGroups": ["a", group]}), 400)
    assert joined(api) == []


@pytest.mark.assumed("A-20")
@pytest.mark.parametrize("group", ["x" * 255, "🎫" * 255, "a/b", "100%", "id", "passGroups", " "])
def test_a_group_may_have_any_other_name(api: Api, group: str) -> None:
    add(api, group)
    assert joined(api) == [group]


@pytest.mark.assumed("A-20")
def test_a_lenient_server_lets_an_event_join_a_group_with_a_long_name(api: Api) -> None:
    answer = api.post(f"{EVENT}/passGroups", {"passGroups": ["x" * 256]}, headers=LENIENT)
    assert answer.json()["passGroups"] == ["x" * 256]
    assert ("violation", "/passGroups/0") in [(found["level"], found["at"]) for found in findings(answer)]


@pytest.mark.assumed("A-13")
def test_what_else_the_body_says_is_ignored_and_told(api: Api) -> None:
    body = {"passGroups": ["a"], "colour": "red"}
    answer = api.post(f"{EVENT}/passGroups", body)
    assert answer.json() == {"eventId": E, "passGroups": ["a"]}
    assert [(found["level"], found["at"]) for found in findings(answer)] == [("undocumented", "/colour")]
    problem(api.post(f"{EVENT}/passGroups", body, headers=STRICT), 400)


@pytest.mark.published("events.txt § Add event to pass group")
@pytest.mark.parametrize("path", UNKNOWN.values(), ids=UNKNOWN)
def test_adding_an_unknown_event_or_project_is_not_found(path: str) -> None:
    with open_world(world_of_two_projects()) as api:
        problem(api.post(f"{path}/passGroups", {"passGroups": ["a"]}), 404)
        assert joined(api) == ["giants"]


@pytest.mark.reading("R-4")
@pytest.mark.parametrize("path", NAMED_BY_EXTERNAL_ID.values(), ids=NAMED_BY_EXTERNAL_ID)
def test_adding_answers_the_external_id_where_the_example_is_believed(api: Api, path: str) -> None:
    assert add(api, "a", path=path) == {"eventExternalId": EX, "passGroups": ["a"]}


@pytest.mark.reading("R-4")
@pytest.mark.parametrize("path", NAMED_BY_EXTERNAL_ID.values(), ids=NAMED_BY_EXTERNAL_ID)
def test_adding_answers_the_id_where_the_schema_is_believed(api: Api, path: str) -> None:
    answer = api.post(f"{path}/passGroups", {"passGroups": ["a"]}, headers=SCHEMA)
    assert answer.json() == {"eventId": E, "passGroups": ["a"]}


@pytest.mark.reading("R-4")
@pytest.mark.parametrize("path", NAMED_BY_ID.values(), ids=NAMED_BY_ID)
@pytest.mark.parametrize("headers", [{}, SCHEMA], ids=["examples", "schema"])
def test_adding_by_id_answers_the_id_in_either_reading(api: Api, path: str, headers: dict[str, str]) -> None:
    answer = api.post(f"{path}/passGroups", {"passGroups": ["a"]}, headers=headers)
    assert answer.json() == {"eventId": E, "passGroups": ["a"]}


@pytest.mark.assumed("A-23")
def test_joining_a_group_moves_updated_at(api: Api) -> None:
    api.freeze(LATER)
    add(api, "a")
    answer = api.get(EVENT).json()
    assert (answer["createdAt"], answer["updatedAt"]) == (BORN, LATER)


@pytest.mark.assumed("A-23")
def test_joining_no_new_group_moves_nothing(api: Api) -> None:
    add(api, "a")
    before = api.get(EVENT).json()
    api.freeze(LATER)
    add(api, "a")
    assert api.get(EVENT).json() == before
