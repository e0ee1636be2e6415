import httpx


def test_the_event_has_a_name(mockserver):
    url = f"{mockserver.base_url}/events/project/12345/1234"
    event = httpx.get(url, auth=mockserver.auth, headers=mockserver.headers).json()
    assert event["fields"]["eventName"]["value"] == "LA Dodgers at SF Giants"
