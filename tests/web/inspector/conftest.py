"""A browser with the network closed, and a sandbox of its own for each test."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from mockserver.server.server import MockServer
from tests.browser import open_browser
from tests.world import EVENT, PAIR, REVISION

PATIENCE = 20_000
"""Milliseconds that something may take to be shown."""
RENAMED = {"fields": {"eventName": {"label": "Event", "value": "Opening Night"}}}


@dataclass
class Inspector:
    """The inspector of one sandbox in a browser, and a client that speaks to the sandbox beside it."""

    page: Page
    http: httpx.Client
    url: str
    sandbox: str

    def open(self, panel: str = "", **place: Any) -> Page:
        """Show a panel, and wait until the stream is live."""
        named = {"sandbox": self.sandbox} | ({"panel": panel} if panel else {}) | place
        self.page.goto(f"{self.url}/?{httpx.QueryParams(named)}")
        expect(self.page.get_by_text("live", exact=True)).to_be_visible()
        expect(self.page.locator("main h1").first).to_be_attached()
        return self.page

    def rename(self) -> str:
        """Update the event; gives the id of the request."""
        answer = self.http.put(EVENT, json=RENAMED)
        return str(answer.headers["x-mockserver-request-id"])

    def rows(self) -> Locator:
        """The requests in the list."""
        return self.page.locator(".requests a")

    def lab(self, path: str) -> Any:
        """What the lab tells of the sandbox."""
        return self.http.get(f"/__admin{path}").json()


@pytest.fixture(scope="module")
def server() -> Iterator[MockServer]:
    """A server with the documentation's examples."""
    with MockServer("documentation") as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for a module."""
    expect.set_options(timeout=PATIENCE)
    with open_browser() as browser:
        yield browser


@pytest.fixture
def look() -> dict[str, Any]:
    """How the context of a test looks; tests have theirs."""
    return {"viewport": {"width": 1360, "height": 820}}


@pytest.fixture
def context(browser: Browser, server: MockServer, look: dict[str, Any]) -> Iterator[BrowserContext]:
    """A context from which no other host can be reached; one that is asked for fails the test."""
    asked: list[str] = []

    def keep_in(route: Route) -> None:
        if route.request.url.startswith(server.url):
            route.fallback()
        else:
            asked.append(route.request.url)
            route.abort()

    with browser.new_context(**look) as context:
        context.route("**/*", keep_in)
        context.set_default_timeout(PATIENCE)
        yield context
    assert asked == []


names = itertools.count(1)


@pytest.fixture
def inspector(context: BrowserContext, server: MockServer) -> Iterator[Inspector]:
    """The inspector of a new sandbox, in which nothing was asked yet."""
    sandbox = f"stage-{next(names)}"
    faults: list[str] = []
    headers = REVISION | {"X-Mockserver-Sandbox": sandbox}
    with httpx.Client(base_url=server.url, auth=PAIR, headers=headers) as http, context.new_page() as page:
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if "Security Policy" in line.text else None)
        http.post("/__admin/sandboxes", json={"name": sandbox}).raise_for_status()
        yield Inspector(page, http, server.url, sandbox)
        http.delete(f"/__admin/sandboxes/{sandbox}")
    assert faults == []
