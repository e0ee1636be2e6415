"""A tap on an adaptive link."""

import pytest

from tests.web.admin.test_tickets import WORLD, make, tap
from tests.world import EVENT, open_world, problem


@pytest.mark.published("adaptive-links § Generate a pass for a device type")
def test_a_tap_needs_no_credentials_and_a_device_without_a_wallet_is_told() -> None:
    with open_world(WORLD, auth="keys") as api:
        (link,) = make(api)
        assert tap(api, link["urls"]["ios"]).status_code == 200
        other = tap(api, link["urls"]["ios"].replace("/ios", "/windows"))
        assert other.json() == {"error": {"code": 1004, "message": "Device not supported."}}


@pytest.mark.published("event-tickets § Attendees")
def test_each_attendee_has_a_link_with_or_without_a_name() -> None:
    with open_world(WORLD) as api:
        named, bare = make(api, {"adaptiveLinkExternalId": "seat-11"}, {"fields": {"seat": {"value": "12"}}})
        assert (named["externalId"], bare["externalId"]) == ("seat-11", None)


@pytest.mark.assumed("A-35")
def test_a_tap_makes_a_pass_that_is_not_installed_yet_once_for_each_platform() -> None:
    with open_world(WORLD) as api:
        (link,) = make(api)
        for device in ("ios", "android", "ios"):
            tap(api, link["urls"][device])
        passes = api.get(f"{EVENT}/passes").json()["passes"]
        assert sorted(each["platform"] for each in passes) == ["android", "ios"]
        assert {each["status"] for each in passes} == {"not_been_installed"}


@pytest.mark.assumed("A-35")
def test_an_unknown_link_is_not_found() -> None:
    with open_world(WORLD) as api:
        problem(api.get("/v1/pass/adaptive/x/ios", auth=None), 404)
