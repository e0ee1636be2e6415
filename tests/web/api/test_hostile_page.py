"""A web page of another site, in a true browser on the same machine, gets nothing of the API."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from mockserver.server.server import MockServer
from tests.browser import needs_chromium, open_browser
from tests.hostile_page import SEND, SHOW, SUBMIT, host_page
from tests.operations import OPERATIONS, WORLD
from tests.world import REVISION

SITE, REBOUND = "page.test", "rebound.test"
"""Names of the attacker's: where the page is from, and one that comes to lead to the server."""
AUTHORIZED = {"Authorization": "Basic a2V5OnNlY3JldA==", "Content-Type": "application/json", **REVISION}
SIMPLE = [path for method, path, _, _ in OPERATIONS.values() if method in {"GET", "POST"}]

pytestmark = [pytest.mark.slow, needs_chromium]


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A tab that shows the hostile page."""
    names = f"--host-resolver-rules=MAP {SITE} 127.0.0.1, MAP {REBOUND} 127.0.0.1"
    with host_page() as port, open_browser(names) as browser, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"http://{SITE}:{port}/")
        yield page


@pytest.fixture
def victim() -> Iterator[MockServer]:
    """A server that a page tries to use. Afterwards nothing in it is changed, read or used up."""
    with MockServer(WORLD) as server:
        before = server.default.state()
        yield server
        assert server.default.state() == before
        assert [each["name"] for each in server.sandboxes()] == ["default"]
        assert server.default.requests.count() == 0


def authorized(method: str, body: Any) -> dict[str, Any]:
    """What a fetch is given that knows the credentials."""
    content = {} if body is None else {"body": json.dumps(body)}
    return {"method": method, "headers": AUTHORIZED, **content}


@pytest.mark.assumed("A-7")
def test_a_fetch_with_credentials_is_not_made(page: Page, victim: MockServer) -> None:
    for method, path, body, _ in OPERATIONS.values():
        assert page.evaluate(SEND, [victim.url + path, authorized(method, body)]) == "TypeError", path


@pytest.mark.assumed("A-7")
def test_a_fetch_that_is_not_asked_about_reads_and_makes_nothing(page: Page, victim: MockServer) -> None:
    for number, path in enumerate(SIMPLE * 5):
        url = f"{victim.url}/sandboxes/hostile-{number}{path}"
        for method in ("GET", "POST"):
            given = {"method": method, "mode": "no-cors", "credentials": "include"}
            assert page.evaluate(SEND, [url, given]) == "opaque", path
        assert page.evaluate(SEND, [url, {}]) == "TypeError", path


@pytest.mark.assumed("A-7")
def test_an_image_and_a_form_make_nothing(page: Page, victim: MockServer) -> None:
    origin = page.url
    for path in SIMPLE:
        assert page.evaluate(SHOW, f"{victim.url}/sandboxes/hostile{path}") == "error", path
        with page.expect_navigation() as navigation:
            page.evaluate(SUBMIT, [victim.url + path, "text/plain", '{"fields": {}, "more": "', '"}'])
        assert navigation.value.status == 403, path
        page.goto(origin)


@pytest.mark.assumed("A-7")
def test_a_rebound_name_reads_and_changes_nothing(page: Page, victim: MockServer) -> None:
    origin, root = page.url, f"http://{REBOUND}:{victim.port}"
    page.goto(f"{root}/livez")
    for method, path, body, _ in OPERATIONS.values():
        for prefix in ("", "/sandboxes/hostile"):
            assert page.evaluate(SEND, [root + prefix + path, authorized(method, body)]) == 403, path
    page.goto(origin)
