"""List the pass groups of an event, and remove it from one."""

import pytest

from tests.web.api.groups import UNKNOWN, add, joined, world_of_two_projects
from tests.world import BORN, EVENT, LATER, PATHS, PROJECT, Api, E, event, open_world, problem, seed

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
