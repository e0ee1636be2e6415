"""Whether everybody can use the inspector: by eye, by keyboard, on a phone, and with little to load."""

import gzip
import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Response, expect

from scripts import vendor
from tests.browser import needs_chromium
from tests.web.inspector.conftest import Inspector
from tests.world import EVENT

pytestmark = [pytest.mark.slow, needs_chromium]

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1360, "height": 820}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1360, "height": 820}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "has_touch": True},
}
PLACES: dict[str, dict[str, Any]] = {
    "traffic": {},
    "request": {"request": "{id}"},
    "response": {"request": "{id}", "tab": "response"},
    "findings": {"request": "{id}", "tab": "findings"},
    "changed": {"request": "{id}", "tab": "changed"},
    "pushes": {"request": "{id}", "tab": "pushes"},
    "data": {"panel": "data", "event": 1234},
    "wallet": {"panel": "wallet", "event": 1234},
    "faults": {"panel": "faults"},
    "time": {"panel": "time"},
    "coverage": {"panel": "coverage"},
    "docs": {"panel": "docs"},
    "explorer": {"panel": "docs", "guide": "api"},
    "ledger": {"panel": "docs", "guide": "FIDELITY"},
}
FILES = re.compile(r"/__inspector/(?!guides|qr)|/\?sandbox")
BUDGET = 60_000
"""Bytes, compressed, that opening any panel makes a browser load."""


@pytest.fixture(scope="module")
def axe() -> str:
    """The program that looks for what keeps people out."""
    if shutil.which("npm") is None:
        pytest.skip("there is no npm on this machine")
    return vendor.AXE.fetch()["axe.js"].decode()


def make_traffic(inspector: Inspector) -> str:
    """Some of everything; gives the id of a request that did something."""
    inspector.http.post("/__admin/faults", json={"steps": [{"status": 503}, {"pass": True, "times": 3}]})
    inspector.http.get(EVENT)
    inspector.http.get("/v1/nowhere")
    inspector.http.get(f"{EVENT}?colour=red")
    return inspector.rename()


def places(inspector: Inspector) -> Iterator[str]:
    """Show one place after the other."""
    chosen = make_traffic(inspector)
    for name, place in PLACES.items():
        at = {key: chosen if value == "{id}" else value for key, value in place.items()}
        page = inspector.open(**at)
        if "request" in at:
            expect(page.locator(".detail .head")).to_be_visible()
        yield name


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_everybody_can_use_every_panel(inspector: Inspector, axe: str) -> None:
    page = inspector.page
    page.emulate_media(reduced_motion="reduce")
    inspector.open()
    found = {"start": violations(inspector, axe)}
    for name in places(inspector):
        found[name] = violations(inspector, axe)
    assert [line for each in found.values() for line in each] == []


def violations(inspector: Inspector, axe: str) -> list[str]:
    """What keeps people out of what is shown."""
    inspector.page.evaluate(axe)
    told = inspector.page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{inspector.page.url} {each['id']}: {node['target']} {node['failureSummary']}"
        for each in told["violations"]
        for node in each["nodes"][:3]
    ]


@pytest.mark.parametrize("look", [LOOKS["phone"]], ids=["phone"])
def test_nothing_is_wider_than_a_phone(inspector: Inspector) -> None:
    for name in places(inspector):
        width = inspector.page.evaluate("document.documentElement.scrollWidth")
        assert width <= 390, name


@pytest.mark.parametrize("look", [LOOKS["phone"]], ids=["phone"])
def test_a_phone_shows_a_request_in_place_of_the_list(inspector: Inspector) -> None:
    inspector.rename()
    page = inspector.open()
    inspector.rows().first.tap()
    expect(page.get_by_role("region", name="Traffic")).to_be_hidden()
    page.get_by_role("button", name="Traffic", exact=False).tap()
    expect(inspector.rows()).to_have_count(1)


def test_a_keyboard_is_enough(inspector: Inspector) -> None:
    first = inspector.rename()
    inspector.http.get(EVENT)
    page = inspector.open()
    expect(inspector.rows()).to_have_count(2)
    press = page.keyboard.press
    press("j")
    press("j")
    expect(page).to_have_url(re.compile(first))
    expect(page.get_by_role("heading", name=re.compile("update event"))).to_be_visible()
    press("r")
    expect(inspector.rows()).to_have_count(3)
    expect(page).not_to_have_url(re.compile(first))
    expect(page.get_by_role("heading", name=re.compile("update event"))).to_be_visible()
    press("f")
    expect(page.get_by_role("dialog", name="Make it fail")).to_be_visible()
    press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    press("/")
    page.keyboard.type("op:get_event")
    expect(inspector.rows()).to_have_count(1)
    press("Escape")
    for key, panel in {"d": "data", "w": "wallet", "f": "faults", "c": "time", "o": "coverage"}.items():
        press("g")
        press(key)
        expect(page).to_have_url(re.compile(f"panel={panel}"))
    press("?")
    expect(page).to_have_url(re.compile("panel=docs"))
    press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("make it fail")
    press("Escape")
    press("g")
    press("t")
    expect(page).not_to_have_url(re.compile("panel="))
    press("t")
    expect(page.locator("html")).to_have_attribute("data-theme", re.compile("light|dark"))


def test_motion_stands_still_for_those_who_want_it_to(inspector: Inspector) -> None:
    page = inspector.open()
    page.wait_for_function("document.getAnimations().length > 0")
    page.emulate_media(reduced_motion="reduce")
    page.wait_for_function("document.getAnimations().length === 0")


def test_a_panel_is_little_to_load(inspector: Inspector) -> None:
    inspector.rename()
    panels = ("traffic", "data", "wallet", "faults", "time", "coverage", "docs")
    weights = {panel: weigh(inspector, panel) for panel in panels}
    assert min(weights.values()) > 20_000
    assert {panel: weight for panel, weight in weights.items() if weight > BUDGET} == {}


def weigh(inspector: Inspector, panel: str) -> int:
    """How many bytes, compressed, a browser loads that opens a panel and has nothing yet."""
    answers: list[Response] = []
    with inspector.page.context.new_page() as page:
        page.on("response", lambda response: answers.insert(0, response))
        page.goto(f"{inspector.url}/?sandbox={inspector.sandbox}&panel={panel}")
        expect(page.get_by_text("live", exact=True)).to_be_visible()
        expect(page.locator("main > *:visible").first).to_be_visible()
        if panel == "time":
            expect(page.locator("canvas")).to_be_visible()
        ours = [each for each in answers if FILES.search(each.url)]
        return sum(len(gzip.compress(each.body(), mtime=0)) for each in ours)
