"""Tickets of attendees in the lab: their links, what a tap makes of them, and what a wallet would hold."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from mockserver.services.jwt import is_signed, read_claims
from tests.web.api.test_download import BARE, FIELDS, unzip, values
from tests.world import EVENT, Api, E, event, open_world, problem, seed

WORLD = seed(event(id=E, externalId="game-1", fields=FIELDS))
SAM = {
    "adaptiveLinkExternalId": "abch3ExtId4",
    "fields": {
        "ticketHolderName": {"label": "Name", "value": "SMITH/SAM"},
        "seat": {"value": "11"},
        "ticketType": {"value": "VIP"},
        "ticketNumber": {"value": "20595923485"},
        "barcode_value": {"value": "1237"},
        "barcodeAltText": {"value": "No. 1237"},
        "confirmationCode": {"value": "ABC"},
        "faceValue": {"currencyCode": "USD", "micros": 100_500_000},
    },
}
SARA = {"fields": {"seat": {"value": "13"}}}
REFERENCE = json.loads((Path(__file__).parent / "google_reference.json").read_text(encoding="utf-8"))


def make(api: Api, *attendees: Any, **more: Any) -> list[dict[str, Any]]:
    response = api.admin("POST", f"/events/{E}/tickets", {"attendees": attendees or [SAM], **more})
    assert response.status_code == 201, response.text
    links: list[dict[str, Any]] = response.json()["links"]
    return links


def tap(api: Api, url: str, **given: Any) -> httpx.Response:
    return api.get(urlsplit(url).path, **BARE, **given)


def pass_of(api: Api, url: str) -> int:
    """The pass that a tap makes, as the card's address names it."""
    location = tap(api, url, headers={"Accept": "text/html"}).headers["location"]
    return int(location.split("/")[-2])


def test_each_attendee_gets_a_link_of_their_own() -> None:
    with open_world(WORLD) as api:
        sam, sara = make(api, SAM, SARA)
        assert (sam["externalId"], sara["externalId"]) == ("abch3ExtId4", None)
        assert re.fullmatch("[0-9A-Za-z]{10}", sam["id"])
        assert sam["id"] != sara["id"]
        assert api.get(f"{EVENT}/passes").json()["count"] == 0
    with open_world(WORLD) as api:
        assert make(api, SAM, SARA)[0]["id"] == sam["id"]


def test_the_first_tap_makes_the_pass_and_later_ones_give_the_same() -> None:
    with open_world(WORLD) as api:
        (link,) = make(api)
        first, again = tap(api, link["urls"]["ios"]), tap(api, link["urls"]["ios"])
        assert first.headers["content-type"] == "application/vnd.apple.pkpass"
        assert first.content == again.content
        (listed,) = api.get(f"{EVENT}/passes").json()["passes"]
        assert (listed["platform"], listed["status"]) == ("ios", "not_been_installed")
        tap(api, link["urls"]["android"])
        assert api.get(f"{EVENT}/passes").json()["count"] == 2


def test_the_ticket_shows_the_attendee() -> None:
    with open_world(WORLD) as api:
        (link,) = make(api)
        described = json.loads(unzip(tap(api, link["urls"]["ios"]).content)["pass.json"])
    assert values(described["eventTicket"]["secondaryFields"])["seat"] == "11"
    assert described["barcodes"][0]["message"] == "1237"
    assert described["barcodes"][0]["altText"] == "No. 1237"


def test_a_device_that_is_not_supported_is_told_or_led_elsewhere() -> None:
    with open_world(WORLD) as api:
        (bare,) = make(api)
        response = tap(api, bare["urls"]["ios"].replace("/ios", "/desktop"))
        assert response.status_code == 404
        assert response.json() == {"error": {"code": 1004, "message": "Device not supported."}}
        (led,) = make(api, SARA, landingPageUrl="https://example.com/app", iosTemplateId=5)
        assert list(led["urls"]) == ["ios"]
        elsewhere = tap(api, led["urls"]["ios"].replace("/ios", "/android"))
        assert (elsewhere.status_code, elsewhere.headers["location"]) == (302, "https://example.com/app")


def test_a_link_that_is_not_there_or_whose_event_is_gone_is_not_found() -> None:
    with open_world(WORLD) as api:
        problem(api.get("/v1/pass/adaptive/nothing/ios", **BARE), 404)
        (link,) = make(api)
        api.delete(EVENT)
        problem(tap(api, link["urls"]["ios"]), 404)


