"""Web pages of other origins: what a browser lets them read."""

from typing import Any

import pytest

from tests.logs import listen
from tests.operations import ERRORS, OPERATIONS, WORLD
from tests.web.api.test_download import IOS
from tests.web.api.test_download import WORLD as PASSES
from tests.world import EVENT, Api, open_world, problem

EVERY_OPERATION = pytest.mark.parametrize(
    ("method", "path", "body", "status"), OPERATIONS.values(), ids=OPERATIONS.keys()
)
EVERY_ERROR = pytest.mark.parametrize(
    ("status", "method", "path", "sent"), ERRORS.values(), ids=ERRORS.keys()
)


PAGE = {"Origin": "http://localhost:3000"}
STRANGER = {"Origin": "https://page.test"}
NAMED = "https://app.test"
DOCUMENTED_HEADERS = ("Authorization", "Content-Type", "Api-Revision", "Prefer")


def asked(method: str, origin: dict[str, str]) -> dict[str, str]:
    """The headers of a preflight."""
    wanted = ", ".join(DOCUMENTED_HEADERS).lower()
    return origin | {"Access-Control-Request-Method": method, "Access-Control-Request-Headers": wanted}


@EVERY_OPERATION
@pytest.mark.assumed("A-7")
def test_a_page_of_this_machine_may_read_every_answer(method: str, path: str, body: Any, status: int) -> None:
    with open_world(WORLD) as api:
        response = api.request(method, path, json=body, headers=PAGE)
    assert response.status_code == status
    assert response.headers["access-control-allow-origin"] == PAGE["Origin"]
    assert response.headers["vary"] == "Origin"


@EVERY_ERROR
@pytest.mark.assumed("A-7")
def test_a_page_of_this_machine_may_read_every_error(
    api: Api, status: int, method: str, path: str, sent: dict[str, Any]
) -> None:
    response = api.request(method, path, **(sent | {"headers": sent.get("headers", {}) | PAGE}))
    problem(response, status)
    assert response.headers["access-control-allow-origin"] == PAGE["Origin"]


LOOPBACK = [
    "http://localhost:3000",
    "https://localhost",
    "http://127.0.0.1:5173",
    "http://127.9.9.9",
    "http://[::1]:80",
]
FOREIGN = [
    "https://page.test",
    "null",
    "file://",
    "http://localhost.page.test",
    "http://10.0.0.7",
    "http://a@localhost/",
]


