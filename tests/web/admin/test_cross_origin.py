"""Pages of origins that were named may drive the lab, and no others."""

import pytest
from pydantic import ValidationError

from mockserver.settings import Settings
from tests.commands import run
from tests.world import EVENT, NOW, open_world, problem

STORYBOOK = "http://localhost:6006"
BAR = "chrome-extension://abcdefghijklmnop"
HOSTILE = [
    "https://evil.test",
    "null",
    "http://localhost:6007",
    "https://localhost:6006",
    f"{STORYBOOK}.evil.test",
]
CLOCK = "/__admin/clock"
FREEZE = {"frozen": "2030-01-01T00:00:00Z"}


def page(origin: str, method: str | None = None) -> dict[str, str]:
    """What the browser of a page sends, beforehand if it is to ask about a method."""
    asked = {} if method is None else {"Access-Control-Request-Method": method}
    if asked:
        asked["Access-Control-Request-Headers"] = "authorization, content-type, x-mockserver-sandbox"
    return {"Host": "localhost:8412", "Origin": origin, "Sec-Fetch-Site": "cross-site"} | asked


@pytest.mark.parametrize("origin", [STORYBOOK, BAR])
def test_a_page_that_was_named_drives_the_lab_and_reads_its_answers(origin: str) -> None:
    with open_world(admin_origins=[STORYBOOK, BAR]) as api:
        response = api.put(CLOCK, json=FREEZE, headers=page(origin))
        assert response.json()["now"].startswith("2030")
        assert response.headers["access-control-allow-origin"] == origin
        assert response.headers["vary"] == "Origin"
        missing = api.get("/__admin/requests/none", headers=page(origin))
        problem(missing, 404)
        assert missing.headers["access-control-allow-origin"] == origin


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "PATCH", "DELETE"])
def test_its_preflight_needs_no_token_and_makes_no_sandbox(method: str) -> None:
    with open_world(admin_origins=[STORYBOOK], admin_token="s3cret") as api:
        private = page(STORYBOOK, method) | {"Access-Control-Request-Private-Network": "true"}
        response = api.request("OPTIONS", f"/sandboxes/filler{CLOCK}", headers=private, auth=None)
        bearer = {"Authorization": "Bearer s3cret"}
        assert api.admin("GET", "/sandboxes", headers=bearer, auth=None).json()["count"] == 1
    assert response.is_success
    assert response.headers["access-control-allow-origin"] == STORYBOOK
    assert response.headers["access-control-allow-private-network"] == "true"
    assert method in response.headers["access-control-allow-methods"].split(", ")
    assert "x-mockserver-sandbox" in response.headers["access-control-allow-headers"]


def test_the_token_is_asked_for_in_a_way_that_the_page_can_read() -> None:
    with open_world(admin_origins=[STORYBOOK], admin_token="s3cret") as api:
        refused = api.get(CLOCK, headers=page(STORYBOOK), auth=None)
        problem(refused, 401)
        assert refused.headers["access-control-allow-origin"] == STORYBOOK


@pytest.mark.parametrize("origin", HOSTILE)
@pytest.mark.parametrize("method", ["GET", "PUT", "OPTIONS"])
def test_any_other_page_is_refused_and_told_how_it_would_be_let_in(origin: str, method: str) -> None:
    with open_world(admin_origins=[STORYBOOK]) as api:
        sent = page(origin, "PUT" if method == "OPTIONS" else None)
        response = api.request(method, CLOCK, headers=sent, json=None if method == "GET" else FREEZE)
        assert f"--admin-origins {origin}" in problem(response, 403)
        assert "access-control-allow-origin" not in response.headers
        assert api.admin("GET", "/clock").json()["now"].startswith(NOW[:-1])


def test_a_name_that_the_page_bound_is_refused_all_the_same() -> None:
    with open_world(admin_origins=[STORYBOOK]) as api:
        sent = page(STORYBOOK) | {"Host": "rebound.test"}
        assert "--admin-hosts" in problem(api.get(CLOCK, headers=sent), 403)


def test_what_the_page_may_do_with_the_api_does_not_change() -> None:
    with open_world(admin_origins=["https://tools.test"]) as api:
        problem(api.get(EVENT, headers=page("https://tools.test")), 403)


def test_an_origin_is_taken_as_browsers_send_it() -> None:
    with open_world(admin_origins=["HTTP://LocalHost:6006/"]) as api:
        assert api.get(CLOCK, headers=page(STORYBOOK)).status_code == 200


@pytest.mark.parametrize(
    "origin", ["null", "localhost:6006", "http://", "http://a b", "http://a/b", "http://u@a", "http://a:b"]
)
@pytest.mark.parametrize("name", ["admin_origins", "cors_origins"])
def test_what_is_no_origin_is_refused_by_name(name: str, origin: str) -> None:
    with pytest.raises(ValidationError, match=name):
        Settings.model_validate({name: [origin]})


def test_the_lab_is_open_to_no_page_that_is_not_named() -> None:
    with pytest.raises(ValidationError, match="admin_origins"):
        Settings(admin_origins=["*"])


@pytest.mark.parametrize(
    ("flag", "value", "expected"),
    [("--admin-origins", "*", STORYBOOK), ("--cors-origins", "x", "https://app.example.com")],
)
def test_the_command_line_tells_the_flag_the_value_and_what_was_expected(
    flag: str, value: str, expected: str
) -> None:
    told = run(flag, f"{STORYBOOK},{value}", "--port", "0")
    assert told.returncode == 2
    (line,) = told.stderr.splitlines()
    assert flag in line
    assert repr(value) in line
    assert expected in line
