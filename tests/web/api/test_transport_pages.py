"""Web pages of other origins: what a browser lets them read."""

from typing import Any

import pytest

from tests.operations import ERRORS, OPERATIONS, WORLD
from tests.world import EVENT, Api, open_world, problem

EVERY_OPERATION = pytest.mark.parametrize(
    ("method", "path", "body", "status"), OPERATIONS.values(), ids=OPERATIONS.keys()
)
EVERY_ERROR = pytest.mark.parametrize(
    ("status", "method", "path", "sent"), ERRORS.values(), ids=ERRORS.keys()
)


PAGE = {"Origin": "https://page.test"}
DOCUMENTED_HEADERS = ("Authorization", "Content-Type", "Api-Revision", "Prefer")


@EVERY_OPERATION
@pytest.mark.assumed("A-7")
def test_a_page_of_any_origin_may_read_every_answer(method: str, path: str, body: Any, status: int) -> None:
    with open_world(WORLD) as api:
        response = api.request(method, path, json=body, headers=PAGE)
    assert response.status_code == status
    assert response.headers["access-control-allow-origin"] == "*"


@EVERY_ERROR
@pytest.mark.assumed("A-7")
def test_a_page_of_any_origin_may_read_every_error(
    api: Api, status: int, method: str, path: str, sent: dict[str, Any]
) -> None:
    response = api.request(method, path, **(sent | {"headers": sent.get("headers", {}) | PAGE}))
    problem(response, status)
    assert response.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("origin", ["null", "http://localhost:3000", "https://page.test", "file://"])
@pytest.mark.assumed("A-7")
def test_every_origin_is_another_page(api: Api, origin: str) -> None:
    response = api.get(EVENT, headers={"Origin": origin})
    assert response.headers["access-control-allow-origin"] == "*"


@pytest.mark.assumed("A-7")
def test_a_page_may_read_the_headers_of_this_server(api: Api) -> None:
    exposed = api.get(EVENT, headers=PAGE).headers["access-control-expose-headers"].lower().split(", ")
    for name in ("x-mockserver-diagnosis", "x-mockserver-request-id", "x-mockserver-version", "allow"):
        assert name in exposed
    assert "preference-applied" in exposed


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.assumed("A-7")
def test_preflight_needs_no_credentials_and_no_revision(name: str) -> None:
    method, path, _, _ = OPERATIONS[name]
    asked = PAGE | {
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": ", ".join(DOCUMENTED_HEADERS).lower(),
    }
    with open_world(auth="keys", strictness="strict") as api:
        response = api.request("OPTIONS", path, headers=asked, auth=None, without=("api-revision",))
    assert response.is_success
    assert response.headers["access-control-allow-origin"] == "*"
    assert method in response.headers["access-control-allow-methods"].split(", ")
    allowed = response.headers["access-control-allow-headers"].lower().split(", ")
    assert {name.lower() for name in DOCUMENTED_HEADERS} <= set(allowed)


@pytest.mark.assumed("A-7")
def test_a_preflight_lets_a_page_of_a_public_site_into_a_private_network_if_it_asks(api: Api) -> None:
    asked = PAGE | {"Access-Control-Request-Method": "GET"}
    private = {"Access-Control-Request-Private-Network": "true"}
    answers = [
        api.request("OPTIONS", EVENT, headers=each, auth=None).headers for each in (asked, asked | private)
    ]
    assert [answer.get("access-control-allow-private-network") for answer in answers] == [None, "true"]


@pytest.mark.assumed("A-7")
def test_a_preflight_for_a_method_that_nobody_has_is_refused_with_the_body_of_the_vendor(api: Api) -> None:
    asked = PAGE | {"Access-Control-Request-Method": "BREW"}
    response = api.request("OPTIONS", EVENT, headers=asked, auth=None)
    problem(response, response.status_code)
    assert response.is_client_error


@pytest.mark.assumed("A-7")
def test_only_the_emulated_api_is_open_to_pages(api: Api) -> None:
    for path in ("/livez", "/", "/v12"):
        assert "access-control-allow-origin" not in api.get(path, headers=PAGE).headers