BAD: dict[str, Any] = {
    "nobody": {"attendees": []},
    "unknown-currency": {"attendees": [{"fields": {"faceValue": {"currencyCode": "XXX", "micros": 1}}}]},
    "half-a-price": {"attendees": [{"fields": {"faceValue": {"micros": 1}}}]},
    "price-of-a-seat": {"attendees": [{"fields": {"seat": {"currencyCode": "USD", "micros": 1}}}]},
    "number": {"attendees": [{"fields": {"seat": {"value": 11}}}]},
    "unknown-property": {"attendees": [{"fields": {"seat": {"colour": "red"}}}]},
    "same-name-twice": {"attendees": [SAM, SAM]},
    "no-url": {"attendees": [SAM], "landingPageUrl": "here"},
}


@pytest.mark.parametrize("wanted", BAD.values(), ids=BAD.keys())
def test_what_is_no_ticket_is_refused(wanted: Any) -> None:
    with open_world(WORLD) as api:
        problem(api.admin("POST", f"/events/{E}/tickets", wanted), 400)
        assert "links" not in api.admin("GET", "/state").json()


def test_a_name_in_use_and_an_unknown_event_are_told() -> None:
    with open_world(WORLD) as api:
        make(api)
        problem(api.admin("POST", f"/events/{E}/tickets", {"attendees": [SARA, SAM]}), 409)
        problem(api.admin("POST", "/events/9/tickets", {"attendees": [SARA]}), 404)
        assert len(api.admin("GET", "/state").json()["links"]) == 1


def test_links_are_in_the_state() -> None:
    with open_world(WORLD) as api:
        (link, _) = make(api, SAM, SARA)
        tap(api, link["urls"]["ios"])
        state = api.admin("GET", "/state").json()
        api.admin("POST", "/reset")
        problem(tap(api, link["urls"]["ios"]), 404)
        assert api.admin("PUT", "/state", state).status_code < 300
        assert api.admin("GET", "/state").json() == state
        tap(api, link["urls"]["ios"])
        assert api.get(f"{EVENT}/passes").json()["count"] == 1


def test_who_looks_for_the_vendors_own_door_is_shown_this_one() -> None:
    with open_world(WORLD) as api:
        details = problem(api.post("/v1/links/adaptive/multiple/project/12345", {}), 404)
    assert "adaptive links" in details
    assert "POST /__admin/events/{eventId}/tickets" in details


def check(part: Any, kind: str) -> None:
    """Hold a value against a type of Google's reference."""
    if kind.startswith("array of "):
        assert isinstance(part, list)
        for each in part:
            check(each, kind.removeprefix("array of "))
    elif kind.startswith("enum "):
        assert part in kind.removeprefix("enum ").split("|")
    elif kind.startswith("string of at most "):
        assert len(part) <= int(kind.removeprefix("string of at most "))
    elif kind in REFERENCE["types"]:
        fields = REFERENCE["types"][kind]["fields"]
        assert set(part) <= set(fields), kind
        assert set(REFERENCE["types"][kind].get("required", ())) <= set(part)
        for name, value in part.items():
            check(value, fields[name])
    else:
        assert isinstance(part, {"string": str, "integer": int}[kind])


def test_the_pass_is_described_to_google_in_its_own_shapes() -> None:
    with open_world(WORLD) as api:
        (link,) = make(api)
        held = pass_of(api, link["urls"]["android"])
        told = api.admin("GET", f"/passes/{held}/google.json").json()
    check(told["class"], "EventTicketClass")
    check(told["object"], "EventTicketObject")
    assert told["class"]["venue"]["name"]["defaultValue"]["value"] == "AT&T Park"
    assert told["class"]["dateTime"]["start"] == "2019-09-25T09:00:00"
    assert told["class"]["eventId"] == "game-1"
    assert told["object"]["faceValue"] == {"micros": "100500000", "currencyCode": "USD"}
    assert told["object"]["seatInfo"]["seat"]["defaultValue"]["value"] == "11"
    claims = read_claims(told["jwt"])
    assert is_signed(told["jwt"], b"mockserver-test-key")
    check(claims, "Jwt")
    assert claims["payload"] == {
        "eventTicketClasses": [told["class"]],
        "eventTicketObjects": [told["object"]],
    }


def test_an_event_has_no_name_to_google_that_is_too_long_for_it() -> None:
    with open_world(seed(event(id=E, externalId="x" * 65, passes=[{"id": 5}]))) as api:
        told = api.admin("GET", "/passes/5/google.json").json()
    check(told["class"], "EventTicketClass")
    assert "eventId" not in told["class"]


def test_a_venue_without_an_address_is_no_venue_to_google() -> None:
    bare = seed(
        event(id=E, passes=[{"id": 5}], fields={"eventName": {"value": "X"}, "venueTitle": {"value": "Y"}})
    )
    with open_world(bare) as api:
        told = api.admin("GET", "/passes/5/google.json").json()
    assert "venue" not in told["class"]
    check(told["class"], "EventTicketClass")
