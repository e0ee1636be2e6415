"""Requests as code that sends them again, without credentials."""

from typing import Any

import httpx
import pytest

from mockserver.server.server import MockServer
from tests.world import EVENT, PAIR, REVISION, Api, problem, seed

CHANGE = {"fields": {"venueTitle": {"value": "Caf\u00e9 \"x\" 'y'"}}}


def code(api: Api, language: str, request_id: str) -> str:
    answer = api.admin("GET", f"/requests/export?format={language}&id={request_id}")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    return answer.text


@pytest.mark.parametrize("language", ["httpx", "pytest"])
def test_code_for_python_sends_the_same_again(language: str) -> None:
    with MockServer(seed()) as server:
        mine = server.sandbox("mine")
        httpx.put(f"{mine.base_url}{EVENT.removeprefix('/v1')}", json=CHANGE, auth=PAIR, headers=REVISION)
        (first,) = mine.requests.list()
        written = mine.requests.code(language, first["id"])  # type: ignore[arg-type] # one of those it knows
        names: dict[str, Any] = {}
        exec(written, names)
        for name, found in names.items():
            if name.startswith("test_"):
                found()
        first, second = mine.requests.list()
    assert second["request"]["body"] == CHANGE
    assert second["request"]["url"] == first["request"]["url"]
    assert second["response"] is not None
    assert second["response"]["status"] == 200


def test_code_for_browsers_and_rest_clients_has_all_that_was_sent(api: Api) -> None:
    told = api.put(EVENT, CHANGE, headers={"X-Api-Key": "geheim"}).headers["x-mockserver-request-id"]
    api.get(EVENT)
    fetch, http = code(api, "fetch", told), code(api, "http", told)
    assert fetch.startswith(f'await fetch("http://mock.test{EVENT}", {{')
    assert '"method": "PUT"' in fetch
    assert http.startswith(f"### {told}\nPUT http://mock.test{EVENT}\n")
    for written in (fetch, http):
        assert "api-revision" in written
        assert "Basic a2V5OnNlY3JldA==" in written
        assert "geheim" not in written
        assert "venueTitle" in written


def test_an_unknown_request_is_not_found(api: Api) -> None:
    assert "'nobody'" in problem(api.admin("GET", "/requests/export?format=http&id=nobody"), 404)
