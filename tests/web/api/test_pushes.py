"""An update of an event is pushed to the passes that refer to it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.world import BORN, EX, LATER, NOW, PROJECT, STRICT, Api, E, event, open_world, problem, seed

EVENT = f"{PROJECT}/{E}"
CHANGE = {"fields": {"venueTitle": {"value": "Oracle Park"}}}
UPDATES = pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", EVENT),
        ("POST", f"{PROJECT}/id/{EX}"),
        ("PUT", f"{PROJECT}/passGroups/alone"),
    ],
    ids=["update", "upsert", "group update"],
)


def three_passes(first: int) -> list[dict[str, Any]]:
    """A pass in each status, with ids from `first`."""
    statuses = ["installed", "uninstalled", "not_been_installed"]
    return [{"id": first + place, "status": status} for place, status in enumerate(statuses)]


@pytest.fixture
def api() -> Iterator[Api]:
    """Two events with three passes each; the clock moves after their creation."""
    first = event(id=E, externalId=EX, passGroups=["alone", "both"], passes=three_passes(1))
    second = event(id=E + 1, passGroups=["both"], passes=three_passes(4))
    with open_world(seed(first, second)) as api:
        api.freeze(LATER)
        yield api


def moved(api: Api) -> dict[int, str]:
    """When each pass was last updated, in whole seconds."""
    pages = [api.get(f"{PROJECT}/{each}/passes").json() for each in (E, E + 1)]
    return {each["id"]: each["updatedAt"].replace(".000", "") for page in pages for each in page["passes"]}


@pytest.mark.published("events.txt § introduction")
@UPDATES
def test_an_update_is_pushed_to_the_passes_of_the_event(api: Api, method: str, path: str) -> None:
    assert api.request(method, path, json=CHANGE).is_success
    assert {event_id for _, event_id, _ in api.pushes()} == {E}


@pytest.mark.assumed("A-29")
@UPDATES
def test_a_push_is_made_to_each_installed_pass_and_accounted_to_the_request(
    api: Api, method: str, path: str
) -> None:
    answer = api.request(method, path, json=CHANGE)
    assert api.pushes() == [(1, E, answer.headers["X-Mockserver-Request-Id"])]


@pytest.mark.assumed("A-29")
@UPDATES
def test_every_pass_of_the_event_is_updated_with_it(api: Api, method: str, path: str) -> None:
    api.request(method, path, json=CHANGE)
    assert moved(api) == {1: LATER, 2: LATER, 3: LATER, 4: NOW, 5: NOW, 6: NOW}


@pytest.mark.assumed("A-29")
@UPDATES
def test_nothing_else_of_a_pass_changes(api: Api, method: str, path: str) -> None:
    before = api.get(f"{EVENT}/passes").json()
    api.request(method, path, json=CHANGE)
    after = api.get(f"{EVENT}/passes").json()
    for each in before["passes"]:
        each["updatedAt"] = "2026-01-02T00:00:00.000Z"
    assert after == before


@pytest.mark.assumed("A-29")
def test_a_group_update_is_pushed_to_the_passes_of_all_its_events(api: Api) -> None:
    request_id = api.put(f"{PROJECT}/passGroups/both", CHANGE).headers["X-Mockserver-Request-Id"]
    assert sorted(api.pushes()) == [(1, E, request_id), (4, E + 1, request_id)]
    assert set(moved(api).values()) == {LATER}


@pytest.mark.assumed("A-29")
def test_every_update_is_pushed_anew(api: Api) -> None:
    requests = [api.put(EVENT, CHANGE).headers["X-Mockserver-Request-Id"] for _ in range(3)]
    assert api.pushes() == [(1, E, each) for each in requests]


@pytest.mark.assumed("A-29")
def test_a_new_event_is_pushed_to_nobody(api: Api) -> None:
    api.post(PROJECT, {"fields": {"eventName": {"value": "Concert"}}})
    assert api.pushes() == []


@pytest.mark.assumed("A-29")
@UPDATES
def test_a_refused_update_is_pushed_to_nobody(api: Api, method: str, path: str) -> None:
    refused = CHANGE | {"colour": "red"}
    problem(api.request(method, path, json=refused, headers=STRICT), 400)
    assert api.pushes() == []
    assert set(moved(api).values()) == {NOW}


@pytest.mark.assumed("A-29")
@UPDATES
def test_an_update_that_cannot_be_pushed_is_not_kept(api: Api, method: str, path: str) -> None:
    before = api.get(EVENT).json()
    # Nothing that a request can say makes a push fail, hence a trap on the shelves.
    api.sandbox.database.execute(
        "CREATE TRIGGER trap BEFORE INSERT ON push BEGIN SELECT RAISE(ABORT, 'trap'); END"
    )
    problem(api.request(method, path, json=CHANGE), 500)
    assert api.get(EVENT).json() == before
    assert before["updatedAt"] == BORN
    assert set(moved(api).values()) == {NOW}
