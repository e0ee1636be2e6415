"""The card of a pass in a browser: the link leads to it, its buttons change the pass, whoever led there."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from mockserver.server.server import MockServer
from tests.browser import needs_chromium
from tests.hostile_page import host_page
from tests.receiver import receiving
from tests.web.inspector.conftest import Inspector
from tests.world import EVENT, PROJECT

pytestmark = [pytest.mark.slow, needs_chromium]

PASS = 616
FRAME = """url => new Promise(done => {
    const frame = document.createElement("iframe");
    frame.onload = done;
    frame.src = url;
    document.body.append(frame);
})"""


def listed(inspector: Inspector) -> dict[str, str]:
    """The pass as the API lists it."""
    passes = inspector.http.get(f"{EVENT}/passes").json()["passes"]
    return next(each for each in passes if each["id"] == PASS)


def test_the_link_of_a_pass_leads_to_buttons_that_change_it_and_tell_a_receiver(inspector: Inspector) -> None:
    page = inspector.page
    with receiving() as receiver:
        inspector.http.put("/__admin/callbacks", json={"baseUrl": receiver.url})
        page.goto(listed(inspector)["url"])
        expect(page.get_by_role("main", name="Ticket")).to_contain_text("LA Dodgers at SF Giants")
        for button, status, act in [
            ("Remove", "uninstalled", "uninstall"),
            ("Add to wallet", "installed", "install"),
        ]:
            page.get_by_role("button", name=button).click()
            expect(page.locator("body")).to_have_class(status)
            assert listed(inspector)["status"] == status
            wait_for(inspector, act)
        assert receiver.passes() == [(PASS, "uninstall"), (PASS, "install")]


def wait_for(inspector: Inspector, act: str) -> None:
    """Wait until a receiver was told."""
    awaited = {"match": {"pass": PASS, "act": act}}
    inspector.http.post("/__admin/callbacks/deliveries/wait", json=awaited).raise_for_status()


def test_a_change_flashes_in_the_inspector_beside_the_card(inspector: Inspector) -> None:
    page = inspector.open("wallet", **{"event": 1234, "pass": PASS})
    expect(page.locator(".ticket")).to_contain_text("In the wallet")
    with page.context.new_page() as card:
        card.goto(listed(inspector)["url"])
        card.get_by_role("button", name="Remove").click()
        expect(page.locator(".ticket")).to_contain_text("Removed from the wallet")
        card.get_by_role("button", name="Add to wallet").click()
        expect(page.locator(".ticket")).to_contain_text("In the wallet")
        inspector.rename()
        expect(page.locator(".cell.changed")).to_contain_text("Opening Night")
        card.reload()
        expect(card.get_by_role("main", name="Ticket")).to_contain_text("Opening Night")


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    """A page of another site on this machine."""
    with host_page() as port, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"http://localhost:{port}/")
        yield page


def follow(page: Page, url: str) -> int:
    """Follow a link in a page; gives the status of the answer in the end."""
    page.evaluate("url => document.body.append(Object.assign(document.createElement('a'), {href: url}))", url)
    with page.expect_navigation() as navigation:
        page.evaluate("document.querySelector('a:last-of-type').click()")
    assert navigation.value is not None
    return navigation.value.status


def test_a_page_of_another_site_leads_to_the_card(other: Page, server: MockServer) -> None:
    assert follow(other, f"{server.url}/v1/pass/{PASS}/download") == 200
    expect(other.get_by_role("main", name="Ticket")).to_be_visible()
    assert re.search("/passes/616/card$", other.url)
    assert other.reload().status == 200  # type: ignore[union-attr] # there is an answer
    other.get_by_role("button", name="Remove").click()
    expect(other.locator("body")).to_have_class("uninstalled")
    server.default.passes.install(PASS)


def test_a_page_of_another_site_leads_nowhere_else(other: Page, server: MockServer) -> None:
    origin = other.url
    before = len(server.sandboxes())
    for path in (
        EVENT,
        f"{PROJECT}/1234/passes",
        "/v1/pass/adaptive/some/ios",
        "/sandboxes/lured/v1/pass/616/download",
        "/__admin/state",
        "/__admin/passes/616/card.svg",
        "/__admin/passes/616/ticket",
        "/",
    ):
        assert follow(other, server.url + path) == 403, path
        other.goto(origin)
    assert len(server.sandboxes()) == before


def test_a_page_of_another_site_shows_no_card_within_itself(other: Page, server: MockServer) -> None:
    for path in (f"/v1/pass/{PASS}/download", f"/__admin/passes/{PASS}/card"):
        with other.expect_response(server.url + path) as answer:
            other.evaluate(FRAME, server.url + path)
        assert answer.value.status == 403, path
