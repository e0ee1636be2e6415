"""Every documented operation as a request that succeeds in `WORLD`, for claims that hold for all of them."""

from typing import Any

from tests.world import EVENT, EX, PROJECT, E, event, seed

GROUP = "giants_2019-09-25"
WORLD = seed(event(id=E, externalId=EX, passGroups=[GROUP]))
"""The world of most tests, with its event in a pass group."""

FIELDS = {"fields": {"venueTitle": {"value": "Oracle Park"}}}
NEW = {"fields": {"eventName": {"value": "LA Dodgers at SF Giants"}}}
GROUPS = {"passGroups": ["EVENT_100_LUNCH"]}
JSON = {"Content-Type": "application/json"}

OPERATIONS: dict[str, tuple[str, str, dict[str, Any] | None, int]] = {
    "create": ("POST", PROJECT, NEW, 201),
    "create-with-external-id": ("POST", f"{PROJECT}/id/another", NEW, 201),
    "get": ("GET", EVENT, None, 200),
    "update": ("PUT", EVENT, FIELDS, 200),
    "delete": ("DELETE", EVENT, None, 200),
    "add-to-groups": ("POST", f"{EVENT}/passGroups", GROUPS, 200),
    "list-groups": ("GET", f"{EVENT}/passGroups", None, 200),
    "remove-from-group": ("DELETE", f"{EVENT}/passGroups/{GROUP}", None, 200),
    "update-group": ("PUT", f"{PROJECT}/passGroups/{GROUP}", FIELDS, 200),
    "list-passes": ("GET", f"{EVENT}/passes", None, 200),
}
"""Method, path, body and the status of success."""
WITH_BODY = {name: (method, path, body) for name, (method, path, body, _) in OPERATIONS.items() if body}
"""The operations that need a body: method, path, body."""

ERRORS: dict[str, tuple[int, str, str, dict[str, Any]]] = {
    "no-revision": (400, "GET", EVENT, {"without": ("api-revision",)}),
    "no-object": (400, "PUT", EVENT, {"json": []}),
    "malformed": (400, "PUT", EVENT, {"content": b"{", "headers": JSON}),
    "not-as-documented": (400, "PUT", EVENT, {"json": {"fields": {"eventName": "x"}}}),
    "bad-query": (400, "GET", f"{EVENT}/passes?page=x", {}),
    "bad-preference": (400, "GET", EVENT, {"headers": {"Prefer": "reading=both"}}),
    "path-of-no-characters": (400, "GET", f"{EVENT}%ff", {}),
    "no-such-group": (400, "DELETE", f"{EVENT}/passGroups/x", {}),
    "no-credentials": (401, "GET", EVENT, {"auth": None}),
    "malformed-credentials": (401, "GET", EVENT, {"auth": None, "headers": {"Authorization": "Basic"}}),
    "no-such-event": (404, "GET", f"{PROJECT}/9", {}),
    "no-such-project": (404, "GET", "/v1/events/project/9/9", {}),
    "base-path": (404, "GET", "/v1", {}),
    "base-path-with-a-slash": (404, "GET", "/v1/", {}),
    "another-api": (404, "GET", "/v1/template/1", {}),
    "no-integer": (404, "GET", "/v1/events/project/x/y", {}),
    "unknown-path-and-method": (404, "BREW", "/v1/pot", {}),
    "no-such-method": (405, "BREW", EVENT, {}),
    "another-method": (405, "PATCH", EVENT, {}),
    "options": (405, "OPTIONS", EVENT, {}),
    "too-long": (413, "PUT", EVENT, {"content": b" " * (1 << 20) + b"{}", "headers": JSON}),
    "another-type": (415, "PUT", EVENT, {"content": b"a=b", "headers": {"Content-Type": "text/html"}}),
    "form": (415, "PUT", EVENT, {"data": {"fields": "x"}}),
    "upload": (415, "PUT", EVENT, {"files": {"fields": b"x"}}),
}
"""Requests that fail before, in and behind the routes: status, method, path and what else they say."""
