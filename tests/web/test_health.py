"""Alive from the start, ready once the seeds are in."""

import asyncio

import httpx
import pytest

from mockserver.settings import Settings
from mockserver.web.app import create_app
from tests.world import BASE, EVENT, PAIR, REVISION, Api, problem


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_a_server_with_its_seeds_is_alive_and_ready(api: Api, method: str, path: str) -> None:
    response = api.request(method, path, auth=None, without=("api-revision",))
    assert response.status_code == 200
    assert response.headers["x-mockserver-request-id"]


def before_the_lifespan(path: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(create_app(Settings()))
        async with httpx.AsyncClient(transport=transport, base_url=BASE, auth=PAIR, headers=REVISION) as http:
            return await http.get(path)

    return asyncio.run(ask())


@pytest.mark.parametrize(("path", "status"), [("/livez", 200), ("/readyz", 503)])
def test_an_application_whose_lifespan_has_not_begun_is_alive_but_not_ready(path: str, status: int) -> None:
    assert before_the_lifespan(path).status_code == status


def test_a_request_before_the_lifespan_is_told_what_is_missing() -> None:
    assert "lifespan" in problem(before_the_lifespan(EVENT), 503)
