import httpx
import pytest


@pytest.mark.mockserver(clock="2026-01-01T00:00:00Z")
def test_a_change_is_answered_as_a_creation_is(airship_wallet):
    url = f"{airship_wallet.base_url}/events/project/12345/1"
    change = {"fields": {"eventName": {"value": "Opening Night", "colour": "red"}}}
    answer = httpx.put(url, auth=airship_wallet.auth, headers=airship_wallet.headers, json=change)
    assert answer.status_code == 201
