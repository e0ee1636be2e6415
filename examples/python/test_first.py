import httpx


def test_the_event_has_a_name(airship_wallet):
    url = f"{airship_wallet.base_url}/events/project/12345/1234"
    event = httpx.get(url, auth=airship_wallet.auth, headers=airship_wallet.headers).json()
    assert event["fields"]["eventName"]["value"] == "LA Dodgers at SF Giants"
