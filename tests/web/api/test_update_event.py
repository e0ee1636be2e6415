"""Update an event: fields are laid over its own, property by property."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.world import (
    BORN,
    EVENT,
    LATER,
    LENIENT,
    PATHS,
    PROJECT,
    STRICT,
    Api,
    event,
    findings,
    open_world,
    problem,
    seed,
)

FIELDS = {
    "eventName": {"label": "Game", "value": "LA at SF"},
    "venueTitle": {"label": "Where", "value": "AT&T Park"},
    "gate": {"value": "7", "note": "left"},
}


@pytest.fixture
def api() -> Iterator[Api]:
    """A world whose event has fields and groups; the clock moves after its creation."""
    with open_world(seed(event(id=1234, externalId="event123ExtId", fields=FIELDS, passGroups=["a"]))) as api:
        api.freeze(LATER)
        yield api


def put(api: Api, fields: dict[str, Any]) -> dict[str, Any]:
    """Update fields and give those of the answer."""
    answer = api.put(EVENT, {"fields": fields})
    assert answer.status_code == 200, answer.text
    answered: dict[str, Any] = answer.json()["fields"]
    return answered


@pytest.mark.published("events.txt § Update event")
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_the_whole_updated_event_is_answered(api: Api, path: str) -> None:
    answer = api.put(path, {"fields": {"venueTitle": {"value": "Oracle Park"}}})
    assert answer.status_code == 200
    assert answer.json() == {
        "eventId": 1234,
        "eventExternalId": "event123ExtId",
        "projectId": 12345,
        "projectExternalId": "project123ExtId",
        "createdAt": BORN,
        "updatedAt": LATER,
        "passGroups": ["a"],
        "fields": {
            "eventName": {"label": "Game", "value": "LA at SF"},
            "venueTitle": {"label": "Where", "value": "Oracle Park"},
            "gate": {"label": "Gate", "value": "7", "note": "left"},
        },
    }
    assert api.get(path).json() == answer.json()


@pytest.mark.published("events.txt § Update event")
def test_fields_that_are_not_sent_are_unchanged(api: Api) -> None:
    before = api.get(EVENT).json()["fields"]
    assert put(api, {}) == before


@pytest.mark.published("events.txt § Update event")
@pytest.mark.parametrize(
    ("key", "sent", "merged"),
    [
        ("venueTitle", {"value": "Hall"}, {"label": "Where", "value": "Hall"}),
        ("venueTitle", {"label": "At"}, {"label": "At", "value": "AT&T Park"}),
        ("venueTitle", {"label": "At", "value": "Hall"}, {"label": "At", "value": "Hall"}),
        ("venueTitle", {}, {"label": "Where", "value": "AT&T Park"}),
        ("venueTitle", {"label": "", "value": ""}, {"label": "", "value": ""}),
        ("gate", {"value": "8"}, {"label": "Gate", "value": "8", "note": "left"}),
        ("gate", {"note": None}, {"label": "Gate", "value": "7", "note": None}),
        ("gate", {"row": 3}, {"label": "Gate", "value": "7", "note": "left", "row": 3}),
    ],
    ids=["value", "label", "both", "neither", "empty", "of ones own", "its property", "another property"],
)
def test_a_field_is_changed_property_by_property(
    api: Api, key: str, sent: dict[str, Any], merged: dict[str, Any]
) -> None:
    assert put(api, {key: sent})[key] == merged


@pytest.mark.published("events.txt § Update event")
def test_a_field_with_only_a_value_keeps_its_label(api: Api) -> None:
    assert put(api, {"eventName": {"value": "SF at LA"}})["eventName"] == {
        "label": "Game",
        "value": "SF at LA",
    }


@pytest.mark.published("events.txt § Update event")
def test_the_labels_that_the_example_leaves_out_are_answered(api: Api) -> None:
    answered = put(api, {"doorsOpen": {"value": "2019-09-25T09:35:00"}})
    assert {key: field["label"] for key, field in answered.items()} == {
        "eventName": "Game",
        "venueTitle": "Where",
        "doorsOpen": "Doors Open",
        "gate": "Gate",
    }


@pytest.mark.assumed("A-13")
def test_fields_keep_their_order_and_new_ones_find_their_place(api: Api) -> None:
    first = put(api, {"row": {"value": "3"}, "endTime": {"value": "2019-09-25T12:00:00"}})
    assert list(first) == ["eventName", "venueTitle", "endTime", "gate", "row"]
    second = put(api, {"row": {"value": "4"}, "gate": {"value": "8"}, "aisle": {"value": "1"}})
    assert list(second) == ["eventName", "venueTitle", "endTime", "gate", "row", "aisle"]


@pytest.mark.published("events.txt § Update event")
def test_updates_follow_upon_one_another(api: Api) -> None:
    put(api, {"venueTitle": {"label": "At"}})
    put(api, {"venueTitle": {"value": "Hall"}})
    assert api.get(EVENT).json()["fields"]["venueTitle"] == {"label": "At", "value": "Hall"}


@pytest.mark.assumed("A-23")
def test_an_update_moves_updated_at_and_nothing_else(api: Api) -> None:
    answer = api.put(EVENT, {"fields": {"eventName": {"value": "SF at LA"}}}).json()
    assert (answer["createdAt"], answer["updatedAt"]) == (BORN, LATER)


@pytest.mark.assumed("A-23")
def test_a_refused_update_moves_nothing(api: Api) -> None:
    before = api.get(EVENT).json()
    problem(api.put(EVENT, {"fields": {"eventName": {"value": "SF at LA"}, "gate": {"value": 8}}}), 400)
    assert api.get(EVENT).json() == before


@pytest.mark.published("events.txt § Update event")
def test_another_event_is_unchanged() -> None:
    with open_world(seed(event(id=1234), event(id=1235))) as api:
        before = api.get(f"{PROJECT}/1235").json()
        put(api, {"eventName": {"value": "SF at LA"}})
        assert api.get(f"{PROJECT}/1235").json() == before


@pytest.mark.assumed("A-14")
@pytest.mark.parametrize("body", [{}, {"passGroups": ["a"]}, {"eventName": {"value": "x"}}], ids=repr)
def test_an_update_without_fields_is_refused(api: Api, body: dict[str, Any]) -> None:
    answer = api.put(EVENT, body)
    assert "fields" in problem(answer, 400)
    assert ("violation", "/fields") in [(found["level"], found["at"]) for found in findings(answer)]


@pytest.mark.assumed("A-14")
def test_a_lenient_server_takes_an_update_without_fields_as_one_of_none(api: Api) -> None:
    before = api.get(EVENT).json()["fields"]
    answer = api.put(EVENT, {}, headers=LENIENT)
    assert (answer.status_code, answer.json()["fields"]) == (200, before)
    assert [(found["level"], found["at"]) for found in findings(answer)] == [("violation", "/fields")]


@pytest.mark.published("events.txt § Update event")
def test_pass_groups_of_an_update_are_ignored_and_told_of(api: Api) -> None:
    answer = api.put(EVENT, {"fields": {}, "passGroups": ["c", 7]})
    assert answer.json()["passGroups"] == ["a"]
    assert [(found["level"], found["at"]) for found in findings(answer)] == [("undocumented", "/passGroups")]
    assert api.get(EVENT).json()["passGroups"] == ["a"]


@pytest.mark.published("events.txt § Update event")
def test_pass_groups_of_an_update_are_refused_when_judged_strictly(api: Api) -> None:
    problem(api.put(EVENT, {"fields": {}, "passGroups": ["c"]}, headers=STRICT), 400)
    assert api.get(EVENT).json()["passGroups"] == ["a"]
