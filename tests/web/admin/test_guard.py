"""A web page cannot drive the lab."""

from typing import Any

import pytest

from tests.world import EVENT, Api, open_world, problem

SAFE = {"Host": "localhost:8412"}
FREEZE: dict[str, Any] = {"json": {"frozen": "2030-01-01T00:00:00Z"}}


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8412",
        "127.0.0.1:8412",
        "[::1]:8412",
        "10.0.0.7",
        "LOCALHOST",
        "mockserver:8412",
    ],
)
def test_a_host_that_cannot_be_rebound_is_served(api: Api, host: str) -> None:
    assert api.get("/__admin/clock", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.test", "localhost.evil.test", "127.0.0.1.evil.test:8412", "[::1", "a@localhost/"]
)
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_a_host_that_could_be_rebound_is_refused(api: Api, host: str, method: str) -> None:
    response = api.request(method, "/__admin/clock", headers={"Host": host}, json=FREEZE["json"])
    told = problem(response, 403)
    assert host in told
    assert "--admin-hosts" in told
    assert api.admin("GET", "/clock").json()["now"] == "2026-01-01T00:00:00.000Z"


def test_a_name_can_be_let_in() -> None:
    with open_world(admin_hosts=["mock.test"]) as api:
        assert api.get("/__admin/clock", headers={"Host": "mock.test:8412"}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.test", "null", "http://localhost:3000", "https://localhost:8412"]
)
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "POST", "PATCH", "DELETE"])
def test_a_request_from_another_site_is_refused(api: Api, origin: str, method: str) -> None:
    response = api.request(method, "/__admin/clock", headers=SAFE | {"Origin": origin}, json=FREEZE["json"])
    assert response.status_code == 403
    assert method == "HEAD" or origin in problem(response, 403)


@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_what_a_browser_says_counts_where_no_origin_is_sent(api: Api, method: str) -> None:
    headers = SAFE | {"Sec-Fetch-Site": "cross-site"}
    problem(api.request(method, "/__admin/clock", headers=headers, json=FREEZE["json"]), 403)
    assert api.get("/__admin/clock", headers=SAFE | {"Sec-Fetch-Site": "same-origin"}).status_code == 200


@pytest.mark.parametrize("site", ["same-site", "cross-site"])
def test_a_page_on_another_port_is_none_of_this_server(api: Api, site: str) -> None:
    headers = SAFE | {"Origin": "http://localhost:3000", "Sec-Fetch-Site": site}
    problem(api.request("PUT", "/__admin/clock", headers=headers, **FREEZE), 403)


def test_a_write_from_this_server_is_taken(api: Api) -> None:
    own = SAFE | {"Origin": "http://localhost:8412"}
    assert api.request("PUT", "/__admin/clock", headers=own, **FREEZE).status_code == 200


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
def test_a_body_that_a_form_could_send_is_refused(api: Api, kind: str) -> None:
    headers = SAFE | {"Content-Type": kind}
    content = b'{"frozen": "2030-01-01T00:00:00Z"}'
    response = api.request("PUT", "/__admin/clock", headers=headers, content=content)
    assert "application/json" in problem(response, 415)


def test_a_body_without_a_type_is_refused(api: Api) -> None:
    problem(api.request("PUT", "/__admin/clock", headers=SAFE, content=b"{}", without=("content-type",)), 415)


def test_no_page_may_read_an_answer_of_the_lab(api: Api) -> None:
    response = api.get("/__admin/clock", headers=SAFE | {"Origin": "https://evil.test"})
    assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize("authorization", [None, "Bearer wrong", "Bearer", "Basic czNjcmV0"])
def test_a_token_is_asked_for_if_there_is_one(authorization: str | None) -> None:
    headers = SAFE if authorization is None else SAFE | {"Authorization": authorization}
    with open_world(admin_token="s3cret") as api:
        response = api.get("/__admin/clock", headers=headers, auth=None)
        assert "s3cret" not in problem(response, 401)
        assert response.headers["www-authenticate"].startswith("Bearer")
        right = SAFE | {"Authorization": "Bearer s3cret"}
        assert api.get("/__admin/clock", headers=right, auth=None).status_code == 200
        assert api.get(EVENT).status_code == 200


def test_the_lab_can_be_left_out() -> None:
    with open_world(no_admin=True) as api:
        problem(api.admin("GET", "/clock"), 404)
        assert api.get(EVENT).status_code == 200


def test_an_unknown_path_and_method_have_the_shape_of_every_error(api: Api) -> None:
    problem(api.admin("GET", "/nothing"), 404)
    response = api.admin("POST", "/clock")
    problem(response, 405)
    assert response.headers["allow"] == "GET, HEAD, PUT"


@pytest.mark.parametrize(
    "headers", [SAFE | {"Origin": "https://evil.test"}, {"Host": "rebound.test"}], ids=str
)
def test_what_is_refused_makes_no_sandbox(api: Api, headers: dict[str, str]) -> None:
    problem(api.request("POST", "/sandboxes/filler/__admin/reset", headers=headers), 403)
    assert api.admin("GET", "/sandboxes").json()["count"] == 1
