"""The panels beside Traffic and the bar above them, in a browser."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import needs_chromium
from tests.receiver import receiving
from tests.web.inspector.conftest import RENAMED, Inspector
from tests.world import EVENT

pytestmark = [pytest.mark.slow, needs_chromium]


def test_a_reset_can_be_undone(inspector: Inspector) -> None:
    inspector.rename()
    page = inspector.open("data", event=1234)
    expect(page.get_by_role("heading", name="Opening Night")).to_be_visible()
    page.get_by_role("button", name="Reset").click()
    expect(page.get_by_role("heading", name="LA Dodgers at SF Giants")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Opening Night")).to_be_visible()


def test_the_bar_moves_clock_and_dials(inspector: Inspector) -> None:
    page = inspector.open()
    page.get_by_role("button", name="Freeze").click()
    expect(page.locator(".clock")).to_contain_text("frozen")
    before = inspector.lab("/clock")["now"]
    page.get_by_role("button", name="+1 h").click()
    expect(page.locator(".clock")).not_to_contain_text(before[11:19])
    with page.expect_response(lambda response: response.request.method == "PATCH"):
        page.get_by_label("Strictness").select_option("strict")
    expect(page.get_by_label("Strictness")).to_have_value("strict")
    assert inspector.http.get(f"{EVENT}?colour=red").status_code == 400
    inspector.http.put("/__admin/clock", json={"frozen": "2030-01-01T00:00:00Z"})
    expect(page.locator(".clock")).to_contain_text("2030-01-01 00:00:00")


def test_the_bar_leads_to_another_sandbox(inspector: Inspector) -> None:
    inspector.http.get(EVENT)
    page = inspector.open()
    expect(inspector.rows()).to_have_count(1)
    page.get_by_label("Sandbox").select_option("default")
    expect(page).to_have_url(re.compile("sandbox=default"))
    expect(page.locator(".base code")).to_have_text(f"{inspector.url}/v1")


def test_a_field_is_edited_by_a_call_of_the_api(inspector: Inspector) -> None:
    page = inspector.open("data")
    page.get_by_role("searchbox").fill("Dodgers")
    page.locator(".events a", has_text="1234").click()
    page.get_by_label("value of venueTitle").fill("Oracle Park")
    page.get_by_role("button", name="Save venueTitle").click()
    expect(page.get_by_text("venueTitle is updated.")).to_be_visible()
    assert inspector.http.get(EVENT).json()["fields"]["venueTitle"]["value"] == "Oracle Park"
    assert inspector.lab("/requests")["requests"][0]["operation"] == "update_event"


def test_a_group_is_joined_and_left(inspector: Inspector) -> None:
    page = inspector.open("data", event=1234)
    page.get_by_label("A group to join").fill("vip")
    page.get_by_role("button", name="Join").click()
    page.get_by_role("button", name="Leave vip").click()
    expect(page.get_by_role("button", name="Leave vip")).to_have_count(0)
    assert inspector.http.get(EVENT).json()["passGroups"] == ["giants_2019-09-25"]


def test_passes_are_issued_installed_and_uninstalled(inspector: Inspector) -> None:
    page = inspector.open("data", event=1234)
    rows = page.locator("table.passes tbody tr")
    expect(rows).to_have_count(2)
    page.get_by_role("button", name="Issue for iOS").click()
    expect(rows).to_have_count(3)
    issued = rows.filter(has_text="iOS")
    issued.get_by_role("button", name="Install").click()
    issued.get_by_role("button", name="Uninstall").click()
    expect(issued).to_contain_text("uninstalled")
    statuses = [each["status"] for each in inspector.lab("/passes?event=1234")["passes"]]
    assert sorted(statuses) == ["installed", "installed", "uninstalled"]


def test_a_seed_that_is_loaded_becomes_the_state_and_a_bad_one_tells_why(
    inspector: Inspector, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps({"projects": [{"id": 7, "events": [{"id": 70, "fields": {}}]}]}))
    bad.write_text(json.dumps({"projects": [{"id": 0}]}))
    page = inspector.open("data")
    page.locator("input[type=file]").set_input_files(bad)
    expect(page.get_by_text("/projects/0/id")).to_be_visible()
    page.locator("input[type=file]").set_input_files(good)
    expect(page.locator(".events li")).to_have_count(1)
    assert inspector.lab("/events")["events"][0]["eventId"] == 70


def test_a_snapshot_is_taken_compared_and_restored(inspector: Inspector) -> None:
    page = inspector.open("data", event=1234)
    page.get_by_role("button", name="Snapshot").click()
    expect(page.get_by_text(re.compile("^Snapshot .* taken"))).to_be_visible()
    inspector.rename()
    expect(page.get_by_role("heading", name="Opening Night")).to_be_visible()
    page.get_by_role("button", name="Diff since").click()
    expect(page.get_by_role("dialog")).to_contain_text("/events/1234/fields/eventName/value")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_role("heading", name="LA Dodgers at SF Giants")).to_be_visible()


def test_two_snapshots_are_compared_with_each_other(inspector: Inspector) -> None:
    inspector.http.put("/__admin/snapshots/early")
    inspector.rename()
    inspector.http.put("/__admin/snapshots/late")
    inspector.http.put(EVENT, json={"fields": {"venueTitle": {"value": "Oracle Park"}}})
    page = inspector.open("data", event=1234)
    page.get_by_role("button", name="Diff since early").click()
    told = page.get_by_role("dialog", name="Since early")
    expect(told).to_contain_text("Oracle Park")
    told.get_by_label("Until").select_option("late")
    expect(told).not_to_contain_text("Oracle Park")
    expect(told).to_contain_text("Opening Night")
    told.get_by_label("Until").select_option("now")
    expect(told).to_contain_text("Oracle Park")


def test_a_ticket_shows_the_event_in_its_zones(inspector: Inspector) -> None:
    page = inspector.open("wallet", **{"event": 1234, "pass": 616})
    ticket = page.locator(".ticket")
    expect(ticket.locator(".primary")).to_contain_text("LA Dodgers at SF Giants")
    expect(ticket.locator(".header")).to_contain_text("25 Sep")
    expect(ticket.locator(".secondary")).to_contain_text("09:35")
    expect(ticket.locator(".auxiliary")).to_contain_text("10:00")
    code = ticket.get_by_role("img", name="QR code of aff7ffbf-04d7-4180-9da2-c790e08da0b8")
    page.wait_for_function("image => image.naturalWidth > 0", arg=code.element_handle())
    expect(page.get_by_text("Preview, not the vendor")).to_be_visible()
    ticket.get_by_role("button", name="Back").click()
    expect(ticket.locator(".back")).to_contain_text("24 Willie Mays Plaza")
    page.get_by_role("button", name="iOS", exact=True).click()
    expect(page.locator(".ticket.ios")).to_be_visible()


def test_a_push_flashes_what_changed_and_is_on_the_time_line(inspector: Inspector) -> None:
    page = inspector.open("wallet", **{"event": 1234, "pass": 616})
    expect(page.locator(".ticket .primary")).to_contain_text("LA Dodgers")
    request = inspector.rename()
    expect(page.locator(".cell.changed")).to_contain_text("Opening Night")
    expect(page.locator(".lock")).to_contain_text("Event changed to Opening Night")
    expect(page.get_by_role("region", name="Time line")).to_contain_text(f"by {request}")


def test_what_became_of_a_callback_is_on_the_time_line_and_has_a_lane(inspector: Inspector) -> None:
    inspector.http.put("/__admin/callbacks", json={"baseUrl": "http://127.0.0.1:9"})
    page = inspector.open("wallet", **{"event": 1234, "pass": 616})
    line = page.get_by_role("region", name="Time line")
    expect(line).to_contain_text("Installed")
    page.get_by_role("button", name="Uninstall", exact=True).click()
    expect(line).to_contain_text("Callback of uninstall failed")
    with receiving() as receiver:
        inspector.http.put("/__admin/callbacks", json={"baseUrl": receiver.url})
        page.get_by_role("button", name="Install", exact=True).click()
        expect(line).to_contain_text("Callback of install answered 200")
    page.reload()
    expect(line).to_contain_text("Callback of uninstall failed")
    page = inspector.open("time")
    expect(page.get_by_role("img", name=re.compile("2 callbacks"))).to_be_visible()


def test_a_time_that_is_none_is_shown_as_it_is(inspector: Inspector) -> None:
    inspector.http.put(EVENT, json={"fields": {"doorsOpen": {"value": "half past nine"}}})
    page = inspector.open("wallet", event=1234)
    expect(page.locator(".ticket .secondary")).to_contain_text("half past nine △ no time")


def test_a_ticket_tells_the_state_of_its_pass(inspector: Inspector) -> None:
    (made,) = inspector.http.post("/__admin/events/1234/passes", json={}).json()["passes"]
    page = inspector.open("wallet", **{"event": 1234, "pass": made["id"]})
    expect(page.locator(".ticket")).to_contain_text("Add to wallet")
    page.get_by_role("button", name="Install", exact=True).click()
    expect(page.locator(".ticket")).to_contain_text("In the wallet")
    page.get_by_role("button", name="Uninstall", exact=True).click()
    expect(page.locator(".ticket")).to_contain_text("Removed from the wallet")


def test_a_plan_fills_its_beads(inspector: Inspector) -> None:
    page = inspector.open("faults")
    page.get_by_role("button", name="Outage").click()
    page.get_by_role("button", name="Plan it").click()
    expect(page.locator(".bead")).to_have_count(5)
    failed = inspector.http.get(EVENT)
    assert failed.status_code == 503
    expect(page.locator(".bead.taken")).to_have_count(1)
    page.locator(".bead.taken").click()
    expect(page).to_have_url(re.compile(failed.headers["x-mockserver-request-id"]))
    page.go_back()
    page.get_by_role("button", name="Delete fault-1").click()
    expect(page.get_by_text("Nothing is planned to go wrong.")).to_be_visible()
    assert inspector.lab("/faults")["count"] == 0


def test_time_draws_lanes_and_a_histogram(inspector: Inspector) -> None:
    inspector.rename()
    page = inspector.open("time")
    lanes = page.get_by_role("img", name=re.compile("^Lanes: 1 request, 2 pushes"))
    expect(lanes.locator("canvas")).to_be_visible()
    inspector.http.post("/__admin/clock/advance", json={"seconds": 60})
    expect(page.get_by_role("img", name=re.compile("1 clock"))).to_be_visible()
    expect(page.locator(".histogram tbody tr")).to_contain_text("update event")


def test_coverage_tells_what_was_seen_and_can_be_taken_along(inspector: Inspector) -> None:
    inspector.rename()
    inspector.http.get(f"{EVENT}?colour=red")
    page = inspector.open("coverage")
    seen = page.locator(".matrix").first.get_by_role("row", name=re.compile("get event"))
    expect(seen.locator(".seen")).to_have_count(1)
    for name, told in {"JUnit": "<testsuite", "HTML": "<!doctype html>", "HAR": '"log"'}.items():
        with page.expect_download() as download:
            page.get_by_role("button", name=name, exact=True).click()
        assert told in download.value.path().read_text(encoding="utf-8")


def test_coverage_tells_on_which_day_each_claim_was_seen(inspector: Inspector) -> None:
    profile = {
        "format": "mockserver-profile/1",
        "observed": "2026-11-24",
        "positions": {"R-3": "schema"},
        "unsupported": {"A-18 unknown-event": {"answer": 410, "note": "What is an unknown event answered?"}},
        "confirmed": ["A-19"],
    }
    inspector.http.delete(f"/__admin/sandboxes/{inspector.sandbox}")
    made = inspector.http.post("/__admin/sandboxes", json={"name": inspector.sandbox, "profile": profile})
    assert made.status_code == 201, made.text
    inspector.rename()
    inspector.http.delete(EVENT)
    claims = inspector.open("coverage").get_by_role("group", name="Claims")
    for claim, evidence in {
        "A-19": "observed 2026-11-24",
        "R-3": "observed 2026-11-24",
        "A-18": "observed 2026-11-24, otherwise than here: What is an unknown event answered?",
        "A-29": "assumed",
    }.items():
        row = claims.get_by_role("row", name=re.compile(f"^{claim} "))
        expect(row.locator(".evidence")).to_have_text(evidence)
    cut = "all => all.filter((each) => each.scrollHeight > each.clientHeight).length"
    tables = inspector.page.locator(".coverage .wide")
    assert (tables.count(), tables.evaluate_all(cut)) == (3, 0)


def test_docs_show_the_guides_and_the_ledger(inspector: Inspector) -> None:
    page = inspector.open("docs")
    expect(page.get_by_role("heading", name="The lab", level=1)).to_be_visible()
    page.get_by_role("link", name="The ledger of claims").click()
    expect(page.get_by_role("row", name=re.compile("^A-1 ")).first).to_be_visible()
    expect(page.locator("iframe")).to_have_count(0)


def test_the_explorer_of_the_api_acts_on_the_sandbox(inspector: Inspector) -> None:
    page = inspector.open("docs")
    page.get_by_role("link", name="The API").click()
    explorer = page.frame_locator("iframe[title='Explorer: The API']")
    update = explorer.locator(".opblock-put", has_text="Update event").first
    update.locator(".opblock-summary-control").click()
    update.locator("button.execute").click()
    expect(update.locator(".live-responses-table .response-col_status").nth(1)).to_contain_text("200")
    assert [each["operation"] for each in inspector.lab("/requests")["requests"]] == ["update_event"]
    page.get_by_role("link", name="Open in a tab of its own").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.title") == "Explorer: The API"


def test_an_explorer_is_as_dark_as_the_page(inspector: Inspector) -> None:
    page = inspector.open("docs", guide="lab")
    drawn = page.frame_locator("iframe").locator("html")
    expect(drawn).not_to_have_class("dark-mode")
    page.keyboard.press("t")
    expect(drawn).to_have_class("dark-mode")


def test_the_explorer_of_the_lab_acts_on_the_sandbox(inspector: Inspector) -> None:
    page = inspector.open("docs", guide="lab")
    expect(page.get_by_text(f"Execute acts on the sandbox {inspector.sandbox}.")).to_be_visible()
    explorer = page.frame_locator("iframe[title='Explorer: The lab']")
    freeze = explorer.locator("[id^='operations-Clock'].opblock-put")
    freeze.locator(".opblock-summary-control").click()
    expect(freeze.get_by_placeholder("X-Mockserver-Sandbox")).to_have_value(inspector.sandbox)
    freeze.locator("button.execute").click()
    expect(page.locator(".clock")).to_contain_text("frozen")
    assert inspector.http.get("/sandboxes/default/__admin/clock").json()["mode"] != "frozen"


def test_a_sandbox_that_is_not_there_yet_is_followed_once_it_is(inspector: Inspector) -> None:
    inspector.http.delete(f"/__admin/sandboxes/{inspector.sandbox}")
    inspector.page.goto(f"{inspector.url}/?sandbox={inspector.sandbox}")
    expect(inspector.page.get_by_text("no connection")).to_be_visible()
    inspector.http.put(EVENT, json=RENAMED)
    expect(inspector.rows()).to_have_count(1)
