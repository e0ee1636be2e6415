"""List the passes of an event: what is shown of each."""

from typing import Any

import pytest

from tests.world import EVENT, PATHS, Api, E, event, open_world, seed

PASSES = f"{EVENT}/passes"


def world_of(*passes: dict[str, Any], **settings: Any) -> Any:
    return open_world(seed(event(id=E, externalId="event123ExtId", passes=list(passes))), **settings)


def listed(api: Api, **query: Any) -> dict[str, Any]:
    """The answer to a listing."""
    answer = api.get(PASSES, params=query)
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    return page


@pytest.mark.published("event-passes.txt § List event passes")
@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_a_page_has_a_count_a_pagination_and_passes(path: str) -> None:
    with world_of({"id": 610, "templateId": 1000083, "serialNumber": "34b6", "status": "installed"}) as api:
        answer = api.get(f"{path}/passes")
        assert answer.status_code == 200
        assert answer.json() == {
            "count": 1,
            "pagination": {"order": "id", "direction": "desc", "page": 1, "start": 0, "pageSize": 10},
            "passes": [
                {
                    "id": 610,
                    "templateId": 1000083,
                    "url": "http://mock.test/v1/pass/610/download",
                    "serialNumber": "34b6",
                    "createdAt": "2026-01-01T00:00:00.000Z",
                    "updatedAt": "2026-01-01T00:00:00.000Z",
                    "status": "installed",
                    "installedAt": "2026-01-01T00:00:00.000Z",
                    "platform": "ios",
                }
            ],
        }


@pytest.mark.published("event-passes.txt § List event passes")
@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("2023-04-19T06:17:01Z", "2023-04-19T06:17:01.000Z"),
        ("2023-04-19T06:17:01.007Z", "2023-04-19T06:17:01.007Z"),
        ("2023-04-19T06:17:01.9999Z", "2023-04-19T06:17:01.999Z"),
        ("2023-04-18T23:17:01-07:00", "2023-04-19T06:17:01.000Z"),
    ],
)
@pytest.mark.parametrize("name", ["createdAt", "updatedAt", "installedAt"])
def test_times_are_told_in_utc_with_milliseconds(name: str, given: str, told: str) -> None:
    with world_of({"status": "installed", name: given}) as api:
        assert listed(api)["passes"][0][name] == told


@pytest.mark.published("event-passes.txt § List event passes")
@pytest.mark.parametrize(
    ("status", "is_told"), [("installed", True), ("uninstalled", True), ("not_been_installed", False)]
)
def test_the_time_of_installation_is_told_of_what_has_been_installed(status: str, is_told: bool) -> None:
    with world_of({"status": status}) as api:
        (shown,) = listed(api)["passes"]
        assert shown["status"] == status
        assert ("installedAt" in shown) is is_told


@pytest.mark.published("event-passes.txt § List event passes")
@pytest.mark.parametrize("platform", ["ios", "android"])
def test_the_platform_of_a_pass_is_told(platform: str) -> None:
    with world_of({"platform": platform}) as api:
        assert listed(api)["passes"][0]["platform"] == platform


@pytest.mark.assumed("A-28")
def test_the_external_id_of_a_pass_is_told_if_it_has_one() -> None:
    with world_of({"id": 1, "externalId": "ticket-1"}, {"id": 2}) as api:
        second, first = listed(api)["passes"]
        assert first["externalId"] == "ticket-1"
        assert "externalId" not in second


@pytest.mark.published("event-passes.txt § List event passes")
@pytest.mark.parametrize(
    "host", ["mock.test", "localhost:8412", "127.0.0.1:80", "[::1]:8412", "wallet-api.example.com"]
)
def test_the_link_of_a_pass_leads_to_the_host_that_was_asked(host: str) -> None:
    with world_of({"id": 616}) as api:
        answer = api.get(PASSES, headers={"Host": host})
        assert answer.json()["passes"][0]["url"] == f"http://{host}/v1/pass/616/download"


@pytest.mark.published("event-passes.txt § List event passes")
@pytest.mark.parametrize(
    ("base", "link"),
    [
        ("https://wallet.example.com", "https://wallet.example.com/v1/pass/616/download"),
        ("https://wallet.example.com/", "https://wallet.example.com/v1/pass/616/download"),
        ("http://localhost:8080/mock", "http://localhost:8080/mock/v1/pass/616/download"),
    ],
)
def test_the_link_of_a_pass_leads_to_the_base_that_is_set(base: str, link: str) -> None:
    with world_of({"id": 616}, public_base_url=base) as api:
        assert listed(api)["passes"][0]["url"] == link


@pytest.mark.published("event-passes.txt § List event passes")
def test_an_event_without_passes_has_an_empty_page(api: Api) -> None:
    page = listed(api)
    assert (page["count"], page["passes"]) == (0, [])
