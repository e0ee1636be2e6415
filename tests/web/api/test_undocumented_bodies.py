"""What the body of a create or of an update says beyond the documentation."""

from typing import Any

import pytest

from tests.web.api.bodies import NAMED, every_operation, send, told, with_field
from tests.world import EVENT, PROJECT, STRICT, Api, problem

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
