"""One match means the same calls, whoever is given it: a fault plan, a count, a wait or a filter."""

from typing import Any

import pytest

from tests.operations import FIELDS, GROUP, GROUPS, NEW, WORLD
from tests.web.admin.plans import plan, receipts
from tests.wire import send
from tests.world import EVENT, EX, EXTERNAL_PROJECT, PATHS, PROJECT, PX, Api, E, open_world

Sent = tuple[str, str, dict[str, Any] | None]

BARE = f"/v1/events/project/{PX}"
ON_AN_EVENT: dict[str, Sent] = {
    "get_event": ("GET", "", None),
    "update_event": ("PUT", "", FIELDS),
    "delete_event": ("DELETE", "", None),
    "add_event_to_pass_groups": ("POST", "/passGroups", GROUPS),
    "list_pass_groups_of_event": ("GET", "/passGroups", None),
    "remove_event_from_pass_group": ("DELETE", f"/passGroups/{GROUP}", None),
    "list_event_passes": ("GET", "/passes", None),
}
"""Method, rest of the path and body of the operations whose path names an event."""
ABOUT_THE_EVENT: dict[str, Sent] = {
    **{
        f"{name} {form}": (method, f"{path}{rest}", body)
        for name, (method, rest, body) in ON_AN_EVENT.items()
        for form, path in PATHS.items()
    },
    "upsert by the path": ("POST", f"{EXTERNAL_PROJECT}/id/{EX}", NEW),
    "upsert by the body": ("POST", PROJECT, NEW | {"eventExternalId": EX}),
    "update of its group, project by id": ("PUT", f"{PROJECT}/passGroups/{GROUP}", FIELDS),
    "update of its group, project by external id": ("PUT", f"{EXTERNAL_PROJECT}/passGroups/{GROUP}", FIELDS),
    "update of its group, project by bare name": ("PUT", f"{BARE}/passGroups/{GROUP}", FIELDS),
}
"""Every way to address the event of the world."""
ABOUT_ANOTHER: dict[str, Sent] = {
    "another id": ("GET", f"{PROJECT}/{E + 1}", None),
    "another external id": ("GET", f"{PROJECT}/id/another", None),
    "another group": ("PUT", f"{PROJECT}/passGroups/another", FIELDS),
    "a new event": ("POST", PROJECT, NEW),
    "the same names in another project": ("GET", f"/v1/events/project/id/another/id/{EX}", None),
    "no operation": ("GET", f"/v1/pot/{E}", None),
}
OUTCOMES: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "answered": ({"pass": True}, ()),
    "failed by the plan": ({"status": 503}, ()),
    "refused": ({"pass": True}, ("api-revision",)),
}
"""The step of a plan, and the headers that its request lacks."""


def matches(api: Api, sent: Sent, match: dict[str, Any], outcome: str) -> dict[str, int]:
    """For how many calls each place takes a match, after one call."""
    step, without = OUTCOMES[outcome]
    method, path, body = sent
    plan(api, step, match=match)
    api.request(method, path, json=body, without=without)
    waited = api.admin("POST", "/requests/wait", {"match": match, "timeoutMs": 0})
    return {
        "plan": len(receipts(api)["consumed"]),
        "count": api.admin("POST", "/requests/count", {"match": match}).json()["count"],
        "wait": len(waited.json()["requests"]) if waited.is_success else 0,
        "filter": api.admin("GET", "/requests", params=match).json()["count"],
    }


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("sent", ABOUT_THE_EVENT.values(), ids=ABOUT_THE_EVENT)
def test_a_call_that_addresses_an_event_is_about_it(sent: Sent, outcome: str) -> None:
    with open_world(WORLD) as api:
        assert set(matches(api, sent, {"event": E}, outcome).values()) == {1}


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("sent", ABOUT_ANOTHER.values(), ids=ABOUT_ANOTHER)
def test_a_call_that_addresses_another_event_is_not_about_it(sent: Sent, outcome: str) -> None:
    with open_world(WORLD) as api:
        assert set(matches(api, sent, {"event": E}, outcome).values()) == {0}


@pytest.mark.parametrize(
    ("match", "headers", "body"),
    [
        ({"header": {"x-client": "a, b"}}, [(b"x-client", b"a"), (b"x-client", b"b")], b"{}"),
        ({"body": "{}"}, [(b"content-type", b"text/plain")], b"{}"),
        ({"body": {"fields": {}}}, [(b"content-type", b"application/json")], b'{"fields": {}}'),
    ],
    ids=["a header that is sent twice", "text that could be JSON", "JSON"],
)
def test_a_plan_reads_a_request_as_the_journal_does(
    match: dict[str, Any], headers: list[tuple[bytes, bytes]], body: bytes
) -> None:
    with open_world() as api:
        api.admin("POST", "/faults", {"match": match, "steps": [{"status": 418}]})
        assert send(api, "PUT", EVENT.encode(), headers, body).status_code == 418
        assert api.admin("POST", "/requests/count", {"match": match}).json() == {"count": 1}