@pytest.mark.parametrize("origin", [*LOOPBACK, "http://app.localhost:8080"])
@pytest.mark.assumed("A-7")
def test_a_page_on_any_port_of_this_machine_is_let_in(api: Api, origin: str) -> None:
    response = api.get(EVENT, headers={"Origin": origin, "Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == origin


@pytest.mark.parametrize("site", [{}, {"Sec-Fetch-Site": "cross-site"}], ids=["old browser", "browser"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("origin", FOREIGN)
@pytest.mark.assumed("A-7")
def test_any_other_page_is_kept_out_and_told_how_it_would_be_let_in(
    api: Api, origin: str, method: str, site: dict[str, str]
) -> None:
    response = api.request(method, EVENT, headers={"Origin": origin} | site)
    assert f"--cors-origins {origin}" in problem(response, 403)
    assert "access-control-allow-origin" not in response.headers
    assert api.get(EVENT).status_code == 200


@pytest.mark.assumed("A-7")
def test_a_page_that_sends_no_origin_is_kept_out_by_what_its_browser_says(api: Api) -> None:
    assert "--cors-origins" in problem(api.get(EVENT, headers={"Sec-Fetch-Site": "cross-site"}), 403)
    for site in ("same-origin", "same-site", "none"):
        assert api.get(EVENT, headers={"Sec-Fetch-Site": site, "Host": "localhost"}).status_code == 200


@pytest.mark.assumed("A-7")
def test_what_is_kept_out_uses_nothing_up(api: Api) -> None:
    for number in range(3):
        problem(api.get(f"/sandboxes/filler-{number}{EVENT}", headers=STRANGER), 403)
        problem(api.get(EVENT, headers=STRANGER), 403)
    assert api.admin("GET", "/sandboxes").json()["count"] == 1
    assert api.admin("GET", "/requests").json()["count"] == 0


VISIT = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
"""What a browser says that follows a link from another site."""
LINK, CARD = f"/v1/pass/{IOS}/download", f"/__admin/passes/{IOS}/card"


@pytest.mark.assumed("A-7")
def test_whoever_follows_the_link_of_a_pass_is_shown_it_from_whatever_site() -> None:
    with open_world(PASSES) as api:
        for host in ("localhost", "127.0.0.1:8412"):
            found = api.get(LINK, headers=VISIT | {"Host": host, "Accept": "text/html"}, auth=None)
            assert (found.status_code, found.headers["location"]) == (302, f"http://{host}{CARD}")
            assert api.get(CARD, headers=VISIT | {"Host": host}, auth=None).status_code == 200


@pytest.mark.parametrize(
    "otherwise",
    [
        {"Sec-Fetch-Dest": "iframe"},
        {"Sec-Fetch-Dest": "image", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Dest": "empty", "Sec-Fetch-Mode": "cors"},
        {"Host": "rebound.test"},
    ],
    ids=["frame", "image", "fetch", "rebound"],
)
@pytest.mark.parametrize("path", [LINK, CARD])
@pytest.mark.assumed("A-7")
def test_a_page_that_does_not_leave_gets_nothing_of_a_pass(path: str, otherwise: dict[str, str]) -> None:
    with open_world(PASSES) as api:
        problem(api.get(path, headers={"Host": "localhost"} | VISIT | otherwise), 403)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", LINK),
        ("GET", EVENT),
        ("GET", "/v1/pass/adaptive/link/ios"),
        ("GET", f"/sandboxes/lured{LINK}"),
        ("GET", f"{CARD}.svg"),
        ("GET", "/__admin/clock"),
        ("POST", f"/__admin/passes/{IOS}/install"),
    ],
)
@pytest.mark.assumed("A-7")
def test_no_other_link_is_followed_from_another_site(method: str, path: str) -> None:
    with open_world(PASSES) as api:
        problem(api.request(method, path, headers={"Host": "localhost"} | VISIT), 403)
        assert api.admin("GET", "/sandboxes").json()["count"] == 1
        assert api.admin("GET", "/requests").json()["count"] == 0


@pytest.mark.assumed("A-7")
def test_the_log_tells_once_how_a_page_would_be_let_in(api: Api) -> None:
    with listen() as records:
        for _ in range(3):
            api.get(EVENT, headers={"Origin": "https://once.test"})
    warnings = [record.getMessage() for record in records if record.levelname == "WARNING"]
    assert len(warnings) == 1
    assert "--cors-origins https://once.test" in warnings[0]


@pytest.mark.parametrize("host", ["rebound.test", "rebound.test:8412", "localhost.rebound.test"])
@pytest.mark.assumed("A-7")
def test_a_page_under_a_name_that_it_bound_to_us_is_kept_out(api: Api, host: str) -> None:
    for sign in (
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": f"http://{host}"},
        {"User-Agent": "Mozilla/5.0 (X)"},
    ):
        assert "--admin-hosts" in problem(api.get(EVENT, headers={"Host": host} | sign), 403)
    assert api.get(EVENT, headers={"Host": host}).status_code == 200  # no browser


@pytest.mark.assumed("A-7")
def test_a_page_of_an_origin_that_was_named_is_let_in() -> None:
    with open_world(cors_origins=[NAMED]) as api:
        response = api.get(EVENT, headers={"Origin": NAMED, "Sec-Fetch-Site": "cross-site"})
        assert response.headers["access-control-allow-origin"] == NAMED
        problem(api.get(EVENT, headers=STRANGER), 403)


@pytest.mark.assumed("A-7")
def test_every_page_is_let_in_if_that_was_asked_for() -> None:
    with open_world(cors_origins=["*"]) as api:
        for origin in [*FOREIGN, *LOOPBACK]:
            assert api.get(EVENT, headers={"Origin": origin}).headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("settings", "origin", "consent"),
    [
        ([NAMED], NAMED, "true"),
        ([NAMED], "http://localhost:3000", None),
        (["*"], NAMED, None),
        (["*", NAMED], NAMED, "true"),
    ],
)
@pytest.mark.assumed("A-7")
def test_only_a_named_origin_is_let_into_a_private_network(
    settings: list[str], origin: str, consent: str | None
) -> None:
    private = asked("GET", {"Origin": origin}) | {"Access-Control-Request-Private-Network": "true"}
    with open_world(cors_origins=settings) as api:
        response = api.request("OPTIONS", EVENT, headers=private, auth=None)
    assert response.headers.get("access-control-allow-private-network") == consent


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
    with open_world(auth="keys", strictness="strict") as api:
        headers = asked(method, PAGE)
        response = api.request("OPTIONS", path, headers=headers, auth=None, without=("api-revision",))
    assert response.is_success
    assert response.headers["access-control-allow-origin"] == PAGE["Origin"]
    assert method in response.headers["access-control-allow-methods"].split(", ")
    allowed = response.headers["access-control-allow-headers"].lower().split(", ")
    assert {name.lower() for name in DOCUMENTED_HEADERS} <= set(allowed)


@pytest.mark.assumed("A-7")
def test_a_preflight_for_a_method_that_nobody_has_is_refused_with_the_body_of_the_vendor(api: Api) -> None:
    response = api.request("OPTIONS", EVENT, headers=asked("BREW", PAGE), auth=None)
    problem(response, response.status_code)
    assert response.is_client_error


@pytest.mark.assumed("A-7")
def test_only_the_emulated_api_is_open_to_pages(api: Api) -> None:
    for path in ("/livez", "/", "/v12"):
        assert "access-control-allow-origin" not in api.get(path, headers=PAGE).headers


@pytest.mark.assumed("A-7")
def test_a_preflight_of_a_page_that_is_kept_out_uses_nothing_up(api: Api) -> None:
    assert "--cors-origins" in problem(api.request("OPTIONS", EVENT, headers=asked("GET", STRANGER)), 403)
    assert api.admin("GET", "/requests").json()["count"] == 0
