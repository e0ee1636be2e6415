import pytest

import mockserver

WHO = {"auth": ("key", "secret"), "headers": {"Api-Revision": "1.2"}}


@pytest.mark.anyio
async def test_no_port_is_needed():
    async with mockserver.app_client(seed="documentation", strictness="strict") as client:
        event = await client.get("/v1/events/project/12345/1234", **WHO)
        assert event.json()["eventId"] == 1234
        assert await client.server.default.requests.count(operation="get_event") == 1
