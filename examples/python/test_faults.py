import httpx
import pytest


def test_an_outage_is_ridden_out(airship_wallet, tickets):
    outage = airship_wallet.faults.add(
        operation="update_event", event=1234, steps=[{"status": 503, "times": 2}]
    )
    tickets.rename(1234, "Opening Night")
    assert len(outage.consumed) == 2
    assert tickets.name(1234) == "Opening Night"


def test_a_lost_answer_creates_nothing_twice(airship_wallet, tickets):
    airship_wallet.faults.add(operation="create_event_with_external_id", steps=[{"drop": "after"}])
    event = tickets.announce("opening-night", "Opening Night")
    lost, repeated = airship_wallet.requests.list(method="POST")
    assert lost["fault"] == "fault-1: drop after"
    assert [each["response"]["status"] for each in (lost, repeated)] == [201, 200]
    assert repeated["touched"]["events"] == [event]


@pytest.mark.mockserver(faults=[{"steps": [{"status": 503, "times": 3}]}])
def test_a_long_outage_is_an_error(tickets):
    with pytest.raises(httpx.HTTPStatusError, match="503"):
        tickets.name(1234)


def test_no_more_is_asked_than_the_service_allows(airship_wallet, tickets):
    airship_wallet.clock.freeze()
    airship_wallet.faults.add(limit={"requests": 1, "seconds": 60})
    tickets.name(1234)
    with pytest.raises(httpx.HTTPStatusError, match="429"):
        tickets.name(1234)
    airship_wallet.clock.advance(60)
    tickets.name(1234)
