"""The first minute: what stands at the root, and explorers that need no network."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from mockserver.server.server import MockServer
from tests.browser import needs_chromium, open_browser
from tests.world import PAIR, Api, open_app, problem

METHODS = {"get", "post", "put", "delete"}


@pytest.fixture
def fresh() -> Iterator[Api]:
    """A server with the seed that it has by default."""
    with open_app(None) as api:
        yield api


def links(told: dict[str, str]) -> list[str]:
    return [each for each in told.values() if each.startswith("/")]


def test_the_root_tells_where_everything_is(fresh: Api) -> None:
    for path in ("/", "/__admin"):
        told = fresh.get(path, headers={"Host": "localhost", "Accept": "application/json"})
        assert told.json()["name"] == "mockserver"
        for link in links(told.json()):
            if link != "/v1":
                assert fresh.get(link, headers={"Host": "localhost"}).status_code == 200, link


@pytest.mark.parametrize("page", ["/docs", "/__admin/docs"])
def test_an_explorer_names_no_other_host(fresh: Api, page: str) -> None:
    answer = fresh.get(page, headers={"Host": "localhost"})
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "://" not in answer.text
    for file in re.findall(r'(?:src|href)="([^"]+)"', answer.text):
        assert fresh.get(file, headers={"Host": "localhost"}).status_code == 200, file


@pytest.mark.parametrize("page", ["/docs", "/sandboxes/mine/docs", "/__admin/docs"])
def test_an_explorer_is_framed_by_pages_of_ours_alone(fresh: Api, page: str) -> None:
    policy = fresh.get(page, headers={"Host": "localhost"}).headers["content-security-policy"]
    assert "frame-ancestors 'self'" in policy.split("; ")


def test_the_explorer_has_no_other_files(fresh: Api) -> None:
    assert "'main.js'" in problem(fresh.get("/__explorer/main.js"), 404)


def example(part: dict[str, Any]) -> Any:
    """What the explorer fills in."""
    if "example" in part:
        return part["example"]
    found = list(part.get("examples", {}).values())
    return found[0]["value"] if found else part.get("schema", {}).get("default")


def operations(api: Api) -> list[tuple[str, str, dict[str, Any]]]:
    document = api.get("/openapi.json").json()
    return [
        (method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if operation["tags"][0].startswith("Event")
    ]


def test_the_own_example_of_every_operation_succeeds_on_the_default_seed(fresh: Api) -> None:
    asked = operations(fresh)
    assert len(asked) > 30
    for method, path, operation in asked:
        headers, place = {}, path
        for parameter in operation["parameters"]:
            value = example(parameter)
            if parameter["in"] == "path":
                place = place.replace(f"{{{parameter['name']}}}", str(value))
            elif parameter["in"] == "header" and value is not None:
                headers[parameter["name"]] = value
        body = (
            example(operation["requestBody"]["content"]["application/json"])
            if "requestBody" in operation
            else None
        )
        answer = fresh.request(method.upper(), place, json=body, headers=headers, auth=PAIR)
        assert answer.is_success, (method, place, answer.text)
        fresh.admin("POST", "/reset")


def test_the_forms_of_an_operation_are_told_apart(fresh: Api) -> None:
    summaries = [(operation["tags"][0], operation["summary"]) for _, _, operation in operations(fresh)]
    assert len(set(summaries)) == len(summaries)


def test_the_explorer_prefers_nothing(fresh: Api) -> None:
    for _, _, operation in operations(fresh):
        (prefer,) = [each for each in operation["parameters"] if each["name"] == "Prefer"]
        assert example(prefer) is None


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/v1/events/project/x/y", "ids are integers, external ids are written id/{externalId}."),
        ("/events/project/12345/1234", "expected /v1/events/project/12345/1234, with the version"),
        ("/v1/template/1", "the vendor has templates there, which are not emulated"),
        ("/v1/projects", "the vendor has projects there"),
        ("/v1/nowhere", "expected a path below /v1/events"),
        ("/nowhere", "expected a path below /v1/events"),
    ],
)
def test_a_path_that_leads_nowhere_is_told_what_was_meant(fresh: Api, path: str, told: str) -> None:
    details = problem(fresh.get(path), 404)
    assert path in details
    assert told in details
    assert ("ids are integers" in details) == path.startswith("/v1/events")


@pytest.mark.slow
@needs_chromium
def test_every_page_is_drawn_without_a_network() -> None:
    with MockServer() as server, open_browser() as browser:
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for path in ("/docs", "/__admin/docs"):
            page.goto(f"{server.url}{path}")
            page.wait_for_selector(".opblock")
            assert page.locator(".opblock").count() > 30
        server_url = server.url
        page.goto(server_url)
        page.wait_for_function("document.body.innerText.length > 50")
    assert [url for url in asked if not url.startswith((server_url, "data:"))] == []


@pytest.mark.slow
@needs_chromium
def test_execute_succeeds_on_the_own_example_of_every_operation() -> None:
    with MockServer() as server, open_browser() as browser, httpx.Client(base_url=server.url) as http:
        page = browser.new_page()
        page.goto(f"{server.url}/docs")
        page.wait_for_selector(".opblock")
        blocks = page.locator(".opblock-tag-section:has([data-tag^='Event']) .opblock")
        for number in range(blocks.count()):
            block = blocks.nth(number)
            block.locator(".opblock-summary-control").click()
            block.locator("button.execute").click()
            status = block.locator(".live-responses-table tbody .response-col_status").first.inner_text()
            path = block.locator(".opblock-summary-path").inner_text()
            assert status.startswith("20"), (path, status)
            block.locator(".opblock-summary-control").click()
            http.post("/__admin/reset").raise_for_status()
