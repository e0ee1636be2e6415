"""The journal as HAR opens in the network panel of a true browser's developer tools."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from mockserver.server.server import MockServer
from tests.browser import needs_chromium, open_browser
from tests.world import EVENT, PAIR, PROJECT, REVISION, seed

PANEL = "devtools://devtools/bundled/devtools_app.html?panel=network"
"""The front end that Chromium itself opens for a tab, here without one, at its network panel."""
SHOW_METHODS = """() => InspectorFrontendHost.setPreference(
    "network-log-columns", JSON.stringify({method: {visible: true}})
)"""
"""What the menu of the grid's headers does, which is no part of a page and cannot be clicked."""
READ = "rows => rows.map(row => [...row.cells].map(cell => cell.innerText))"
EVERY = [
    ("1234", "GET", "200", "fetch"),
    ("1234", "PUT", "200", "fetch"),
    ("12345", "POST", "201", "fetch"),
    ("nowhere", "DELETE", "404", "fetch"),
    ("passes?page=1", "GET", "Finished", "fetch"),  # so the panel tells of the status 0, of no answer
]
"""What stands in the grid for the journal: name, method, status, type."""
PATIENCE = 30_000
"""Milliseconds that the panel may take to show something."""

pytestmark = [pytest.mark.slow, needs_chromium]


@pytest.fixture(scope="module")
def har(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that a server exports after a few requests."""
    with MockServer(seed()) as server, httpx.Client(base_url=server.url, auth=PAIR, headers=REVISION) as http:
        http.get(EVENT)
        http.put(EVENT, json={"fields": {"venueTitle": {"value": "Oracle Park"}}})
        http.post(PROJECT, json={"fields": {"eventName": {"value": "Opening Night"}}})
        http.delete("/v1/nowhere")
        http.post("/__admin/faults", json={"steps": [{"drop": "before"}]})
        with pytest.raises(httpx.RemoteProtocolError):
            http.get(f"{EVENT}/passes?page=1")
        file = tmp_path_factory.mktemp("export") / "mockserver.har"
        file.write_bytes(http.get("/__admin/requests/export?format=har").content)
        return file


@pytest.fixture(scope="module")
def developer() -> Iterator[BrowserContext]:
    """A browser whose network panel has a column for methods."""
    with open_browser() as browser, browser.new_context() as context:
        page = context.new_page()
        page.goto(PANEL)
        page.evaluate(SHOW_METHODS)
        yield context


@pytest.fixture
def panel(developer: BrowserContext, har: Path) -> Iterator[Page]:
    """The panel, into which the file was imported by its own button."""
    with developer.new_page() as page:
        page.goto(PANEL)
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Import HAR").click()
        chooser.value.set_files(har)
        expect(rows(page)).to_have_count(len(EVERY), timeout=PATIENCE)
        yield page


def rows(panel: Page) -> Locator:
    return panel.locator("tr.data-grid-data-grid-node")


def grid(panel: Page) -> list[tuple[str, ...]]:
    """Name, method, status and type in every row."""
    titles = panel.get_by_role("columnheader").all_inner_texts()
    places = [titles.index(title) for title in ("Name", "Method", "Status", "Type")]
    return [tuple(cells[place] for place in places) for cells in rows(panel).evaluate_all(READ)]


def test_the_requests_of_the_journal_stand_in_the_grid(panel: Page) -> None:
    assert grid(panel) == EVERY


def test_a_request_is_shown_with_its_body_and_its_answer(panel: Page) -> None:
    rows(panel).nth(1).locator(".name-column").click()
    panel.get_by_role("tab", name="Payload").click()
    expect(panel.get_by_text('{fields: {venueTitle: {value: "Oracle Park"}}}', exact=True)).to_be_visible(
        timeout=PATIENCE
    )
    panel.get_by_role("tab", name="Response").click()
    expect(panel.locator(".cm-line", has_text='"Oracle Park"')).to_be_visible(timeout=PATIENCE)
