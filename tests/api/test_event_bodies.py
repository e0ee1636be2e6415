"""What the body of a create or of an update may say: its shape, and what it says beyond the documentation."""

from typing import Any

import httpx
import pytest

from tests.world import EVENT, LENIENT, PROJECT, STRICT, Api, findings, problem

NAMED = {"eventName": {"value": "Concert"}}
OPERATIONS = [
    pytest.param("POST", PROJECT, id="create"),
    pytest.param("POST", f"{PROJECT}/id/concert", id="create with external id"),
    pytest.param("POST", f"{PROJECT}/id/event123ExtId", id="upsert"),
    pytest.param("PUT", EVENT, id="update"),
]
every_operation = pytest.mark.parametrize(("method", "path"), OPERATIONS)


def send(api: Api, method: str, path: str, body: Any, **headers: str) -> httpx.Response:
    return api.request(method, path, json=body, headers=headers)


def told(answer: httpx.Response) -> list[tuple[str, str]]:
    return [(found["level"], found["at"]) for found in findings(answer)]


def with_field(key: str, field: Any) -> dict[str, Any]:
    return {"fields": NAMED | {key: field}}


# --- what is no documented shape


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
@every_operation
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
@every_operation
@pytest.mark.parametrize("group", ["", "x" * 256, "ü" * 256], ids=["empty", "256", "256 beyond ASCII"])
def test_the_name_of_a_pass_group_has_1_to_255_characters(
    api: Api, method: str, path: str, group: str
) -> None:
    answer = send(api, method, path, {"fields": NAMED, "passGroups": ["giants", group]})
    assert "passGroups" in problem(answer, 400)
    assert ("violation", "/passGroups/1") in told(answer)


@pytest.mark.assumed("A-20")
@every_operation
@pytest.mark.parametrize("group", ["x", "x" * 255, "🎫" * 255, " ", "a/b", "100%", "."])
def test_any_name_of_1_to_255_characters_is_a_pass_group(
    api: Api, method: str, path: str, group: str
) -> None:
    answer = send(api, method, path, {"fields": NAMED, "passGroups": [group]})
    assert answer.is_success
    assert answer.json()["passGroups"] == [group]


@pytest.mark.assumed("A-20")
@every_operation
def test_a_lenient_server_takes_a_long_name_of_a_pass_group(api: Api, method: str, path: str) -> None:
    answer = send(api, method, path, {"fields": NAMED, "passGroups": ["x" * 256]}, **LENIENT)
    assert answer.json()["passGroups"] == ["x" * 256]
    assert ("violation", "/passGroups/0") in told(answer)


@pytest.mark.assumed("A-20")
@every_operation
def test_a_pass_group_that_is_named_twice_counts_once(api: Api, method: str, path: str) -> None:
    answer = send(api, method, path, {"fields": NAMED, "passGroups": ["b", "a", "b", "B"]})
    assert answer.json()["passGroups"] == ["b", "a", "B"]


# --- what the documentation does not mention


UNDOCUMENTED = pytest.mark.parametrize(
    ("body", "at"),
    [
        (with_field("gate", {"value": "7"}), "/fields/gate"),
        (with_field("a/b", {"value": "7"}), "/fields/a~1b"),
        (with_field("venueTitle", {"value": "Hall", "semantics": 7}), "/fields/venueTitle/semantics"),
        (with_field("startTime", {"value": "at nine"}), "/fields/startTime/value"),
        ({"fields": NAMED, "colour": "red"}, "/colour"),
        (with_field("venue_title", {"value": "Hall"}), "/fields/venue_title"),
        ({"fields": NAMED, "pass_groups": ["b"]}, "/pass_groups"),
        ({"fields": NAMED, "event_external_id": "b"}, "/event_external_id"),
    ],
    ids=[
        "field",
        "escaped field",
        "property of a field",
        "time",
        "property of the body",
        "field in snake case",
        "groups in snake case",
        "external id in snake case",
    ],
)


@pytest.mark.assumed("A-13")
@every_operation
@UNDOCUMENTED
def test_what_is_undocumented_is_accepted_and_told(
    api: Api, method: str, path: str, body: Any, at: str
) -> None:
    answer = send(api, method, path, body)
    assert answer.is_success
    assert told(answer) == [("undocumented", at)]


