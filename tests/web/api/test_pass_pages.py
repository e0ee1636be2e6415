"""List the passes of an event: which of them, in which order, on which page."""

from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from mockserver.web.api.schemas.requests import LARGEST_PAGE
from tests.world import EVENT, PROJECT, STRICT, Api, E, event, findings, open_world, problem, seed

PASSES = f"{EVENT}/passes"
STATUSES: dict[str | None, set[str]] = {
    None: {"installed", "uninstalled", "not_been_installed"},
    "installed": {"installed"},
    "uninstalled": {"uninstalled"},
    "been_installed": {"installed", "uninstalled"},
    "not_been_installed": {"not_been_installed"},
}
ORDERS = ["id", "createdAt", "updatedAt"]
DIRECTIONS = ["ASC", "DESC"]


def a_pass(number: int) -> dict[str, Any]:
    """One of many passes; ids, creations and updates are in different orders, and there are ties."""
    return {
        "id": 100 + number * 7 % 23,
        "templateId": 5,
        "serialNumber": f"serial-{number}",
        "platform": ["ios", "android"][number % 2],
        "status": ["installed", "uninstalled", "not_been_installed", "installed"][number % 4],
        "createdAt": f"2023-04-0{1 + number * 5 % 4}T00:00:00Z",
        "updatedAt": f"2023-05-0{1 + number * 3 % 5}T00:00:00.500Z",
    }


MANY = [a_pass(number) for number in range(23)]


@pytest.fixture(scope="module")
def many() -> Iterator[Api]:
    """A world with 23 passes, that no test here changes."""
    other = event(id=E + 1, passes=[{"id": 1, "status": "installed"}])
    with open_world(seed(event(id=E, passes=MANY), other)) as api:
        yield api


def listed(api: Api, **query: Any) -> dict[str, Any]:
    """The answer to a listing."""
    answer = api.get(PASSES, params=query)
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    return page


def ids(page: dict[str, Any]) -> list[int]:
    return [each["id"] for each in page["passes"]]


def in_order(status: str | None = None, order: str = "id", direction: str = "DESC") -> list[int]:
    """The ids of `MANY` as they should be listed."""
    chosen = [each for each in MANY if each["status"] in STATUSES[status]]
    chosen.sort(key=lambda each: (each[order], each["id"]), reverse=direction == "DESC")
    return [each["id"] for each in chosen]


@pytest.mark.published("event-passes.txt § List event passes")
def test_only_the_passes_of_the_event_are_listed(many: Api) -> None:
    assert sorted(ids(listed(many, pageSize=1000))) == list(range(100, 123))
    assert ids(many.get(f"{PROJECT}/{E + 1}/passes").json()) == [1]


@pytest.mark.published("event-passes.txt § List event passes")
@pytest.mark.parametrize(
    "path",
    [
        f"{PROJECT}/999",
        f"{PROJECT}/id/nothing",
        f"/v1/events/project/999/{E}",
        f"/v1/events/project/id/nobody/{E}",
    ],
)
def test_the_passes_of_an_unknown_event_or_project_are_not_found(many: Api, path: str) -> None:
    problem(many.get(f"{path}/passes"), 404)


@pytest.mark.published("event-passes.txt § List event passes")
@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("status", STATUSES)
def test_the_pages_of_every_query_are_its_passes_in_order(
    many: Api, status: str | None, order: str, direction: str
) -> None:
    query = {"order": order, "direction": direction} | ({"status": status} if status else {})
    expected = in_order(status, order, direction)
    for size in (1, 4, 10, 23, 1000):
        found: list[int] = []
        for page in count(1):
            answer = listed(many, pageSize=size, page=page, **query)
            assert answer["count"] == len(in_order())
            assert answer["pagination"] == {
                "order": order,
                "direction": direction.lower(),
                "page": page,
                "start": (page - 1) * size,
                "pageSize": size,
            }
            assert ids(answer) == expected[(page - 1) * size : page * size]
            if not answer["passes"]:
                break
            found += ids(answer)
        assert found == expected


@pytest.mark.assumed("A-24")
@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("order", ["createdAt", "updatedAt"])
@pytest.mark.parametrize("status", STATUSES)
def test_ties_are_broken_by_id_in_the_same_direction(status: str | None, order: str, direction: str) -> None:
    alike = {5: "installed", 3: "uninstalled", 9: "not_been_installed", 1: "installed", 7: "uninstalled"}
    born = {"createdAt": "2023-04-01T00:00:00Z"}
    passes = [{"id": each, "status": alike[each]} | born for each in alike]
    with open_world(seed(event(id=E, passes=passes))) as api:
        query = {"order": order, "direction": direction} | ({"status": status} if status else {})
        chosen = [each for each in alike if alike[each] in STATUSES[status]]
        assert ids(listed(api, **query)) == sorted(chosen, reverse=direction == "DESC")


