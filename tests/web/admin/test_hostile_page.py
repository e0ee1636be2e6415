"""A web page of somebody else, in a true browser on the same machine, cannot change anything."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page

from mockserver.server.server import MockServer
from tests.browser import needs_chromium, open_browser
from tests.hostile_page import SEND, SHOW, SUBMIT, host_page
from tests.world import seed

REBOUND = "rebound.test"
"""A name of the attacker's, which leads to this machine."""
ADMIN = "/__admin"
KNOWN = ("/clock", "/sandboxes", "/state", "/snapshots", "/faults")
"""What the lab has to show for any change."""
WRITES: dict[str, tuple[str, str, Any]] = {
    "the clock": ("PUT", "/clock", {"frozen": "2030-01-01T00:00:00Z"}),
    "the clock's pace": ("POST", "/clock/advance", {"seconds": 60}),
    "the policy": ("PATCH", "/sandboxes/default", {"strictness": "strict"}),
    "another sandbox": ("POST", "/sandboxes", {"name": "hostile"}),
    "the data": ("PUT", "/state", {"projects": []}),
    "more data": ("POST", "/state", {"projects": [{"id": 1}]}),
    "the seed": ("POST", "/reset?to=empty", None),
    "a snapshot": ("PUT", "/snapshots/hostile", None),
    "a fault": ("POST", "/faults", {"steps": [{"status": 503}]}),
}

POSTS = [(path, wanted) for method, path, wanted in WRITES.values() if method == "POST"]
ENCODINGS = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"]

pytestmark = [pytest.mark.slow, needs_chromium]


@pytest.fixture(scope="module")
def hostile() -> Iterator[str]:
    """Another origin on this machine."""
    with host_page() as port:
        yield f"http://127.0.0.1:{port}/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser(f"--host-resolver-rules=MAP {REBOUND} 127.0.0.1") as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, hostile: str) -> Iterator[Page]:
    """A tab that shows the hostile page."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(hostile)
        yield page


@pytest.fixture
def victim() -> Iterator["Victim"]:
    server = MockServer(seed())
    with server, httpx.Client(base_url=server.url + ADMIN) as http:
        yield Victim(http)


class Victim:
    """A server, and what a page might have changed in it."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http
        self.admin = str(http.base_url).rstrip("/")
        self.before = self.known()

    def known(self) -> dict[str, Any]:
        """All that the lab tells."""
        return {path: self.http.get(path).raise_for_status().json() for path in KNOWN}

    def assert_unchanged(self) -> None:
        """Nothing has happened."""
        assert self.known() == self.before


def in_a_form(wanted: Any) -> tuple[str, str]:
    """A name and a value that a form sends as JSON if it sends plain text: `name=value`."""
    text = json.dumps({**(wanted or {}), "more": "="})
    name, _, value = text.partition("=")
    return name, value


def with_json(method: str, wanted: Any) -> dict[str, Any]:
    """What a fetch is given to send JSON."""
    body = {} if wanted is None else {"body": json.dumps(wanted)}
    return {"method": method, "headers": {"Content-Type": "application/json"}, **body}


def test_what_a_page_tries_would_otherwise_work(victim: Victim) -> None:
    for method, path, wanted in WRITES.values():
        before = victim.known()
        victim.http.request(method, path, json=wanted).raise_for_status()
        assert victim.known() != before, path


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_form_changes_nothing(page: Page, hostile: str, victim: Victim, encoding: str) -> None:
    for path, wanted in POSTS:
        page.goto(hostile)
        with page.expect_navigation() as navigation:
            page.evaluate(SUBMIT, [victim.admin + path, encoding, *in_a_form(wanted)])
        assert navigation.value.status == 403, path
    victim.assert_unchanged()


def test_a_fetch_that_is_not_asked_about_changes_nothing(page: Page, victim: Victim) -> None:
    for path, wanted in POSTS:
        given = {"method": "POST", "mode": "no-cors", "body": json.dumps(wanted), "credentials": "include"}
        with page.expect_response(victim.admin + path) as answer:
            assert page.evaluate(SEND, [victim.admin + path, given]) == "opaque"
        assert answer.value.status == 403, path
    victim.assert_unchanged()


def test_a_fetch_that_is_asked_about_is_not_made(page: Page, victim: Victim) -> None:
    for method, path, wanted in WRITES.values():
        assert page.evaluate(SEND, [victim.admin + path, with_json(method, wanted)]) == "TypeError", path
    victim.assert_unchanged()


def test_a_page_cannot_read_the_lab(page: Page, victim: Victim) -> None:
    for path in KNOWN:
        assert page.evaluate(SEND, [victim.admin + path, {"mode": "no-cors"}]) == "opaque", path
        assert page.evaluate(SEND, [victim.admin + path, {}]) == "TypeError", path


def test_an_image_changes_nothing(page: Page, victim: Victim) -> None:
    for _, path, _ in WRITES.values():
        with page.expect_request(victim.admin + path):
            assert page.evaluate(SHOW, victim.admin + path) == "error", path
    victim.assert_unchanged()


def test_a_rebound_name_reads_and_changes_nothing(page: Page, victim: Victim) -> None:
    root = f"http://{REBOUND}:{victim.http.base_url.port}"
    page.goto(f"{root}/livez")
    for method, path, wanted in WRITES.values():
        assert page.evaluate(SEND, [root + ADMIN + path, with_json(method, wanted)]) == 403, path
    for path in KNOWN:
        assert page.evaluate(SEND, [root + ADMIN + path, {}]) == 403, path
    victim.assert_unchanged()
