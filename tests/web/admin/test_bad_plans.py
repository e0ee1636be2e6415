"""Fault plans that make no sense are refused, with what is wrong about them."""

from typing import Any

import pytest

from tests.world import Api, problem

STEP_FAULTS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "unknown": ({"colour": "red"}, ["colour"]),
    "empty": ({}, ["steps.0", "expected one of", "delayMs"]),
    "times-only": ({"times": 2}, ["expected one of"]),
    "null": ({"status": None}, ["expected one of"]),
    "two-kinds": ({"status": 503, "drop": "after"}, ["status and drop contradict"]),
    "pass-and-drop": ({"pass": True, "drop": "after"}, ["drop and pass contradict"]),
    "details-alone": ({"drop": "after", "details": "x"}, ["details without a status"]),
    "retry-after-alone": ({"delayMs": 1, "retryAfter": 1}, ["retryAfter without a status"]),
    "no-error": ({"status": 200}, ["steps.0.status", "200", "400"]),
    "too-large": ({"status": 600}, ["steps.0.status", "600"]),
    "text-status": ({"status": "503"}, ["steps.0.status"]),
    "drop": ({"drop": "sometimes"}, ["steps.0.drop", "before", "after"]),
    "malformed-false": ({"malformed": False}, ["steps.0.malformed"]),
    "pass-false": ({"pass": False}, ["steps.0.pass"]),
    "negative-delay": ({"delayMs": -1}, ["steps.0.delayMs"]),
    "endless-delay": ({"delayMs": 10**9}, ["steps.0.delayMs"]),
    "negative-cut": ({"truncate": -1}, ["steps.0.truncate"]),
    "no-times": ({"status": 503, "times": 0}, ["steps.0.times"]),
    "bad-header": ({"status": 503, "headers": {"X Y": "1"}}, ["X Y"]),
    "two-lines": ({"status": 503, "headers": {"X": "1\r\nY: 2"}}, ["headers.X"]),
    "framing": ({"status": 503, "headers": {"Content-Length": "1"}}, ["Content-Length"]),
}
STEP = {"status": 503}
PLAN_FAULTS: dict[str, tuple[Any, list[str]]] = {
    "nothing": ({}, ["either steps or a limit"]),
    "no-steps": ({"steps": []}, ["either steps or a limit"]),
    "both": ({"steps": [STEP], "limit": {"requests": 1, "seconds": 1}}, ["either steps or a limit"]),
    "list": ([STEP], ["The body"]),
    "unknown": ({"steps": [STEP], "colour": 1}, ["colour"]),
    "unknown-match": ({"steps": [STEP], "match": {"colour": 1}}, ["match.colour"]),
    "status-match": ({"steps": [STEP], "match": {"status": 200}}, ["no status before"]),
    "no-requests": ({"limit": {"requests": 0, "seconds": 1}}, ["limit.requests"]),
    "no-seconds": ({"limit": {"requests": 1, "seconds": 0}}, ["limit.seconds"]),
    "half-a-limit": ({"limit": {"requests": 1}}, ["limit.seconds"]),
    "limit-by-two-names": (
        {"limit": {"requests": 1, "seconds": 1}, "every": {"requests": 1, "seconds": 1}},
        ["every"],
    ),
}
BAD = {name: ({"steps": [step]}, told) for name, (step, told) in STEP_FAULTS.items()} | {
    f"plan-{name}": fault for name, fault in PLAN_FAULTS.items()
}


@pytest.mark.parametrize(("sent", "told"), BAD.values(), ids=BAD)
def test_a_plan_that_makes_no_sense_is_refused(api: Api, sent: Any, told: list[str]) -> None:
    response = api.admin("POST", "/faults", sent)
    assert response.status_code == 400, response.text
    for part in told:
        assert part in response.json()["details"]
    assert api.admin("GET", "/faults").json()["count"] == 0


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/faults", {"match": {"operation": "update_evnt"}, "steps": [{"status": 503}]}),
        ("/requests/count", {"match": {"operation": "update_evnt"}}),
        ("/requests/wait", {"match": {"operation": "update_evnt"}, "timeoutMs": 0}),
    ],
)
def test_an_operation_that_there_is_not_is_refused_with_the_one_that_was_meant(
    api: Api, path: str, body: dict[str, Any]
) -> None:
    assert "did you mean update_event?" in problem(api.admin("POST", path, body), 400)
    assert api.admin("GET", "/faults").json()["count"] == 0


def test_an_operation_that_is_like_none_is_answered_with_all(api: Api) -> None:
    told = problem(api.admin("GET", "/requests?operation=zzz"), 400)
    assert "expected one of add_event_to_pass_groups" in told
