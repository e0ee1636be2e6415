"""The order in which a request is judged: of two faults it is always the same one that is answered."""

from typing import Any

import pytest

from tests.operations import GROUP, JSON, NEW, WORLD
from tests.world import EVENT, EX, PROJECT, PX, E, P, event, open_world, problem

NOWHERE = "/v1/events/project/9/9"
UNREVISED: dict[str, Any] = {"without": ("api-revision",)}
ANONYMOUS: dict[str, Any] = {"auth": None}
MALFORMED: dict[str, Any] = {"content": b"{", "headers": JSON}
TOO_LONG: dict[str, Any] = {"content": b" " * (1 << 20) + b"{}", "headers": JSON}
ANOTHER_TYPE: dict[str, Any] = {"content": b"{}", "headers": {"Content-Type": "text/plain"}}
MISSHAPEN: dict[str, Any] = {"json": {"fields": []}}

JUDGED: dict[str, tuple[str, str, dict[str, Any], int, str]] = {
    "path-before-method": ("BREW", "/v1/nowhere", {}, 404, "/v1/nowhere"),
    "path-before-authentication": ("GET", "/v1/nowhere", ANONYMOUS, 404, "/v1/nowhere"),
    "path-before-revision": ("GET", "/v1/nowhere", UNREVISED, 404, "/v1/nowhere"),
    "path-before-body": ("PUT", "/v1/nowhere", MALFORMED, 404, "/v1/nowhere"),
    "no-integer-before-authentication": ("GET", "/v1/events/project/x/1", ANONYMOUS, 404, "x"),
    "no-characters-before-authentication": ("GET", f"{EVENT}%ff", ANONYMOUS, 400, "UTF-8"),
    "no-characters-before-method": ("BREW", f"{EVENT}%ff", {}, 400, "UTF-8"),
    "method-before-authentication": ("PATCH", EVENT, ANONYMOUS, 405, "PATCH"),
    "method-before-revision": ("PATCH", EVENT, UNREVISED, 405, "PATCH"),
    "method-before-body": ("PATCH", EVENT, MALFORMED, 405, "PATCH"),
    "method-before-project": ("PATCH", NOWHERE, {}, 405, "PATCH"),
    "authentication-before-revision": ("GET", EVENT, ANONYMOUS | UNREVISED, 401, "Authorization"),
    "authentication-before-body": ("PUT", EVENT, ANONYMOUS | MALFORMED, 401, "Authorization"),
    "authentication-before-length": ("PUT", EVENT, ANONYMOUS | TOO_LONG, 401, "Authorization"),
    "authentication-before-type": ("PUT", EVENT, ANONYMOUS | ANOTHER_TYPE, 401, "Authorization"),
    "authentication-before-query": ("GET", f"{EVENT}/passes?page=x", ANONYMOUS, 401, "Authorization"),
    "authentication-before-project": ("GET", NOWHERE, ANONYMOUS, 401, "Authorization"),
    "revision-before-body": ("PUT", EVENT, UNREVISED | MALFORMED, 400, "Api-Revision"),
    "revision-before-length": ("PUT", EVENT, UNREVISED | TOO_LONG, 400, "Api-Revision"),
    "revision-before-type": ("PUT", EVENT, UNREVISED | ANOTHER_TYPE, 400, "Api-Revision"),
    "revision-before-shape": ("PUT", EVENT, UNREVISED | MISSHAPEN, 400, "Api-Revision"),
    "revision-before-query": ("GET", f"{EVENT}/passes?page=x", UNREVISED, 400, "Api-Revision"),
    "revision-before-project": ("GET", NOWHERE, UNREVISED, 400, "Api-Revision"),
    "body-before-project": ("PUT", NOWHERE, MALFORMED, 400, "JSON"),
    "length-before-project": ("PUT", NOWHERE, TOO_LONG, 413, "1048576"),
    "type-before-project": ("PUT", NOWHERE, ANOTHER_TYPE, 415, "Content-Type"),
    "shape-before-project": ("PUT", NOWHERE, MISSHAPEN, 400, "fields"),
    "shape-before-project-on-create": (
        "POST",
        "/v1/events/project/9",
        {"json": {"fields": {}}},
        400,
        "fields.eventName",
    ),
    "shape-before-project-on-add": ("POST", f"{NOWHERE}/passGroups", {"json": {}}, 400, "passGroups"),
    "shape-before-group": ("PUT", f"{PROJECT}/passGroups/none", MISSHAPEN, 400, "fields"),
    "query-before-project": ("GET", f"{NOWHERE}/passes?page=x", {}, 400, "page"),
    "query-before-event": ("GET", f"{PROJECT}/9/passes?page=x", {}, 400, "page"),
    "project-before-event": ("GET", NOWHERE, {}, 404, "Project 9 "),
    "project-before-group": ("PUT", "/v1/events/project/9/passGroups/none", {"json": NEW}, 404, "Project 9 "),
    "project-before-event-and-group": ("DELETE", f"{NOWHERE}/passGroups/none", {}, 400, "Project 9 "),
    "event-before-group": ("DELETE", f"{PROJECT}/99/passGroups/none", {}, 400, "99"),
    "project-before-state": (
        "POST",
        "/v1/events/project/9/id/new",
        {"json": {"fields": {}}},
        404,
        "Project 9 ",
    ),
}