@pytest.mark.assumed("A-13")
@every_operation
@UNDOCUMENTED
def test_what_is_undocumented_is_refused_when_judged_strictly(
    api: Api, method: str, path: str, body: Any, at: str
) -> None:
    before = api.get(EVENT).json()
    answer = send(api, method, path, body, **STRICT)
    problem(answer, 400)
    assert told(answer) == [("undocumented", at)]
    assert api.get(EVENT).json() == before


@pytest.mark.assumed("A-13")
@every_operation
@pytest.mark.parametrize("extra", [7, 1.5, True, None, "x", [1, {"a": None}], {"b": {"c": []}}], ids=repr)
def test_undocumented_fields_and_properties_of_fields_are_stored_as_sent(
    api: Api, method: str, path: str, extra: Any
) -> None:
    field = {"value": "7", "note": extra}
    answer = send(api, method, path, with_field("gate", field)).json()
    assert answer["fields"]["gate"] == {"label": "Gate"} | field
    assert api.get(f"{PROJECT}/{answer['eventId']}").json() == answer


@pytest.mark.assumed("A-13")
@every_operation
@pytest.mark.parametrize(
    "key", ["venue_title", "event_name", "", "constructor", "__class__", "model_config", "fields", "🎫"]
)
def test_a_field_may_have_any_key(api: Api, method: str, path: str, key: str) -> None:
    answer = send(api, method, path, with_field(key, {"value": "x"})).json()
    assert list(answer["fields"]) == ["eventName", key]
    assert answer["fields"][key]["value"] == "x"
    assert api.get(f"{PROJECT}/{answer['eventId']}").json() == answer


@pytest.mark.assumed("A-13")
@every_operation
def test_an_undocumented_property_of_the_body_is_ignored(api: Api, method: str, path: str) -> None:
    body = {"fields": NAMED, "eventId": 99, "projectId": 99, "colour": "red", "pass_groups": ["b"]}
    answer = send(api, method, path, body)
    assert answer.json()["passGroups"] == []
    assert "colour" not in answer.json()
    assert answer.json()["eventId"] != 99
    assert answer.json()["projectId"] == 12345


@pytest.mark.assumed("A-13")
@every_operation
@pytest.mark.parametrize("key", ["doorsOpen", "startTime", "endTime"])
@pytest.mark.parametrize(
    "time",
    [
        "2019-09-25T08:35:00",
        "2019-09-25T08:35:00Z",
        "2019-09-25T08:35:00.250Z",
        "2019-09-25T08:35:00-07:00",
        "2019-09-25T08:35",
    ],
)
def test_an_iso_8601_time_is_nothing_to_remark_on(
    api: Api, method: str, path: str, key: str, time: str
) -> None:
    answer = send(api, method, path, with_field(key, {"value": time}), **STRICT)
    assert answer.json()["fields"][key]["value"] == time
    assert told(answer) == []


@pytest.mark.assumed("A-13")
@every_operation
@pytest.mark.parametrize("key", ["doorsOpen", "startTime", "endTime"])
@pytest.mark.parametrize(
    "time", ["", "nine", "2019-09-25", "08:35:00", "2019-13-25T08:35:00", "2019-02-30T08:35:00", "1569400500"]
)
def test_another_time_is_stored_as_sent_and_told(
    api: Api, method: str, path: str, key: str, time: str
) -> None:
    answer = send(api, method, path, with_field(key, {"value": time}))
    assert answer.json()["fields"][key]["value"] == time
    assert told(answer) == [("undocumented", f"/fields/{key}/value")]


@pytest.mark.assumed("A-13")
def test_only_the_documented_times_are_read_as_times(api: Api) -> None:
    answer = api.put(EVENT, with_field("venueTitle", {"value": "at nine"}), headers=STRICT)
    assert answer.status_code == 200


@pytest.mark.assumed("A-13")
def test_everything_that_is_found_is_told_in_one_answer(api: Api) -> None:
    fields = NAMED | {"gate": {"value": "7", "note": 1}, "endTime": {"value": "late"}}
    answer = api.put(EVENT, {"fields": fields, "colour": "red"})
    assert sorted(told(answer)) == [
        ("undocumented", "/colour"),
        ("undocumented", "/fields/endTime/value"),
        ("undocumented", "/fields/gate"),
        ("undocumented", "/fields/gate/note"),
    ]
