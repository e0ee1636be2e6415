"""What a listing of passes is asked for wrongly, and how strictness judges it."""

import httpx
import pytest

from mockserver.web.api.schemas.requests import LARGEST_PAGE
from tests.world import EVENT, LENIENT, STRICT, Api, E, event, findings, open_world, problem, seed

PASSES = f"{EVENT}/passes"
WRONG = pytest.mark.parametrize(
    ("name", "value"),
    [
        ("status", ""),
        ("status", "deleted"),
        ("status", "INSTALLED"),
        ("status", "installed,uninstalled"),
        ("pageSize", ""),
        ("pageSize", "ten"),
        ("pageSize", "1.5"),
        ("pageSize", "1e1"),
        ("pageSize", "1_0"),
        ("pageSize", "٣"),
        ("pageSize", "0"),
        ("pageSize", "-1"),
        ("page", ""),
        ("page", "first"),
        ("page", "1.0"),
        ("page", "0"),
        ("page", "-1"),
        ("page", "-99999999999999999999"),
        ("page", str(LARGEST_PAGE + 1)),
        ("order", ""),
        ("order", "name"),
        ("order", "ID"),
        ("order", "created_at"),
        ("direction", ""),
        ("direction", "up"),
        ("direction", "ASCENDING"),
        ("direction", "de\u017fc"),
    ],
)


def get(api: Api, *query: tuple[str, str], **headers: str) -> httpx.Response:
    return api.request("GET", PASSES, params=list(query), headers=headers)


def told(answer: httpx.Response) -> list[tuple[str, str]]:
    return [(found["level"], found["at"]) for found in findings(answer)]


@pytest.mark.published("event-passes.txt § List event passes")
@WRONG
@pytest.mark.parametrize("strictness", ["documented", "strict"])
def test_another_value_than_the_documented_ones_is_refused(
    api: Api, strictness: str, name: str, value: str
) -> None:
    answer = get(api, (name, value), Prefer=f"strictness={strictness}")
    details = problem(answer, 400)
    assert details.startswith(f"{name} is ")
    assert value in details
    assert "expected" in details
    assert told(answer) == [("violation", f"query {name}")]


@pytest.mark.published("event-passes.txt § List event passes")
@WRONG
def test_a_lenient_server_takes_the_default_instead(name: str, value: str) -> None:
    passes = [{"id": each} for each in range(1, 13)]
    with open_world(seed(event(id=E, passes=passes))) as api:
        answer = get(api, (name, value), **LENIENT)
        assert answer.json() == get(api).json()
        assert told(answer) == [("violation", f"query {name}")]


@pytest.mark.published("event-passes.txt § List event passes")
def test_everything_that_is_wrong_is_told_in_one_answer(api: Api) -> None:
    answer = get(api, ("page", "0"), ("order", "name"), ("status", "installed"))
    problem(answer, 400)
    assert sorted(told(answer)) == [("violation", "query order"), ("violation", "query page")]


@pytest.mark.assumed("A-27")
@pytest.mark.parametrize(
    ("name", "value"), [("filter", "x"), ("Page", "2"), ("page_size", "2"), ("limit", ""), ("installed", "")]
)
def test_another_parameter_is_ignored_and_told(api: Api, name: str, value: str) -> None:
    answer = get(api, (name, value))
    assert answer.json() == get(api).json()
    assert told(answer) == [("undocumented", f"query {name}")]


@pytest.mark.assumed("A-27")
@pytest.mark.parametrize("name", ["filter", "Page", "page_size"])
def test_another_parameter_is_refused_when_judged_strictly(api: Api, name: str) -> None:
    answer = get(api, (name, "2"), **STRICT)
    assert name in problem(answer, 400)
    assert told(answer) == [("undocumented", f"query {name}")]
