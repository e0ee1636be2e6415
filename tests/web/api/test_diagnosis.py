"""The diagnosis: what was found about a request, told beside the answer and in the log."""

from typing import Any

import pytest

from mockserver.web.diagnosis import LONGEST
from tests.logs import listen
from tests.operations import FIELDS
from tests.world import EVENT, Api, findings, problem


def field(name: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {"fields": {name: properties}}


@pytest.mark.published("events.txt § Update event")
def test_a_diagnosis_names_code_level_place_message_and_source(api: Api) -> None:
    (finding,) = findings(api.put(EVENT, field("venueTitle", {"value": 7})))
    assert list(finding) == ["code", "level", "at", "message", "source"]
    assert finding["code"]
    assert finding["level"] == "violation"
    assert finding["at"] == "/fields/venueTitle/value"
    assert finding["source"] == "events.txt § Update event"
    for part in ("fields.venueTitle.value", "7", "a string"):
        assert part in finding["message"]


@pytest.mark.published("events.txt § Update event")
def test_a_request_as_documented_has_no_diagnosis(api: Api) -> None:
    assert "x-mockserver-diagnosis" not in api.put(EVENT, FIELDS).headers


@pytest.mark.assumed("A-6")
def test_all_findings_are_told_in_the_order_found(api: Api) -> None:
    body = {"fields": {"startTime": {"value": "soon"}, "gate": {"value": "7"}}, "colour": "red"}
    response = api.put(EVENT, json=body, without=("content-type",))
    assert [each["at"] for each in findings(response)] == [
        "header Content-Type",
        "/colour",
        "/fields/startTime/value",
        "/fields/gate",
    ]


NAMES = ["one", "two", "three", "four", "five", "six", "seven", "eight"]
ALIKE = {
    "properties-of-a-body": (FIELDS | dict.fromkeys(NAMES, 1), "/"),
    "fields": ({"fields": {name: {"value": "x"} for name in NAMES}}, "/fields/"),
    "properties-of-a-field": (field("eventName", dict.fromkeys(NAMES, 1)), "/fields/eventName/"),
}


@pytest.mark.parametrize(("body", "prefix"), ALIKE.values(), ids=ALIKE.keys())
@pytest.mark.assumed("A-6")
def test_findings_alike_are_told_in_the_order_sent(api: Api, body: dict[str, Any], prefix: str) -> None:
    assert [each["at"] for each in findings(api.put(EVENT, body))] == [prefix + name for name in NAMES]


@pytest.mark.assumed("A-27")
def test_findings_about_parameters_are_told_in_the_order_sent(api: Api) -> None:
    response = api.get(f"{EVENT}/passes?{'&'.join(f'{name}=1' for name in NAMES)}")
    assert [each["at"] for each in findings(response)] == [f"query {name}" for name in NAMES]


@pytest.mark.assumed("A-2")
def test_of_several_refused_findings_the_first_is_answered_and_all_are_told(api: Api) -> None:
    response = api.put(EVENT, {"fields": {"eventName": {"value": 1}, "venueTitle": {"value": 2}}})
    first, second = findings(response)
    assert problem(response, 400) == first["message"]
    assert [first["at"], second["at"]] == ["/fields/eventName/value", "/fields/venueTitle/value"]


@pytest.mark.parametrize(
    "name", ["ünïcödé", "日本", "😀", 'quo"te', "line\nbreak", "nul\0", "tab\t", "a\r\nB: c"]
)
@pytest.mark.assumed("A-6")
def test_a_diagnosis_is_one_line_of_ascii_whatever_was_found(api: Api, name: str) -> None:
    response = api.put(EVENT, field(name, {"value": "x"}))
    (raw,) = [value for key, value in response.headers.raw if key == b"x-mockserver-diagnosis"]
    assert raw.isascii()
    assert raw.decode().isprintable()
    assert [each["at"] for each in findings(response)] == [f"/fields/{name}"]


@pytest.mark.parametrize("length", [1, 7, 10, 22, 79])
@pytest.mark.assumed("A-6")
def test_a_diagnosis_never_outgrows_its_limit(api: Api, length: int) -> None:
    fields = {f"{number:0{length}}": {"value": "x"} for number in range(100)}
    response = api.put(EVENT, {"fields": fields})
    told = findings(response)
    assert len(response.headers["x-mockserver-diagnosis"]) <= LONGEST
    assert told[-1]["code"] == "more"
    assert str(len(fields) - len(told) + 1) in told[-1]["message"]


@pytest.mark.assumed("A-6")
def test_a_finding_too_long_to_tell_is_counted(api: Api) -> None:
    response = api.put(EVENT, field("a" * 100_000, {"value": "x"}))
    assert len(response.headers["x-mockserver-diagnosis"]) <= LONGEST
    (rest,) = findings(response)
    assert rest["code"] == "more"
    assert "1" in rest["message"]


@pytest.mark.assumed("A-6")
def test_the_log_tells_all_findings_of_a_request(api: Api) -> None:
    fields = {f"field{number}": {"value": "x"} for number in range(100)}
    with listen() as records:
        api.put(EVENT, {"fields": fields})
    (record,) = records
    told = record.__dict__["request"]["findings"]
    assert len(told) == 100
    assert {each["level"] for each in told} == {"undocumented"}
    assert [each["at"] for each in told] == [f"/fields/field{number}" for number in range(100)]


@pytest.mark.published("events.txt § Update event")
def test_the_log_tells_the_finding_that_was_refused(api: Api) -> None:
    with listen() as records:
        response = api.put(EVENT, {})
    (record,) = records
    (told,) = record.__dict__["request"]["findings"]
    assert [told] == findings(response)
    assert told["message"] == problem(response, 400)


@pytest.mark.assumed("A-6")
def test_of_many_fields_each_kind_of_thing_found_is_counted(api: Api) -> None:
    fields = {f"gate{number}": {"value": "7", "colour": "red"} for number in range(150)}
    *told, rest = findings(api.put(EVENT, {"fields": fields}))
    assert {each["code"] for each in told} == {"field.undocumented", "property.undocumented"}
    assert rest["message"].startswith(f"{300 - len(told)} more")
