"""A match tells every criterion that a call does not meet."""

from typing import Any

import pytest
from pydantic import ValidationError

from mockserver.sandbox.matching import Call, Difference, RequestPattern

CALL = Call(
    operation="update_event",
    method="PUT",
    path="/v1/events/project/id/my%2FProject/1234",
    events=frozenset({1234, 7}),
    pass_group="giants",
    headers={"x-client": "web", "api-revision": "1.2"},
    body={"fields": {"eventName": {"value": "x"}, "gate": {"value": 1}}, "passGroups": ["a", {"b": True}]},
    status=200,
)


@pytest.mark.parametrize(
    "match",
    [
        {},
        {"operation": "update_event"},
        {"method": "put"},
        {"path": "/v1/events/project/id/*/1234"},
        {"path": "*"},
        {"path": "/v1/events/project/id/my%2FProject/123?"},
        {"event": 1234},
        {"event": 7},
        {"passGroup": "giants"},
        {"status": 200},
        {"header": {"X-Client": "web", "api-revision": "1.2"}},
        {"body": {}},
        {"body": {"fields": {}}},
        {"body": {"fields": {"eventName": {}}}},
        {"body": {"fields": {"gate": {"value": 1.0}}}},
        {"body": {"passGroups": ["a", {}]}},
        {"operation": None, "body": None, "header": {}},
        {"operation": "update_event", "event": 1234, "body": {"fields": {"eventName": {"value": "x"}}}},
    ],
    ids=str,
)
def test_a_call_that_meets_every_criterion_differs_in_none(match: dict[str, Any]) -> None:
    assert RequestPattern.model_validate(match).differences(CALL) == []


@pytest.mark.parametrize(
    ("match", "criterion", "expected", "actual"),
    [
        ({"operation": "get_event"}, "operation", "get_event", "update_event"),
        ({"method": "POST"}, "method", "POST", "PUT"),
        ({"path": "/v1/*/9"}, "path", "/v1/*/9", CALL.path),
        ({"path": "/V1/*"}, "path", "/V1/*", CALL.path),
        ({"event": 1}, "event", 1, [7, 1234]),
        ({"passGroup": "Giants"}, "passGroup", "Giants", "giants"),
        ({"status": 201}, "status", 201, 200),
        ({"header": {"X-Client": "app"}}, "header x-client", "app", "web"),
        ({"header": {"X-Other": ""}}, "header x-other", "", None),
        ({"body": []}, "body", [], CALL.body),
        ({"body": {"field": {}}}, "body /field", {}, None),
        ({"body": {"fields": {"eventName": {"value": "y"}}}}, "body /fields/eventName/value", "y", "x"),
        ({"body": {"fields": {"gate": {"value": True}}}}, "body /fields/gate/value", True, 1),
        ({"body": {"passGroups": ["a"]}}, "body /passGroups", ["a"], ["a", {"b": True}]),
        ({"body": {"passGroups": ["b", {}]}}, "body /passGroups/0", "b", "a"),
        ({"body": {"passGroups": None}}, "body /passGroups", None, ["a", {"b": True}]),
    ],
    ids=str,
)
def test_a_criterion_that_is_not_met_is_told(
    match: dict[str, Any], criterion: str, expected: Any, actual: Any
) -> None:
    assert RequestPattern.model_validate(match).differences(CALL) == [Difference(criterion, expected, actual)]


def test_all_criteria_that_are_not_met_are_told_in_one_order() -> None:
    match = RequestPattern(
        body={"b": 1, "a": 2}, header={"x": "y"}, status=200, event=1, method="GET", operation="o"
    )
    differences = match.differences(Call("", "PUT", "/"))
    assert [each.criterion for each in differences] == [
        "operation",
        "method",
        "event",
        "status",
        "header x",
        "body",
    ]


def test_a_call_that_has_no_answer_yet_has_no_status() -> None:
    assert RequestPattern(status=200).differences(Call("", "GET", "/")) == [Difference("status", 200, None)]


@pytest.mark.parametrize("match", [{"operations": "x"}, {"event": "1234"}, {"status": True}, {"header": "x"}])
def test_a_match_that_makes_no_sense_is_refused(match: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        RequestPattern.model_validate(match)
