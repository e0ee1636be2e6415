"""An id that cannot exist names nothing, whichever door it comes through."""

import pytest

from tests.world import Api, problem

BEYOND = [-(2**70), 2**70]


@pytest.mark.parametrize("number", BEYOND)
@pytest.mark.parametrize("query", ["/events?project=", "/passes?event=", "/pushes?event=", "/pushes?pass="])
def test_a_filter_by_such_an_id_is_refused(api: Api, query: str, number: int) -> None:
    assert query.rpartition("?")[2].rstrip("=") in problem(api.admin("GET", f"{query}{number}"), 400)


@pytest.mark.parametrize("number", [*BEYOND, 2**63])
def test_nobody_is_told_of_the_passes_of_such_a_project(api: Api, number: int) -> None:
    assert "project" in problem(api.admin("DELETE", f"/callbacks?project={number}"), 400)


@pytest.mark.parametrize("number", BEYOND)
def test_such_an_event_is_not_found(api: Api, number: int) -> None:
    problem(api.admin("GET", f"/events/{number}"), 404)
