"""The shape of the body of a create or of an update."""

from typing import Any

import pytest

from tests.web.api.bodies import NAMED, every_create, every_operation, send, told, with_field
from tests.world import EVENT, LENIENT, Api, problem


@pytest.mark.assumed("A-14")
@every_operation
@pytest.mark.parametrize(
    ("body", "at"),
    [
        ({"fields": None}, "/fields"),
        ({"fields": []}, "/fields"),
        ({"fields": "Concert"}, "/fields"),
        (with_field("venueTitle", None), "/fields/venueTitle"),
        (with_field("venueTitle", "Hall"), "/fields/venueTitle"),
        (with_field("venueTitle", ["Hall"]), "/fields/venueTitle"),
        (with_field("gate", 7), "/fields/gate"),
        (with_field("a/b~c", 7), "/fields/a~1b~0c"),
        (with_field("venueTitle", {"value": None}), "/fields/venueTitle/value"),
        (with_field("venueTitle", {"value": 7}), "/fields/venueTitle/value"),
        (with_field("venueTitle", {"value": True}), "/fields/venueTitle/value"),
        (with_field("venueTitle", {"value": {}}), "/fields/venueTitle/value"),
        (with_field("venueTitle", {"value": ["Hall"]}), "/fields/venueTitle/value"),
        (with_field("venueTitle", {"label": None}), "/fields/venueTitle/label"),
        (with_field("venueTitle", {"label": 7}), "/fields/venueTitle/label"),
        (with_field("gate", {"value": 7}), "/fields/gate/value"),
        ({"fields": {"eventName": {"value": 7}}}, "/fields/eventName/value"),
    ],
    ids=lambda case: case if isinstance(case, str) else None,
)
def test_a_body_of_another_shape_is_refused_with_the_place_of_its_fault(
    api: Api, method: str, path: str, body: Any, at: str
) -> None:
    before = api.get(EVENT).json()
    answer = send(api, method, path, body)
    problem(answer, 400)
    assert told(answer) == [("violation", at)]
    assert api.get(EVENT).json() == before


@pytest.mark.assumed("A-14")
@every_operation
@pytest.mark.parametrize(
    ("sent", "taken"),
    [(7, "7"), (-7, "-7"), (1.5, "1.5"), (10**20, "100000000000000000000"), (True, "true"), (False, "false")],
    ids=repr,
)
def test_a_lenient_server_writes_numbers_and_booleans_as_strings(
    api: Api, method: str, path: str, sent: Any, taken: str
) -> None:
    answer = send(api, method, path, with_field("venueTitle", {"label": sent, "value": sent}), **LENIENT)
    assert answer.json()["fields"]["venueTitle"] == {"label": taken, "value": taken}
    assert sorted(told(answer)) == [
        ("violation", "/fields/venueTitle/label"),
        ("violation", "/fields/venueTitle/value"),
    ]


@pytest.mark.assumed("A-14")
@every_operation
@pytest.mark.parametrize(
    ("field", "taken"),
    [
        ({"value": None}, {"label": "Venue"}),
        ({"label": None, "value": "Hall"}, {"label": "Venue", "value": "Hall"}),
        ({"label": None, "value": None}, {"label": "Venue"}),
    ],
    ids=["value", "label", "both"],
)
def test_a_lenient_server_takes_null_as_absent(
    api: Api, method: str, path: str, field: dict[str, Any], taken: dict[str, str]
) -> None:
    answer = send(api, method, path, with_field("venueTitle", field), **LENIENT)
    assert answer.json()["fields"]["venueTitle"] == taken
    assert {level for level, _ in told(answer)} == {"violation"}


@pytest.mark.assumed("A-14")
@every_operation
def test_a_lenient_server_takes_a_field_that_is_null_as_absent(api: Api, method: str, path: str) -> None:
    answer = send(api, method, path, with_field("venueTitle", None), **LENIENT)
    assert list(answer.json()["fields"]) == ["eventName"]
    assert told(answer) == [("violation", "/fields/venueTitle")]


@pytest.mark.assumed("A-14")
@every_operation
@pytest.mark.parametrize(
    "body",
    [{"fields": []}, {"fields": "Concert"}, with_field("venueTitle", {"value": {}}), with_field("gate", [7])],
    ids=["array of fields", "text of fields", "object as value", "array as field"],
)
def test_what_nobody_could_understand_is_refused_by_a_lenient_server_too(
    api: Api, method: str, path: str, body: Any
) -> None:
    problem(send(api, method, path, body, **LENIENT), 400)


@pytest.mark.published("events.txt § Create event")
@every_create
@pytest.mark.parametrize(
    ("groups", "at"),
    [
        ("giants", "/passGroups"),
        ({"giants": True}, "/passGroups"),
        (None, "/passGroups"),
        ([7], "/passGroups/0"),
        (["giants", None], "/passGroups/1"),
        ([["giants"]], "/passGroups/0"),
    ],
    ids=repr,
)
def test_pass_groups_are_an_array_of_strings(api: Api, method: str, path: str, groups: Any, at: str) -> None:
    answer = send(api, method, path, {"fields": NAMED, "passGroups": groups})
    assert "passGroups" in problem(answer, 400)
    assert ("violation", at) in told(answer)


@pytest.mark.assumed("A-20")
@every_create
@pytest.mark.parametrize("group", ["", "x" * 256, "ü" * 256], ids=["empty", "256", "256 beyond ASCII"])
def test_the_name_of_a_pass_group_has_1_to_255_characters(
    api: Api, method: str, path: str, group: str
) -> None:
    answer = send(api, method, path, {"fields": NAMED, "passGroups": ["giants", group]})
    assert "passGroups" in problem(answer, 400)
    assert ("violation", "/passGroups/1") in told(answer)


@pytest.mark.assumed("A-20")
@every_create
@pytest.mark.parametrize("group", ["x", "x" * 255, "🎫" * 255, " ", "a/b", "100%", "."])
def test_any_name_of_1_to_255_characters_is_a_pass_group(
    api: Api, method: str, path: str, group: str
) -> None:
    answer = send(api, method, path, {"fields": NAMED, "passGroups": [group]})
    assert answer.is_success
    assert answer.json()["passGroups"] == [group]


@pytest.mark.assumed("A-20")
@every_create
def test_a_lenient_server_takes_a_long_name_of_a_pass_group(api: Api, method: str, path: str) -> None:
    answer = send(api, method, path, {"fields": NAMED, "passGroups": ["x" * 256]}, **LENIENT)
    assert answer.json()["passGroups"] == ["x" * 256]
    assert ("violation", "/passGroups/0") in told(answer)


@pytest.mark.assumed("A-20")
@every_create
def test_a_pass_group_that_is_named_twice_counts_once(api: Api, method: str, path: str) -> None:
    answer = send(api, method, path, {"fields": NAMED, "passGroups": ["b", "a", "b", "B"]})
    assert answer.json()["passGroups"] == ["b", "a", "B"]
