import asyncio

import httpx
import pytest


@pytest.mark.anyio
async def test_a_task_is_waited_for(async_mockserver):
    async with httpx.AsyncClient(base_url=async_mockserver.base_url, auth=async_mockserver.auth) as http:
        task = asyncio.create_task(http.delete("/events/project/12345/1", headers={"Api-Revision": "1.2"}))
        await async_mockserver.requests.wait(operation="delete_event", event=1)
        await task
