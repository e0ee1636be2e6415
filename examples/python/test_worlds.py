import pytest
from tickets import Tickets

VENUE = {
    "projects": [
        {
            "id": 7,
            "events": [{"id": 70, "passGroups": ["derby"], "fields": {"eventName": {"value": "Derby"}}}],
        }
    ]
}


@pytest.mark.mockserver(seed=VENUE)
def test_a_world_can_be_made_for_one_test(airship_wallet):
    assert Tickets(airship_wallet.base_url, airship_wallet.auth, project=7).name(70) == "Derby"


def test_a_moment_can_be_gone_back_to(airship_wallet, tickets):
    before = airship_wallet.snapshot()
    tickets.rename(1234, "Opening Night")
    (event,) = before.diff()["events"]["changed"]
    assert [change["pointer"] for change in event["changes"]] == ["/updatedAt", "/fields/eventName/value"]
    before.restore()
    assert tickets.name(1234) == "LA Dodgers at SF Giants"


def test_two_tenants_can_be_told_apart(airship_wallet, make_mockserver, tickets):
    other = make_mockserver(seed="season", strictness="lenient")
    assert Tickets(other.base_url, other.auth, project=41).name(2001) != tickets.name(1234)
    assert [len(each.requests.list()) for each in (airship_wallet, other)] == [1, 1]
