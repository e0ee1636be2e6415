"""The two modes: how strictly a request is judged, and which side of a contradiction is taken."""

from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from mockserver.domain.policy import Policy, Reading, Strictness
from tests.operations import FIELDS, GROUP, WORLD
from tests.world import EVENT, PROJECT, Api, findings, open_world, problem

GET_EVENT = "events.txt § Get event"
UPDATE_EVENT = "events.txt § Update event"
UPDATE_EVENTS = "events.txt § Update events in a pass group"
LIST_PASSES = "event-passes.txt § List event passes"


@dataclass(frozen=True)
class Case:
    """A request with one thing to find.

    Attributes:
        at: where it is found.
        source: what the finding says of its source.
        sent: the request.
        instead: what to send instead for the same answer without the finding; None if there is no
            such thing, because what was found is stored and answered.
        status: of the refusal.
    """

    at: str
    source: str
    sent: dict[str, Any]
    instead: dict[str, Any] | None
    status: int = 400


def get(path: str = EVENT, **sent: Any) -> dict[str, Any]:
    return {"method": "GET", "path": path, **sent}


def put(body: dict[str, Any], path: str = EVENT, **sent: Any) -> dict[str, Any]:
    return {"method": "PUT", "path": path, "json": body, **sent}


def field(name: str, **properties: Any) -> dict[str, Any]:
    return {"fields": {name: properties}}


VIOLATIONS = {
    "revision-missing": Case("header Api-Revision", GET_EVENT, get(without=("api-revision",)), get()),
    "revision-unsupported": Case(
        "header Api-Revision", GET_EVENT, get(headers={"Api-Revision": "1.3"}), get()
    ),
    "media-type": Case(
        "header Content-Type",
        UPDATE_EVENT,
        put(FIELDS, headers={"Content-Type": "text/plain"}),
        put(FIELDS),
        status=415,
    ),
    "label-a-number": Case(
        "/fields/venueTitle/label",
        UPDATE_EVENT,
        put(field("venueTitle", label=7, value="x")),
        put(field("venueTitle", label="7", value="x")),
    ),
    "value-a-boolean": Case(
        "/fields/venueTitle/value",
        UPDATE_EVENTS,
        put(field("venueTitle", value=True), f"{PROJECT}/passGroups/{GROUP}"),
        put(field("venueTitle", value="true"), f"{PROJECT}/passGroups/{GROUP}"),
    ),
    "fields-missing": Case("/fields", UPDATE_EVENT, put({}), put({"fields": {}})),
    "page-size-a-word": Case(
        "query pageSize", LIST_PASSES, get(f"{EVENT}/passes?pageSize=many"), get(f"{EVENT}/passes")
    ),
}
UNDOCUMENTED = {
    "media-type-missing": Case(
        "header Content-Type",
        UPDATE_EVENT,
        put(FIELDS, without=("content-type",)),
        put(FIELDS),
        status=415,
    ),
    "field": Case("/fields/gateNumber", UPDATE_EVENT, put(field("gateNumber", value="7")), None),
    "property-of-a-field": Case(
        "/fields/venueTitle/a~1b~0c", UPDATE_EVENT, put(field("venueTitle", **{"a/b~c": 1})), None
    ),
    "time-in-words": Case(
        "/fields/startTime/value", UPDATE_EVENT, put(field("startTime", value="soon")), None
    ),
    "property-of-the-body": Case("/a~1b~0c", UPDATE_EVENT, put(FIELDS | {"a/b~c": 1}), put(FIELDS)),
    "parameter": Case("query colour", LIST_PASSES, get(f"{EVENT}/passes?colour=red"), get(f"{EVENT}/passes")),
}
JUDGEMENTS = {
    "lenient": ([], [*VIOLATIONS, *UNDOCUMENTED]),
    "documented": ([*VIOLATIONS], [*UNDOCUMENTED]),
    "strict": ([*VIOLATIONS, *UNDOCUMENTED], []),
}
"""What each strictness refuses, and what it notes."""
REFUSED = [(strictness, name) for strictness, (refused, _) in JUDGEMENTS.items() for name in refused]
NOTED = [(strictness, name) for strictness, (_, noted) in JUDGEMENTS.items() for name in noted]
CASES = VIOLATIONS | UNDOCUMENTED
REPLACEABLE = [(strictness, name) for strictness, name in NOTED if CASES[name].instead is not None]


def unmarked(response: httpx.Response) -> dict[str, str]:
    """All of an answer that a noted finding must not change."""
    marks = {"x-mockserver-diagnosis", "x-mockserver-request-id"}
    headers = {name: value for name, value in response.headers.items() if name not in marks}
    return headers | {"status": str(response.status_code), "body": response.text}


# --- strictness


@pytest.mark.parametrize(("strictness", "name"), REFUSED)
@pytest.mark.assumed("A-2")
def test_a_refused_finding_is_answered_with_the_error_body_and_stands_in_the_diagnosis(
    strictness: str, name: str
) -> None:
    case = CASES[name]
    with open_world(WORLD, strictness=strictness) as api:
        response = api.request(**case.sent)
    details = problem(response, case.status)
    assert (case.at, case.source, details) in [
        (each["at"], each["source"], each["message"]) for each in findings(response)
    ]


