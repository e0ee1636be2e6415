"""Methods: HEAD, and those that a path does not take."""

from typing import Any

import httpx
import pytest

from mockserver.server.server import MockServer
from tests.operations import GROUP
from tests.wire import send
from tests.world import EVENT, EX, PAIR, PATHS, PROJECT, PX, REVISION, Api, E, P


@pytest.mark.parametrize("path", [*PATHS.values(), f"{EVENT}/passGroups", f"{EVENT}/passes?pageSize=2"])
@pytest.mark.assumed("A-5")
def test_head_answers_as_get_without_a_body(api: Api, path: str) -> None:
    by_get, by_head = api.get(path), api.request("HEAD", path)
    assert by_head.status_code == by_get.status_code == 200
    assert by_head.content == b""
    for name in ("content-type", "content-length"):
        assert by_head.headers[name] == by_get.headers[name]


@pytest.mark.assumed("A-5")
def test_a_connection_goes_on_after_a_head() -> None:
    with MockServer() as server, httpx.Client(auth=PAIR, headers=REVISION) as http:
        for _ in range(2):
            assert http.head(server.url + EVENT).status_code == 200
            assert http.get(server.url + EVENT).json()["eventId"] == E


HEAD_ERRORS: dict[str, tuple[int, str, dict[str, Any]]] = {
    "unknown-event": (404, f"{PROJECT}/9", {}),
    "unknown-path": (404, "/v1/x", {}),
    "no-credentials": (401, EVENT, {"auth": None}),
    "no-revision": (400, EVENT, {"without": ("api-revision",)}),
    "no-get": (405, f"{PROJECT}/passGroups/{GROUP}", {}),
}


@pytest.mark.parametrize(("status", "path", "sent"), HEAD_ERRORS.values(), ids=HEAD_ERRORS.keys())
@pytest.mark.assumed("A-5")
def test_head_fails_as_get_without_a_body(api: Api, status: int, path: str, sent: dict[str, Any]) -> None:
    by_get, by_head = api.get(path, **sent), api.request("HEAD", path, **sent)
    assert by_head.status_code == by_get.status_code == status
    assert by_head.content == b""
    assert by_head.headers["content-length"] == by_get.headers["content-length"]
    assert by_head.headers.get("allow") == by_get.headers.get("allow")


ID, EXTERNAL = f"/v1/events/project/{P}", f"/v1/events/project/id/{PX}"
ALLOWED = {
    f"{ID}": "POST",
    f"{EXTERNAL}": "POST",
    f"{ID}/{E}": "DELETE, GET, HEAD, PUT",
    f"{EXTERNAL}/{E}": "DELETE, GET, HEAD, PUT",
    f"{ID}/id/{EX}": "DELETE, GET, HEAD, POST, PUT",
    f"{EXTERNAL}/id/{EX}": "DELETE, GET, HEAD, POST, PUT",
    f"{ID}/{E}/passGroups": "GET, HEAD, POST",
    f"{EXTERNAL}/id/{EX}/passGroups": "GET, HEAD, POST",
    f"{ID}/{E}/passGroups/{GROUP}": "DELETE",
    f"{EXTERNAL}/id/{EX}/passGroups/{GROUP}": "DELETE",
    f"{ID}/passGroups/{GROUP}": "PUT",
    f"{EXTERNAL}/passGroups/{GROUP}": "PUT",
    f"{ID}/{E}/passes": "GET, HEAD",
    f"{EXTERNAL}/id/{EX}/passes": "GET, HEAD",
}
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW", "get")
NOT_ALLOWED = [
    (method, path)
    for path, allowed in ALLOWED.items()
    for method in METHODS
    if method not in allowed.split(", ")
]


@pytest.mark.parametrize(("method", "path"), NOT_ALLOWED)
@pytest.mark.assumed("A-5")
def test_another_method_is_told_every_method_of_the_path(api: Api, method: str, path: str) -> None:
    response = send(api, method, path.encode())
    assert response.status_code == 405
    assert response.headers["allow"] == ALLOWED[path]


@pytest.mark.parametrize("suffix", ["/", "?pageSize=1"])
@pytest.mark.assumed("A-5")
def test_methods_are_those_of_the_path_without_its_slash_and_its_query(api: Api, suffix: str) -> None:
    assert api.request("PATCH", EVENT + suffix).headers["allow"] == ALLOWED[EVENT]


@pytest.mark.assumed("A-5")
def test_other_errors_do_not_tell_methods(api: Api) -> None:
    assert "allow" not in api.get(f"{PROJECT}/9").headers
