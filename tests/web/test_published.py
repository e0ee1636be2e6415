"""The documentation's own examples, kept as data in `fixtures/published`, are answered as it shows.

`Authorization: Basic <authorization string>` of an example is sent with credentials in its place.
"""

import json
from typing import Any

import httpx
import pytest

from mockserver.web.published import Example, answer_of, merge, read_examples
from tests.world import REVISION, STRICT, Api, findings, open_world, problem

EXAMPLES = dict(read_examples())
PROJECTS = "/v1/events/project"
BY_ID = f"{PROJECTS}/12345/1234"
BY_NAMES = f"{PROJECTS}/id/project123ExtId/id/event123ExtId"
BY_DIGITS = f"{PROJECTS}/id/67890/id/4567"
LUNCH, GIANTS = "passGroups/EVENT_100_LUNCH", "passGroups/giants_2019-09-25"

DOCUMENTED = {
    ("events.txt § Add event to pass group", "POST", f"{BY_ID}/passGroups"),
    ("events.txt § Add event to pass group", "POST", f"{BY_DIGITS}/passGroups"),
    ("events.txt § Create event", "POST", f"{PROJECTS}/12345"),
    ("events.txt § Create event with external ID", "POST", BY_NAMES),
    ("events.txt § Delete event", "DELETE", f"{PROJECTS}/12345/1"),
    ("events.txt § Delete event", "DELETE", BY_DIGITS),
    ("events.txt § Get event", "GET", BY_ID),
    ("events.txt § Get event", "GET", BY_NAMES),
    ("events.txt § List pass groups for event", "GET", f"{BY_ID}/passGroups"),
    ("events.txt § List pass groups for event", "GET", f"{BY_NAMES}/passGroups"),
    ("events.txt § Remove event from pass group", "DELETE", f"{BY_ID}/{LUNCH}"),
    ("events.txt § Remove event from pass group", "DELETE", f"{BY_NAMES}/{LUNCH}"),
    ("events.txt § Update event", "PUT", BY_ID),
    ("events.txt § Update event", "PUT", BY_NAMES),
    ("events.txt § Update events in a pass group", "PUT", f"{PROJECTS}/myFavProject/{GIANTS}"),
    ("events.txt § Update events in a pass group", "PUT", f"{PROJECTS}/id/myFavProject/{GIANTS}"),
    ("event-passes.txt § List event passes", "GET", f"{BY_ID}/passes"),
}
"""Every example request of the two pages."""


def send(api: Api, example: Example, **others: str) -> httpx.Response:
    """Send the request of an example as it is written, and `others` as further headers."""
    request = example["request"]
    headers = request["headers"] | others
    content = json.dumps(request["body"]) if "body" in request else None
    unsent = tuple(name for name in REVISION if name not in headers)
    return api.request(request["method"], request["path"], headers=headers, content=content, without=unsent)


def run(example: Example, **others: str) -> httpx.Response:
    with open_world(example["given"], **example.get("settings", {})) as api:
        return send(api, example, **example["request"].get("addedHeaders", {}), **others)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_answered_as_the_documentation_shows(name: str) -> None:
    example = EXAMPLES[name]
    answer = run(example)
    told = {
        "status": answer.status_code,
        "contentType": answer.headers["content-type"],
        "body": answer.json(),
    }
    expected = answer_of(example)
    assert {key: told[key] for key in expected} == expected


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_accepted_without_remark_when_judged_strictly(name: str) -> None:
    answer = run(EXAMPLES[name], **STRICT)
    assert answer.is_success
    assert findings(answer) == []


def test_the_example_without_the_required_revision_is_refused_as_it_stands() -> None:
    example = EXAMPLES["list-event-passes"]
    with open_world(example["given"]) as api:
        assert "Api-Revision" in problem(send(api, example), 400)


def test_a_departure_says_why_and_changes_what_is_documented() -> None:
    departing = {name: example for name, example in EXAMPLES.items() if "departure" in example}
    assert departing.keys() == {"list-event-passes", "update-event", "update-event-with-external-id"}
    for example in departing.values():
        assert example["departure"]["because"].endswith(".")
        assert answer_of(example) != example["response"]


def test_every_example_of_the_documentation_is_here_once() -> None:
    requests = [(example["source"], example["request"]) for example in EXAMPLES.values()]
    here = [(source, request["method"], request["path"]) for source, request in requests]
    assert set(here) == DOCUMENTED
    assert len(here) == len(DOCUMENTED)


@pytest.mark.parametrize(
    ("document", "patch", "merged"),
    [
        ({"a": 1}, {"b": 2}, {"a": 1, "b": 2}),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": 3}}, {"a": {"b": 3, "c": 2}}),
        ({"a": 1, "b": 2}, {"a": None}, {"b": 2}),
        ({"a": [1, 2]}, {"a": [3]}, {"a": [3]}),
        ({"a": "b"}, {"a": {"c": None}}, {"a": {}}),
    ],
    ids=["adds", "reaches inside", "removes", "replaces arrays", "replaces what is no object"],
)
def test_a_merge_patch_is_applied_as_rfc_7396_says(document: Any, patch: Any, merged: Any) -> None:
    assert merge(document, patch) == merged
