"""The ticket of a pass, as JSON, as a page and as a picture."""

import re
from xml.etree import ElementTree

import pytest

from tests.web.api.test_download import ANDROID, FIELDS, IOS, WORLD
from tests.world import EVENT, Api, open_world, problem

NAMED = '<script>alert("x")</script> & more'


def card(api: Api, pass_id: int = IOS) -> str:
    response = api.admin("GET", f"/passes/{pass_id}/card", auth=None)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    return response.text


def test_the_ticket_is_told_zone_by_zone() -> None:
    with open_world(WORLD) as api:
        ticket = api.admin("GET", f"/passes/{ANDROID}/ticket").json()
    assert ticket["pass"] == ANDROID
    assert ticket["platform"] == "android"
    assert ticket["primary"] == [
        {"key": "eventName", "label": "Event", "value": FIELDS["eventName"]["value"], "finding": None}
    ]
    assert [line["key"] for line in ticket["auxiliary"]] == ["startTime", "gate"]
    assert ticket["relevantAt"] == "2019-09-25T09:00:00Z"


@pytest.mark.parametrize("kind", ["ticket", "card", "card.svg", "apple.json"])
def test_an_unknown_pass_has_none(kind: str) -> None:
    with open_world(WORLD) as api:
        problem(api.admin("GET", f"/passes/9/{kind}"), 404)


def test_the_card_shows_the_state_and_offers_the_other() -> None:
    with open_world(WORLD) as api:
        assert 'class="not_been_installed"' in card(api)
        assert re.search(r'data-act="uninstall" disabled', card(api))
        api.admin("POST", f"/passes/{IOS}/install")
        assert 'class="installed"' in card(api)
        assert re.search(r'data-act="install" disabled', card(api))
        api.admin("POST", f"/passes/{IOS}/uninstall")
        assert 'class="uninstalled"' in card(api)


def test_the_card_runs_nothing_that_a_field_says() -> None:
    with open_world(WORLD) as api:
        api.put(EVENT, {"fields": {"eventName": {"value": NAMED}}})
        response = api.admin("GET", f"/passes/{IOS}/card")
    assert NAMED not in response.text
    assert "&lt;script&gt;alert" in response.text
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in re.sub(r"http://www\.w3\.org/\S+", "", response.text)


def test_the_card_is_a_picture_too() -> None:
    with open_world(WORLD) as api:
        api.put(EVENT, {"fields": {"eventName": {"value": NAMED}}})
        response = api.admin("GET", f"/passes/{IOS}/card.svg")
    assert response.headers["content-type"].startswith("image/svg+xml")
    root = ElementTree.fromstring(response.text)
    assert root.tag.endswith("svg")
    assert any(NAMED[:20] in (text.text or "") for text in root.iter())


def test_the_pass_of_any_platform_is_described_to_apple() -> None:
    with open_world(WORLD) as api:
        described = api.admin("GET", f"/passes/{ANDROID}/apple.json").json()
    assert described["eventTicket"]["primaryFields"][0]["value"] == FIELDS["eventName"]["value"]


def test_the_card_is_in_its_sandbox() -> None:
    with open_world(WORLD) as api:
        api.admin("POST", "/sandboxes", {"name": "here"})
        api.request("POST", f"/sandboxes/here/__admin/passes/{IOS}/install", headers={"Host": "localhost"})
        here = api.get(f"/sandboxes/here/__admin/passes/{IOS}/card", headers={"Host": "localhost"})
        assert 'class="installed"' in here.text
        assert 'class="not_been_installed"' in card(api)
        assert api.get(f"{EVENT}/passes").json()["count"] == len(WORLD["projects"][0]["events"][0]["passes"])
