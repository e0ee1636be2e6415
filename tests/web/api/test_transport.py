"""What every answer looks like: its body, its errors and its headers."""

from typing import Any

import pytest

from mockserver import __version__
from tests.operations import ERRORS, FIELDS, JSON, OPERATIONS, WORLD
from tests.world import BASE, EVENT, PROJECT, Api, P, open_world, problem

EVERY_OPERATION = pytest.mark.parametrize(
    ("method", "path", "body", "status"), OPERATIONS.values(), ids=OPERATIONS.keys()
)
EVERY_ERROR = pytest.mark.parametrize(
    ("status", "method", "path", "sent"), ERRORS.values(), ids=ERRORS.keys()
)


@EVERY_OPERATION
@pytest.mark.published("events.txt § Get event")
def test_every_operation_is_below_v1_and_answers_json(method: str, path: str, body: Any, status: int) -> None:
    with open_world(WORLD) as api:
        response = api.request(method, path, json=body)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    assert isinstance(response.json(), dict)


@EVERY_OPERATION
@pytest.mark.published("events.txt § Get event")
def test_no_operation_is_served_elsewhere(method: str, path: str, body: Any, status: int) -> None:
    with open_world(WORLD) as api:
        assert api.request(method, path.removeprefix("/v1"), json=body).status_code == 404 != status


@EVERY_OPERATION
@pytest.mark.assumed("A-1")
def test_error_bodies_are_json_in_utf8_too(method: str, path: str, body: Any, status: int) -> None:
    with open_world() as api:
        response = api.request(method, path.replace(str(P), "9"), json=body, auth=None)
    assert response.status_code == 401 != status
    assert response.headers["content-type"] == "application/json; charset=utf-8"


@EVERY_ERROR
@pytest.mark.assumed("A-2")
def test_every_error_has_the_body_of_the_vendor(
    api: Api, status: int, method: str, path: str, sent: dict[str, Any]
) -> None:
    problem(api.request(method, path, **sent), status)


DETAILS: dict[str, tuple[str, str, dict[str, Any], list[str]]] = {
    "revision": ("GET", EVENT, {"headers": {"Api-Revision": "1.9"}}, ["Api-Revision", "1.9", "1.2"]),
    "value": (
        "PUT",
        EVENT,
        {"json": {"fields": {"eventName": {"value": 7}}}},
        ["fields.eventName.value", "7", "a string"],
    ),
    "group": ("POST", f"{EVENT}/passGroups", {"json": {"passGroups": "x"}}, ["passGroups", "x", "an array"]),
    "query": ("GET", f"{EVENT}/passes?page=first", {}, ["page", "first", "an integer"]),
    "choice": ("GET", f"{EVENT}/passes?order=name", {}, ["order", "name", "id", "createdAt", "updatedAt"]),
    "media-type": (
        "PUT",
        EVENT,
        {"json": FIELDS, "headers": {"Content-Type": "text/html"}},
        ["Content-Type", "text/html", "application/json"],
    ),
    "project": ("GET", "/v1/events/project/98765/1", {}, ["98765"]),
    "event": ("GET", f"{PROJECT}/id/nowhere", {}, ["nowhere"]),
    "path": ("GET", "/v1/eventz", {}, ["/v1/eventz"]),
    "method": ("PATCH", EVENT, {}, ["PATCH", "GET"]),
    "length": ("PUT", EVENT, {"content": b" " * ((1 << 20) + 1), "headers": JSON}, ["1048576"]),
}


@pytest.mark.parametrize(("method", "path", "sent", "named"), DETAILS.values(), ids=DETAILS.keys())
@pytest.mark.assumed("A-2")
def test_details_name_what_was_wrong_its_value_and_what_was_expected(
    api: Api, method: str, path: str, sent: dict[str, Any], named: list[str]
) -> None:
    details = api.request(method, path, **sent).json()["details"]
    for part in named:
        assert part in details


NUMBERS_OF_DIGITS = pytest.mark.parametrize("digits", [25, 4301, 10_000])


@NUMBERS_OF_DIGITS
@pytest.mark.assumed("A-2")
def test_details_never_speak_of_the_language_that_the_server_is_written_in(api: Api, digits: int) -> None:
    response = api.get(f"{EVENT}/passes?pageSize=-{'9' * digits}")
    details = problem(response, 400)
    for word in ("Error", "sys.", "Python", "int("):
        assert word not in details


PAGE = {"Origin": "https://page.test"}
ANYTHING: dict[str, tuple[str, str, dict[str, Any]]] = {
    "success": ("GET", EVENT, {}),
    "head": ("HEAD", EVENT, {}),
    "preflight": ("OPTIONS", EVENT, {"headers": PAGE | {"Access-Control-Request-Method": "PUT"}}),
    "alive": ("GET", "/livez", {}),
    "ready": ("GET", "/readyz", {}),
    "elsewhere": ("GET", "/", {}),
    **{name: (method, path, sent) for name, (_, method, path, sent) in ERRORS.items()},
}
EVERYTHING = pytest.mark.parametrize(("method", "path", "sent"), ANYTHING.values(), ids=ANYTHING.keys())


@EVERYTHING
@pytest.mark.assumed("A-2")
def test_every_response_tells_the_version_and_a_request_id_of_its_own(
    api: Api, method: str, path: str, sent: dict[str, Any]
) -> None:
    first, second = api.request(method, path, **sent), api.request(method, path, **sent)
    assert first.headers["x-mockserver-version"] == second.headers["x-mockserver-version"] == __version__
    assert first.headers["x-mockserver-request-id"]
    assert first.headers["x-mockserver-request-id"] != second.headers["x-mockserver-request-id"]


@EVERYTHING
@pytest.mark.assumed("A-2")
def test_no_response_tells_what_serves_it(api: Api, method: str, path: str, sent: dict[str, Any]) -> None:
    response = api.request(method, path, **sent)
    assert "server" not in response.headers
    assert "x-powered-by" not in response.headers


@EVERYTHING
@pytest.mark.assumed("A-3")
def test_no_response_is_a_redirect(api: Api, method: str, path: str, sent: dict[str, Any]) -> None:
    response = api.request(method, path, **sent)
    assert not response.is_redirect
    assert "location" not in response.headers
    assert str(response.url).startswith(BASE)