@pytest.mark.published("event-passes.txt § List event passes")
@pytest.mark.parametrize(
    "query",
    [{}, {"pageSize": "10"}, {"page": "1"}, {"order": "id"}, {"direction": "DESC"}],
    ids=["nothing", "pageSize", "page", "order", "direction"],
)
def test_the_defaults_are_the_documented_ones(many: Api, query: dict[str, str]) -> None:
    page = listed(many, **query)
    assert ids(page) == in_order()[:10]
    assert page["pagination"] == {"order": "id", "direction": "desc", "page": 1, "start": 0, "pageSize": 10}


@pytest.mark.assumed("A-25")
@pytest.mark.parametrize("page", [1, 2, 99])
@pytest.mark.parametrize("status", STATUSES)
def test_all_passes_of_the_event_are_counted_on_every_page(many: Api, status: str | None, page: int) -> None:
    query = {"status": status} if status else {}
    assert listed(many, page=page, pageSize=2, **query)["count"] == len(in_order())


# --- how large a page, and how far


@pytest.mark.assumed("A-26")
@pytest.mark.parametrize(
    ("asked", "served", "told"),
    [
        (1, 1, []),
        (999, 999, []),
        (1000, 1000, []),
        (1001, 1000, ["query pageSize"]),
        (10**30, 1000, ["query pageSize"]),
    ],
)
def test_a_page_has_at_most_1000_passes(asked: int, served: int, told: list[str]) -> None:
    with open_world(seed(event(id=E, passes={"count": 1002}))) as api:
        answer = api.get(PASSES, params={"pageSize": asked, "page": 1})
        page = answer.json()
        assert (len(page["passes"]), page["count"]) == (served, 1002)
        assert page["pagination"]["pageSize"] == served
        assert [found["at"] for found in findings(answer)] == told
        assert {found["level"] for found in findings(answer)} <= {"undocumented"}


@pytest.mark.assumed("A-26")
def test_the_page_after_a_largest_one_goes_on_where_that_ended() -> None:
    with open_world(seed(event(id=E, passes={"count": 1002}))) as api:
        first, second = (listed(api, pageSize=5000, page=page, direction="ASC") for page in (1, 2))
        assert second["pagination"]["start"] == 1000
        assert ids(second) == [ids(first)[-1] + 1, ids(first)[-1] + 2]


@pytest.mark.assumed("A-26")
def test_a_larger_page_is_refused_when_judged_strictly(many: Api) -> None:
    answer = many.get(PASSES, params={"pageSize": 1001}, headers=STRICT)
    assert "1001" in problem(answer, 400)


@pytest.mark.assumed("A-26")
@pytest.mark.parametrize("page", [3, 4, 2**31, LARGEST_PAGE])
@pytest.mark.parametrize("size", [1000, 12])
def test_a_page_past_the_end_is_empty(many: Api, page: int, size: int) -> None:
    answer = many.get(PASSES, params={"page": page, "pageSize": size}, headers=STRICT)
    assert answer.status_code == 200
    assert answer.json()["passes"] == []
    assert answer.json()["count"] == 23
    assert answer.json()["pagination"]["page"] == page
    assert answer.json()["pagination"]["start"] == (page - 1) * size


@pytest.mark.assumed("A-26")
def test_a_client_that_reads_until_a_page_is_empty_sees_each_pass_once(many: Api) -> None:
    seen: list[int] = []
    for page in count(1):
        found = ids(listed(many, pageSize=5, page=page))
        if not found:
            break
        seen += found
    assert seen == in_order()


@pytest.mark.assumed("A-27")
@pytest.mark.parametrize("order", ORDERS)
def test_a_client_may_send_the_pagination_back_to_ask_for_the_next_page(many: Api, order: str) -> None:
    seen: list[int] = []
    query: dict[str, Any] = {"order": order, "direction": "ASC", "pageSize": 6}
    while True:
        answer = many.get(PASSES, params=query, headers=STRICT)
        assert findings(answer) == []
        if not answer.json()["passes"]:
            break
        seen += ids(answer.json())
        query = answer.json()["pagination"]
        query["page"] += 1
    assert seen == in_order(order=order, direction="ASC")


@pytest.mark.assumed("A-27")
@pytest.mark.parametrize("start", ["0", "5", "-1", "abc", "", "9" * 40])
def test_a_start_is_accepted_and_ignored(many: Api, start: str) -> None:
    answer = many.get(PASSES, params={"start": start, "page": 2}, headers=STRICT)
    assert ids(answer.json()) == in_order()[10:20]
    assert answer.json()["pagination"]["start"] == 10
    assert findings(answer) == []


@pytest.mark.assumed("A-27")
@pytest.mark.parametrize("direction", ["asc", "Asc", "aSC", "ASC", "desc", "Desc", "DESC"])
def test_a_direction_may_be_written_in_any_case(many: Api, direction: str) -> None:
    answer = many.get(PASSES, params={"direction": direction}, headers=STRICT)
    assert ids(answer.json()) == in_order(direction=direction.upper())[:10]
    assert answer.json()["pagination"]["direction"] == direction.lower()
    assert findings(answer) == []