@pytest.mark.parametrize(("method", "path", "sent", "status", "named"), JUDGED.values(), ids=JUDGED.keys())
@pytest.mark.assumed("A-2")
def test_of_two_faults_the_earlier_in_order_is_answered(
    method: str, path: str, sent: dict[str, Any], status: int, named: str
) -> None:
    with open_world() as api:
        assert named in problem(api.request(method, path, **sent), status)


KEYS: dict[str, tuple[dict[str, Any], int]] = {
    "unknown-pair-before-revision": ({"auth": ("key", "wrong")} | UNREVISED, 401),
    "unknown-pair-before-body": ({"auth": ("key", "wrong")} | MALFORMED, 401),
    "other-project-before-revision": ({"auth": ("other", "secret")} | UNREVISED, 403),
    "other-project-before-body": ({"auth": ("other", "secret")} | MALFORMED, 403),
    "other-project-before-length": ({"auth": ("other", "secret")} | TOO_LONG, 403),
    "other-project-before-event": ({"auth": ("other", "secret"), "json": NEW, "path": f"{PROJECT}/9"}, 403),
}


@pytest.mark.parametrize(("sent", "status"), KEYS.values(), ids=KEYS.keys())
@pytest.mark.assumed("A-8")
def test_whose_a_pair_is_is_judged_with_the_authentication(sent: dict[str, Any], status: int) -> None:
    projects = [
        {"id": P, "externalId": PX, "key": "key", "secret": "secret", "events": [event(id=E, externalId=EX)]},
        {"id": 2, "key": "other", "secret": "secret"},
    ]
    with open_world({"projects": projects}, auth="keys") as api:
        problem(api.request("PUT", **({"path": EVENT} | sent)), status)


SAME: dict[str, tuple[str, str, dict[str, Any]]] = {
    "properties-of-a-field": (
        "PUT",
        EVENT,
        {"json": {"fields": {"eventName": dict.fromkeys("hgfedcba", 1)}}},
    ),
    "parameters": ("GET", f"{EVENT}/passes?{'&'.join(f'{name}=1' for name in 'hgfedcba')}", {}),
}


@pytest.mark.parametrize(("method", "path", "sent"), SAME.values(), ids=SAME.keys())
@pytest.mark.assumed("A-2")
def test_of_faults_alike_the_first_sent_is_answered(method: str, path: str, sent: dict[str, Any]) -> None:
    with open_world(WORLD, strictness="strict") as api:
        details = problem(api.request(method, path, **sent), 400)
    assert details.split()[0].endswith("h")


@pytest.mark.assumed("A-22")
def test_a_group_that_an_event_left_is_judged_after_the_event() -> None:
    with open_world(WORLD) as api:
        path = f"{EVENT}/passGroups/{GROUP}"
        assert api.delete(path).status_code == 200
        assert GROUP in problem(api.delete(path), 400)
        assert api.delete(EVENT).status_code == 200
        assert str(E) in problem(api.delete(path), 400)
