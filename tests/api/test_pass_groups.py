"""Add an event to pass groups, list them, and remove it from one."""

from typing import Any

import pytest

from tests.world import (
    BORN,
    EVENT,
    EX,
    LATER,
    LENIENT,
    PATHS,
    PROJECT,
    SCHEMA,
    STRICT,
    Api,
    E,
    event,
    findings,
    open_world,
    problem,
    seed,
)

UNKNOWN = {
    "event": f"{PROJECT}/999",
    "event by external id": f"{PROJECT}/id/nothing",
    "project": f"/v1/events/project/999/{E}",
    "project by external id": f"/v1/events/project/id/nobody/id/{EX}",
    "event of another project": f"/v1/events/project/7/{E}",
}
NAMED_BY_ID = {form: path for form, path in PATHS.items() if form.endswith("/id")}
NAMED_BY_EXTERNAL_ID = {form: path for form, path in PATHS.items() if form.endswith("/external")}


def add(api: Api, *groups: str, path: str = EVENT) -> dict[str, Any]:
    """Add the event to groups and give the answer."""
    answer = api.post(f"{path}/passGroups", {"passGroups": list(groups)})
    assert answer.status_code == 200, answer.text
    answered: dict[str, Any] = answer.json()
    return answered


def joined(api: Api) -> list[str]:
    """The groups of the event; both operations that show them agree."""
    groups: list[str] = api.get(f"{EVENT}/passGroups").json()["passGroups"]
    assert api.get(EVENT).json()["passGroups"] == groups
    return groups


def world_of_two_projects() -> dict[str, Any]:
    world = seed(event(id=E, externalId=EX, passGroups=["giants"]))
    world["projects"].append({"id": 7})
    return world


# --- add


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


# --- list


@pytest.mark.reading("R-5")
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_listing_calls_the_event_a_ticket_where_the_example_is_believed(path: str) -> None:
    with open_world(world_of_two_projects()) as api:
        answer = api.get(f"{path}/passGroups")
        assert answer.json() == {"eventTicketId": E, "passGroups": ["giants"]}


@pytest.mark.reading("R-5")
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_listing_calls_the_event_an_event_where_the_schema_is_believed(path: str) -> None:
    with open_world(world_of_two_projects(), reading="schema") as api:
        answer = api.get(f"{path}/passGroups")
        assert answer.json() == {"eventId": E, "passGroups": ["giants"]}


@pytest.mark.published("events.txt § List pass groups for event")
def test_an_event_in_no_group_has_an_empty_list(api: Api) -> None:
    answer = api.get(f"{EVENT}/passGroups")
    assert (answer.status_code, answer.json()["passGroups"]) == (200, [])


@pytest.mark.published("events.txt § List pass groups for event")
@pytest.mark.parametrize("path", UNKNOWN.values(), ids=UNKNOWN)
def test_the_groups_of_an_unknown_event_or_project_are_not_found(path: str) -> None:
    with open_world(world_of_two_projects()) as api:
        problem(api.get(f"{path}/passGroups"), 404)


# --- remove


@pytest.mark.published("events.txt § Remove event from pass group")
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_an_event_leaves_the_group_that_it_is_removed_from(api: Api, path: str) -> None:
    add(api, "c", "a", "b")
    answer = api.delete(f"{path}/passGroups/a")
    assert (answer.status_code, answer.json()) == (200, {})
    assert joined(api) == ["c", "b"]


@pytest.mark.published("events.txt § Remove event from pass group")
def test_a_group_can_be_joined_again(api: Api) -> None:
    add(api, "a", "b")
    api.delete(f"{EVENT}/passGroups/a")
    assert add(api, "a")["passGroups"] == ["a"]
    assert joined(api) == ["b", "a"]


@pytest.mark.published("events.txt § Remove event from pass group")
def test_an_event_that_left_a_group_is_not_changed_with_it_any_more() -> None:
    events = [event(id=each, passGroups=["giants"]) for each in (E, E + 1)]
    with open_world(seed(*events)) as api:
        api.delete(f"{EVENT}/passGroups/giants")
        change = {"fields": {"eventName": {"value": "SF at LA"}}}
        assert api.put(f"{PROJECT}/passGroups/giants", change).json()["events"] == [{"eventTicketId": E + 1}]
        assert api.get(EVENT).json()["fields"]["eventName"]["value"] == "LA Dodgers at SF Giants"


@pytest.mark.published("events.txt § Remove event from pass group")
@pytest.mark.parametrize("path", UNKNOWN.values(), ids=UNKNOWN)
@pytest.mark.parametrize("reading", ["examples", "schema"])
def test_removing_an_unknown_event_or_project_is_an_invalid_request(path: str, reading: str) -> None:
    with open_world(world_of_two_projects(), reading=reading) as api:
        problem(api.delete(f"{path}/passGroups/giants"), 400)
        assert joined(api) == ["giants"]


@pytest.mark.published("events.txt § Remove event from pass group")
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_removing_from_an_unknown_group_is_an_invalid_request(api: Api, path: str) -> None:
    assert "'nowhere'" in problem(api.delete(f"{path}/passGroups/nowhere"), 400)


@pytest.mark.assumed("A-22")
def test_removing_from_a_group_of_others_is_an_invalid_request() -> None:
    with open_world(seed(event(id=E, passGroups=["a"]), event(id=E + 1, passGroups=["b"]))) as api:
        assert "'b'" in problem(api.delete(f"{EVENT}/passGroups/b"), 400)
        assert api.get(f"{PROJECT}/{E + 1}").json()["passGroups"] == ["b"]


@pytest.mark.assumed("A-22")
def test_removing_twice_is_an_invalid_request(api: Api) -> None:
    add(api, "a")
    assert api.delete(f"{EVENT}/passGroups/a").status_code == 200
    problem(api.delete(f"{EVENT}/passGroups/a"), 400)


@pytest.mark.assumed("A-23")
def test_leaving_a_group_moves_updated_at(api: Api) -> None:
    add(api, "a")
    api.freeze(LATER)
    api.delete(f"{EVENT}/passGroups/a")
    answer = api.get(EVENT).json()
    assert (answer["createdAt"], answer["updatedAt"]) == (BORN, LATER)


@pytest.mark.assumed("A-23")
def test_a_refused_removal_moves_nothing(api: Api) -> None:
    before = api.get(EVENT).json()
    api.freeze(LATER)
    problem(api.delete(f"{EVENT}/passGroups/nowhere"), 400)
    assert api.get(EVENT).json() == before