@pytest.mark.parametrize(("strictness", "name"), REFUSED)
@pytest.mark.assumed("A-2")
def test_a_refused_request_changes_nothing(strictness: str, name: str) -> None:
    with open_world(WORLD, strictness=strictness) as api:
        before = api.get(EVENT).json()
        api.request(**CASES[name].sent)
        assert api.get(EVENT).json() == before


@pytest.mark.parametrize(("strictness", "name"), NOTED)
@pytest.mark.assumed("A-6")
def test_a_noted_finding_is_told_beside_a_success(strictness: str, name: str) -> None:
    case = CASES[name]
    with open_world(WORLD, strictness=strictness) as api:
        response = api.request(**case.sent)
    assert response.status_code == 200, response.text
    assert [(each["at"], each["source"]) for each in findings(response)] == [(case.at, case.source)]


@pytest.mark.parametrize(("strictness", "name"), REPLACEABLE)
@pytest.mark.assumed("A-6")
def test_a_noted_finding_changes_nothing_about_the_answer(strictness: str, name: str) -> None:
    case = CASES[name]
    assert case.instead is not None
    with open_world(WORLD, strictness=strictness) as api:
        noted = api.request(**case.sent)
    with open_world(WORLD, strictness=strictness) as api:
        clean = api.request(**case.instead)
    assert not findings(clean)
    assert unmarked(noted) == unmarked(clean)


@pytest.mark.parametrize("name", VIOLATIONS)
@pytest.mark.assumed("A-6")
def test_what_the_documentation_forbids_is_a_violation(name: str) -> None:
    with open_world(WORLD, strictness="lenient") as api:
        assert [each["level"] for each in findings(api.request(**VIOLATIONS[name].sent))] == ["violation"]


@pytest.mark.parametrize("name", UNDOCUMENTED)
@pytest.mark.assumed("A-6")
def test_what_the_documentation_does_not_mention_is_undocumented(name: str) -> None:
    with open_world(WORLD, strictness="lenient") as api:
        assert [each["level"] for each in findings(api.request(**UNDOCUMENTED[name].sent))] == [
            "undocumented"
        ]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.assumed("A-6")
def test_a_server_is_as_documented_unless_it_is_told_otherwise(name: str) -> None:
    with open_world(WORLD) as api:
        response = api.request(**CASES[name].sent)
    assert response.is_success == (name in UNDOCUMENTED), response.text


OTHER_SPELLINGS = {
    "field": (put(field("event_name", value="x")), "/fields/event_name"),
    "property": (put(FIELDS | {"pass_groups": ["x"]}), "/pass_groups"),
    "property-of-a-group-update": (
        put(FIELDS | {"pass_groups": ["x"]}, f"{PROJECT}/passGroups/{GROUP}"),
        "/pass_groups",
    ),
    "parameter": (get(f"{EVENT}/passes?page_size=1"), "query page_size"),
}


@pytest.mark.parametrize(("sent", "at"), OTHER_SPELLINGS.values(), ids=OTHER_SPELLINGS.keys())
@pytest.mark.assumed("A-6")
def test_another_spelling_of_a_documented_name_is_undocumented(sent: dict[str, Any], at: str) -> None:
    with open_world(WORLD) as api:
        assert [(each["level"], each["at"]) for each in findings(api.request(**sent))] == [
            ("undocumented", at)
        ]


@pytest.mark.published("events.txt § Add event to pass group")
def test_another_spelling_does_not_stand_for_what_is_required(api: Api) -> None:
    response = api.post(f"{EVENT}/passGroups", {"pass_groups": ["x"]})
    assert "passGroups" in problem(response, 400)


@pytest.mark.assumed("A-6")
def test_the_strictness_is_a_mode_of_the_sandbox(api: Api) -> None:
    api.sandbox.policy = Policy(Strictness.STRICT)
    problem(api.put(EVENT, FIELDS | {"colour": "red"}), 400)


@pytest.mark.parametrize(
    "body", [b"[]", b"{", b'{"fields": []}', b'{"fields": {"venueTitle": {"value": []}}}']
)
@pytest.mark.assumed("A-6")
def test_lenient_still_refuses_what_nobody_can_understand(body: bytes) -> None:
    with open_world(strictness="lenient") as api:
        problem(api.put(EVENT, content=body, headers={"Content-Type": "application/json"}), 400)


@pytest.mark.parametrize(("reading", "answer"), [("examples", {}), ("schema", {"ok": True})])
@pytest.mark.reading("R-3")
def test_the_reading_is_a_setting_of_the_server(reading: str, answer: dict[str, Any]) -> None:
    with open_world(reading=reading) as api:
        assert api.delete(EVENT).json() == answer


@pytest.mark.parametrize(("reading", "answer"), [("examples", {}), ("schema", {"ok": True})])
@pytest.mark.reading("R-3")
def test_the_reading_is_a_mode_of_the_sandbox(api: Api, reading: str, answer: dict[str, Any]) -> None:
    api.sandbox.policy = Policy(Strictness.DOCUMENTED).read(Reading(reading))
    assert api.delete(EVENT).json() == answer


@pytest.mark.reading("R-3")
def test_the_examples_are_believed_unless_told_otherwise(api: Api) -> None:
    assert api.delete(EVENT).json() == {}
