"""Which calls a fault plan is for."""

from typing import Any

import pytest

from tests.logs import listen
from tests.operations import FIELDS, GROUP, NEW, OPERATIONS, WORLD
from tests.web.admin.plans import CHANGE, UPDATE, plan, receipts
from tests.world import EVENT, EX, EXTERNAL_PROJECT, PATHS, PROJECT, Api, E, event, open_world, seed

HITS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "all": ({}, {}),
    "operation": (UPDATE, {}),
    "method": ({"method": "put"}, {}),
    "path": ({"path": "/v1/events/*"}, {}),
    "event": ({"event": E}, {}),
    "event-by-external-id": ({"event": E}, {"path": PATHS["external/external"]}),
    "event-by-external-id-in-a-project": ({"event": E}, {"path": PATHS["id/external"]}),
    "header": ({"header": {"X-Client": "shop"}}, {"headers": {"x-client": "shop"}}),
    "body": ({"body": {"fields": {"venueTitle": {}}}}, {}),
    "body-with-a-value": ({"body": {"fields": {"venueTitle": {"value": "Oracle Park"}}}}, {}),
    "several": ({"operation": "update_event", "event": E, "body": CHANGE}, {}),
}
MISSES: dict[str, dict[str, Any]] = {
    "operation": {"operation": "get_event"},
    "method": {"method": "GET"},
    "path": {"path": "/v1/passes/*"},
    "event": {"event": E + 1},
    "pass-group": {"passGroup": GROUP},
    "header": {"header": {"X-Client": "shop"}},
    "body": {"body": {"fields": {"eventName": {}}}},
    "body-with-a-value": {"body": {"fields": {"venueTitle": {"value": "elsewhere"}}}},
    "one-of-several": {"operation": "update_event", "event": E + 1},
}


@pytest.mark.parametrize(("match", "sent"), HITS.values(), ids=HITS)
def test_a_call_that_matches_goes_wrong(api: Api, match: dict[str, Any], sent: dict[str, Any]) -> None:
    plan(api, {"status": 503}, match=match)
    path = sent.get("path", EVENT)
    assert api.put(path, CHANGE, headers=sent.get("headers", {})).status_code == 503


@pytest.mark.parametrize("match", MISSES.values(), ids=MISSES)
def test_a_call_that_does_not_match_is_answered_as_ever(api: Api, match: dict[str, Any]) -> None:
    plan(api, {"status": 503}, match=match)
    assert api.put(EVENT, CHANGE).status_code == 200
    assert receipts(api)["consumed"] == []


GROUPED: dict[str, tuple[dict[str, Any], str, str]] = {
    "update-group": ({"passGroup": GROUP}, "PUT", f"{PROJECT}/passGroups/{GROUP}"),
    "update-group-of-the-event": ({"event": E}, "PUT", f"{PROJECT}/passGroups/{GROUP}"),
    "remove-from-group": ({"passGroup": GROUP, "event": E}, "DELETE", f"{EVENT}/passGroups/{GROUP}"),
    "remove-external": (
        {"passGroup": GROUP, "event": E},
        "DELETE",
        f"{PATHS['id/external']}/passGroups/{GROUP}",
    ),
}


@pytest.mark.parametrize(("match", "method", "path"), GROUPED.values(), ids=GROUPED)
def test_a_call_is_about_a_pass_group_and_its_events(match: dict[str, Any], method: str, path: str) -> None:
    with open_world(WORLD) as api:
        plan(api, {"status": 503}, match=match)
        body = FIELDS if method == "PUT" else None
        assert api.request(method, path, json=body).status_code == 503


@pytest.mark.parametrize(
    ("path", "body"),
    [(PROJECT, NEW | {"eventExternalId": EX}), (f"{EXTERNAL_PROJECT}/id/{EX}", NEW)],
    ids=["in-the-body", "in-the-path"],
)
def test_an_upsert_is_about_the_event_that_it_updates(api: Api, path: str, body: dict[str, Any]) -> None:
    plan(api, {"status": 503}, match={"event": E})
    assert api.post(path, body).status_code == 503


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[1]", b" " * 100], ids=repr)
@pytest.mark.parametrize("path", [PROJECT, "/v1/events/project/9", "/v1/events/project/id/none", "/v1/pot"])
def test_a_plan_changes_nothing_for_calls_that_it_does_not_match(path: str, body: bytes) -> None:
    with open_world(max_body=50) as api:
        sent: dict[str, Any] = {"content": body, "headers": {"Content-Type": "application/json"}}
        before = api.request("POST", path, **sent)
        plan(api, {"status": 503}, match={"event": 77})
        after = api.request("POST", path, **sent)
    assert (after.status_code, after.text) == (before.status_code, before.text)


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_goes_wrong_by_its_name(name: str) -> None:
    with open_world(WORLD) as api:
        method, path, body, _ = OPERATIONS[name]
        plan(api, {"pass": True})
        with listen() as records:
            api.request(method, path, json=body)
        operation = records[-1].__dict__["request"]["operation"]
        plan(api, {"status": 503}, match={"operation": operation})
        assert api.request(method, path, json=body).status_code == 503


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/openapi.json", "/__admin/faults", "/__admin/clock"])
def test_only_the_emulated_api_goes_wrong(api: Api, path: str) -> None:
    plan(api, {"status": 503})
    assert api.get(path, headers={"Host": "localhost"}).status_code == 200
    assert receipts(api)["consumed"] == []


def test_a_fault_in_one_project_leaves_the_events_of_another_alone() -> None:
    document = seed(event(id=E, externalId=EX))
    document["projects"].append({"id": 7, "externalId": "other", "events": [event(id=8, externalId=EX)]})
    with open_world(document) as api:
        plan(api, {"status": 503}, match={"event": E})
        assert api.get(f"/v1/events/project/id/other/id/{EX}").status_code == 200
