"""`python -m scripts.picture FOLDER`: pictures of every panel of the inspector, light, dark and on a phone.

They are for those who change the page, to look at. `python -m scripts.picture --readme` writes the one that
the README shows.
"""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from playwright.sync_api import Page, ViewportSize, sync_playwright

from mockserver.server.server import MockServer

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "docs" / "inspector.png"
CHROMIUM = "/usr/bin/chromium"
DESK: ViewportSize = {"width": 1360, "height": 820}
SMALL: ViewportSize = {"width": 1080, "height": 620}
PHONE: ViewportSize = {"width": 390, "height": 844}
SETTLING = 700
"""Milliseconds until a panel has asked for all that it shows."""
LOOKS = {"light": DESK, "dark": DESK, "phone": PHONE}
EVENT = "/v1/events/project/12345/1234"
GROUP = "/v1/events/project/id/myFavProject/passGroups/giants_2019-09-25"
PANELS = {
    "request": "/?request={id}",
    "changed": "/?request={id}&tab=changed",
    "findings": "/?request={id}&tab=findings",
    "traffic": "/",
    "data": "/?panel=data&event=1234",
    "difference": "/?panel=data",
    "wallet": "/?panel=wallet&event=1234&pass=616",
    "ios": "/?panel=wallet&event=1234&pass={ios}",
    "back": "/?panel=wallet&event=1234&pass={ios}",
    "uninstalled": "/?panel=wallet&event=1234&pass={gone}",
    "flash": "/?panel=wallet&event=1234&pass=616",
    "card": "/__admin/passes/{ios}/card",
    "faults": "/?panel=faults",
    "plan": "/?panel=faults",
    "time": "/?panel=time",
    "coverage": "/?panel=coverage",
    "docs": "/?panel=docs",
    "explorer": "/?panel=docs&guide=api",
    "explorer-lab": "/?panel=docs&guide=lab",
}
PRESSED = {"difference": "Diff since before-the-game", "back": "Back", "plan": "Rate limit"}
"""The button that is pressed before a picture is taken."""


def main() -> None:
    """Write the pictures."""
    parser = argparse.ArgumentParser("python -m scripts.picture", description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("folder", nargs="?", type=Path, metavar="FOLDER", help="where all pictures go")
    what.add_argument("--readme", action="store_true", help="write the one of the README")
    options = parser.parse_args()
    if options.readme:
        draw_for_readme()
    else:
        draw_all(options.folder)


def draw_for_readme() -> None:
    """Write the one picture that the README shows."""
    with MockServer("documentation") as server, open_page("light") as page:
        page.set_viewport_size(SMALL)
        shown = make_traffic(server.url)
        draw(page, f"{server.url}/?request={shown['id']}&tab=changed", README)


def draw_all(folder: Path) -> None:
    """Write the pictures of every panel."""
    folder.mkdir(parents=True, exist_ok=True)
    with MockServer("documentation") as server:
        for look in LOOKS:
            with open_page(look) as page:
                draw(page, server.url, folder / f"start-{look}.png")
        shown = make_traffic(server.url)
        for look in LOOKS:
            with open_page(look) as page:
                for name, address in PANELS.items():
                    draw(page, server.url + address.format(**shown), folder / f"{name}-{look}.png", name)


@contextmanager
def open_page(look: str) -> Iterator[Page]:
    """A page of a browser in one of the looks."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(
            viewport=LOOKS[look], color_scheme="light" if look == "light" else "dark", reduced_motion="reduce"
        )
        page.on("console", lambda message: print(look, message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: print(look, error))
        yield page
        browser.close()


def draw(page: Page, url: str, file: Path, name: str = "") -> None:
    """One picture, once everything is there."""
    page.goto(url)
    page.locator(".connection.live, main.ticket").first.wait_for()
    page.wait_for_timeout(SETTLING)
    if name in PRESSED:
        page.get_by_role("button", name=PRESSED[name]).first.click()
    if name == "flash":
        update(url.partition("/?")[0], gate=file.stem)
    if name.startswith("explorer"):
        page.frame_locator("iframe").locator(".opblock").first.wait_for()
    page.wait_for_timeout(SETTLING)
    page.screenshot(path=file)


def update(url: str, **values: str) -> None:
    """Change fields of the event."""
    fields = {name: {"label": name.title(), "value": value} for name, value in values.items()}
    headers = {"Api-Revision": "1.2"}
    httpx.put(url + EVENT, auth=("key", "secret"), headers=headers, json={"fields": fields})


def make_traffic(url: str) -> dict[str, str]:
    """Some of everything; gives the ids of a request and of passes that are worth a look."""
    headers = {"Api-Revision": "1.2"}
    with httpx.Client(base_url=url, auth=("key", "secret"), headers=headers) as http:
        http.put("/__admin/clock", json={"shifted": "2026-03-01T18:30:00Z"})
        http.get(EVENT)
        http.get(f"{EVENT}/passes?status=installed&colour=red")
        http.post("/v1/events/project/12345", json={"fields": {"eventName": {"value": "Opening Night"}}})
        ios = make_pass(http, externalId="seat-11")
        gone = make_pass(http, externalId="seat-12", status="uninstalled")
        http.put(GROUP, json={"fields": {"gate": {"label": "Gate", "value": "B"}}})
        http.get("/v1/evnts/project/12345/1234")
        http.get("/v1/events/project/12345/99")
        plan = {
            "match": {"operation": "update_event"},
            "steps": [{"status": 503}, {"pass": True}, {"delayMs": 300, "times": 3}],
        }
        http.post("/__admin/faults", json=plan)
        http.post("/__admin/faults", json={"limit": {"requests": 100, "seconds": 60}})
        http.put("/__admin/snapshots/before-the-game")
        fields = {
            "doorsOpen": {"label": "Doors Open", "value": "2019-09-25T09:05:00"},
            "venueTitle": {"label": "Venue", "value": "Oracle Park"},
            "gate": {"label": "Gate", "value": "7"},
            "colour": {"value": "orange"},
        }
        for _ in range(2):
            answer = http.put(EVENT, json={"fields": fields})
        http.post("/__admin/clock/advance", json={"seconds": 1800})
        http.put(f"{EVENT}?colour=red", json={"fields": fields})
        http.get("/v1/events/project/id/project123ExtId/id/event123ExtId/passGroups")
        return {"id": answer.headers["x-mockserver-request-id"], "ios": ios, "gone": gone}


def make_pass(http: httpx.Client, **wanted: str) -> str:
    """Issue a pass of the event for iOS; gives its id."""
    made = http.post("/__admin/events/1234/passes", json={"platform": "ios", **wanted}).json()
    return str(made["passes"][0]["id"])


if __name__ == "__main__":
    main()
