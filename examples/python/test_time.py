import pytest


@pytest.mark.mockserver(clock="2026-01-01T00:00:00Z")
def test_a_change_is_dated(airship_wallet, tickets):
    assert tickets.rename(1234, "Opening Night") == "2026-01-01T00:00:00Z"
    airship_wallet.clock.advance(90)
    assert tickets.rename(1234, "Closing Night") == "2026-01-01T00:01:30Z"
