"""Traffic and one request, in a browser: what drops in, and what can be done with it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import needs_chromium
from tests.web.inspector.conftest import RENAMED, Inspector
from tests.world import EVENT, PROJECT

pytestmark = [pytest.mark.slow, needs_chromium]


def test_a_sandbox_that_nobody_asked_anything_teaches_how(inspector: Inspector) -> None:
    page = inspector.open()
    expect(page.get_by_role("heading", name="Nothing was asked yet")).to_be_visible()
    base = f"{inspector.url}/sandboxes/{inspector.sandbox}/v1"
    expect(page.locator(".base code")).to_have_text(base)
    for language, told in {
        "curl": "curl -u",
        "fetch": "btoa",
        "httpx": "import httpx",
        "pytest": "def test_",
    }.items():
        page.get_by_role("button", name=language, exact=True).click()
        expect(page.get_by_role("region", name="Program")).to_contain_text(told)
    expect(page.get_by_role("link", name="LA Dodgers at SF Giants").first).to_be_visible()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_role("status").filter(has_text="clipboard")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == base


def test_requests_drop_in_as_they_come(inspector: Inspector) -> None:
    inspector.open()
    inspector.http.get(EVENT)
    expect(inspector.rows()).to_have_count(1)
    inspector.rename()
    inspector.http.get("/v1/nowhere")
    expect(inspector.rows()).to_have_count(3)
    newest = inspector.rows().first
    expect(newest).to_contain_text("no operation")
    expect(newest).to_contain_text("404")
    expect(inspector.rows().nth(1)).to_contain_text("update event")


def test_a_search_finds_by_the_language_of_the_lab(inspector: Inspector) -> None:
    inspector.http.get(EVENT)
    inspector.http.get("/v1/nowhere")
    inspector.http.get(f"{EVENT}?colour=red")
    page = inspector.open()
    expect(inspector.rows()).to_have_count(3)
    page.get_by_role("searchbox").fill("status:404")
    expect(inspector.rows()).to_have_count(1)
    expect(page).to_have_url(re.compile(r"q=status%3A404"))
    page.get_by_role("button", name="Findings").click()
    expect(inspector.rows()).to_have_count(1)
    expect(inspector.rows().first).to_contain_text("colour=red")
    page.get_by_role("button", name="All", exact=True).click()
    expect(inspector.rows()).to_have_count(3)


def test_a_list_that_stands_still_goes_on_with_what_came(inspector: Inspector) -> None:
    inspector.http.get(EVENT)
    page = inspector.open()
    page.keyboard.press(".")
    inspector.http.get(EVENT)
    expect(page.get_by_role("button", name="Go on · 1 new")).to_be_visible()
    expect(inspector.rows()).to_have_count(1)
    page.keyboard.press(".")
    expect(inspector.rows()).to_have_count(2)
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_role("heading", name="Nothing was asked yet")).to_be_visible()
    assert inspector.lab("/requests")["count"] == 0


def test_a_request_shows_what_it_sent_and_did(inspector: Inspector) -> None:
    page = inspector.open(request=inspector.rename())
    expect(page.get_by_role("region", name="Body")).to_contain_text('"Opening Night"')
    page.get_by_role("tab", name="Response").click()
    expect(page.get_by_role("region", name="Body")).to_contain_text('"eventId": 1234')
    page.get_by_role("tab", name="Changed").click()
    changed = page.get_by_role("row").filter(has_text="/events/1234/fields/eventName/value")
    expect(changed).to_contain_text("LA Dodgers at SF Giants")
    expect(changed).to_contain_text("Opening Night")
    expect(page.locator(".ticket .changed")).to_contain_text("Opening Night")
    page.get_by_role("tab", name="Pushes").click()
    expect(page.get_by_role("row")).to_have_count(3)
    page.get_by_role("tab", name="Raw").click()
    expect(page.get_by_role("region", name="Entry of the journal")).to_contain_text("durationMs")


def test_findings_tell_what_other_dials_would_have_answered(inspector: Inspector) -> None:
    answer = inspector.http.get(f"{EVENT}?colour=red")
    page = inspector.open(request=answer.headers["x-mockserver-request-id"], tab="findings")
    expect(page.locator(".findings li")).to_contain_text("undocumented")
    rows = page.locator(".judgements tbody tr")
    expect(rows).to_have_count(6)
    expect(rows.filter(has_text="lenient").first).to_contain_text("200")
    expect(rows.filter(has_text="strict").last).to_contain_text("400")


def test_a_request_is_sent_again(inspector: Inspector) -> None:
    first = inspector.rename()
    page = inspector.open(request=first)
    page.get_by_role("button", name="Replay").click()
    expect(inspector.rows()).to_have_count(2)
    expect(page).not_to_have_url(re.compile(first))
    assert [each["operation"] for each in inspector.lab("/requests")["requests"]] == ["update_event"] * 2


def test_a_request_is_edited_and_sent(inspector: Inspector) -> None:
    page = inspector.open(request=inspector.rename())
    page.get_by_role("button", name="Edit and send").click()
    body = page.get_by_role("textbox", name="Body", exact=True)
    expect(body).to_have_value(re.compile("Opening Night"))
    body.fill(body.input_value().replace("Opening Night", "Closing Night"))
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("region", name="Body")).to_contain_text('"Closing Night"')
    name = inspector.http.get(EVENT).json()["fields"]["eventName"]["value"]
    assert name == "Closing Night"


def test_a_request_is_made_to_fail_and_its_retry_shows(inspector: Inspector) -> None:
    page = inspector.open(request=inspector.rename())
    page.get_by_role("button", name="Make it fail").click()
    expect(page.get_by_text("Would have met 1 request of the journal.")).to_be_visible()
    page.get_by_role("button", name="429", exact=True).click()
    expect(page.get_by_text("Of update event of event 1234: answer 429, Retry-After 2 s.")).to_be_visible()
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_text("It will go wrong.")).to_be_visible()
    assert [inspector.http.put(EVENT, json=RENAMED).status_code for _ in range(2)] == [429, 200]
    expect(inspector.rows().nth(1)).to_contain_text("⚡ fault")
    expect(inspector.rows().nth(0)).to_contain_text("↻ retry")


def test_two_requests_are_compared(inspector: Inspector) -> None:
    inspector.rename()
    other = inspector.http.put(EVENT, json={"fields": {"eventName": {"value": "Closing Night"}}})
    page = inspector.open(request=other.headers["x-mockserver-request-id"])
    page.get_by_role("button", name="Compare").click()
    row = (
        page.get_by_role("dialog").get_by_role("row").filter(has_text="/request/body/fields/eventName/value")
    )
    expect(row).to_contain_text("Opening Night")
    expect(row).to_contain_text("Closing Night")


@pytest.mark.parametrize("language", ["curl", "httpx", "fetch", "pytest"])
def test_a_request_is_copied_as_a_program(inspector: Inspector, language: str) -> None:
    page = inspector.open(request=inspector.rename())
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name=language, exact=True).click()
    expect(page.get_by_text(f"The request as {language} is in the clipboard.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert EVENT in copied
    assert "Opening Night" in copied


def test_a_burst_is_shown_whole(inspector: Inspector) -> None:
    page = inspector.open()
    for number in range(60):
        inspector.http.post(PROJECT, json={"fields": {"eventName": {"value": f"Night {number}"}}})
    expect(inspector.rows()).to_have_count(60)
    expect(page.locator(".count")).to_have_text("60")
