"""The bar's switcher: which sandboxes there are, and how much there is in each."""

import re

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser import needs_chromium
from tests.web.inspector.conftest import RENAMED, Inspector
from tests.world import EVENT, PAIR, PROJECT, REVISION

pytestmark = [pytest.mark.slow, needs_chromium]


def test_each_sandbox_is_listed_with_what_there_is_in_it(inspector: Inspector) -> None:
    other = f"{inspector.sandbox}-other"
    inspector.http.post("/__admin/sandboxes", json={"name": other}).raise_for_status()
    inspector.http.post(f"/sandboxes/{other}{PROJECT}", json=RENAMED).raise_for_status()
    try:
        switcher = inspector.open().get_by_label("Sandbox, one of")
        told = inspector.lab(f"/sandboxes/{other}")
        expect(switcher.locator(f"option[value='{other}']")).to_have_text(
            f"{other} · 1 request · {told['events']} events"
        )
        expect(switcher.locator("optgroup")).to_have_count(0)
        switcher.select_option(other)
        expect(inspector.rows()).to_have_count(1)
        expect(inspector.page).to_have_url(re.compile(f"sandbox={other}"))
    finally:
        inspector.http.delete(f"/__admin/sandboxes/{other}")


def test_what_comes_is_counted_while_one_looks(inspector: Inspector) -> None:
    page = inspector.open()
    mine = page.get_by_label("Sandbox, one of").locator(f"option[value='{inspector.sandbox}']")
    expect(mine).to_contain_text("0 requests")
    for _ in range(2):
        inspector.http.get(EVENT)
    expect(mine).to_contain_text("2 requests")
    inspector.http.post("/__admin/reset")
    expect(mine).to_contain_text("0 requests")


def test_a_sandbox_that_others_made_meanwhile_is_there_when_one_looks(inspector: Inspector) -> None:
    page = inspector.open()
    name = f"{inspector.sandbox}-late"
    httpx.get(f"{inspector.url}/sandboxes/{name}{EVENT}", auth=PAIR, headers=REVISION)
    try:
        page.get_by_label("Sandbox, one of").focus()
        expect(page.locator(f"option[value='{name}']")).to_contain_text("1 request")
    finally:
        inspector.http.delete(f"/__admin/sandboxes/{name}")
