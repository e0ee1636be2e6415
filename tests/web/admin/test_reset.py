"""A sandbox can begin anew, as its own seed says or with nothing."""

from pathlib import Path
from typing import Any

from tests.world import EVENT, NOW, PROJECT, Api, E, P, event, open_app, open_world, problem, seed

CHANGE = {"fields": {"eventName": {"value": "x"}}}
OTHER = {"X-Mockserver-Sandbox": "other"}


def told(api: Api, **given: Any) -> Any:
    """The state of a sandbox."""
    return api.admin("GET", "/state", **given).json()


def turn_over(api: Api, **given: Any) -> None:
    """Change everything in a sandbox that can be changed."""
    api.post(PROJECT, CHANGE, **given)
    api.put(EVENT, CHANGE, **given)
    api.admin("POST", f"/events/{E}/passes", {"count": 3}, **given)
    api.admin("POST", "/projects", {}, **given)
    api.delete(EVENT, **given)
    api.admin("POST", "/clock/advance", {"seconds": 86_400}, **given)


def test_a_reset_brings_back_data_ids_and_clock(api: Api) -> None:
    before = told(api)
    turn_over(api)
    assert told(api) != before
    answer = api.admin("POST", "/reset")
    assert (answer.status_code, answer.content) == (204, b"")
    assert told(api) == before
    assert api.post(PROJECT, CHANGE).json()["eventId"] == E + 1


def test_a_reset_sets_the_modes_back(api: Api) -> None:
    api.admin("PATCH", "/sandboxes/default", {"strictness": "strict", "reading": "schema"})
    api.admin("POST", "/reset")
    sandbox = api.admin("GET", "/sandboxes/default").json()
    assert (sandbox["strictness"], sandbox["reading"]) == ("documented", "examples")


def test_a_reset_goes_back_before_a_state_that_was_put(api: Api) -> None:
    before = told(api)
    api.admin("PUT", "/state", {"projects": [{"id": 7}]})
    api.admin("POST", "/reset")
    assert told(api) == before


def test_a_reset_is_for_one_sandbox_only(api: Api) -> None:
    turn_over(api)
    turn_over(api, headers=OTHER)
    after = told(api)
    api.admin("POST", "/reset", headers=OTHER)
    assert told(api) == after
    assert api.get(EVENT, headers=OTHER).status_code == 200


def test_a_sandbox_goes_back_to_its_own_seed(api: Api) -> None:
    own = {"clock": {"frozen": NOW}, "projects": [{"id": 5, "name": "own"}]}
    api.admin("POST", "/sandboxes", {"name": "other", "seed": own})
    api.admin("POST", "/projects", {}, headers=OTHER)
    api.admin("POST", "/reset", headers=OTHER)
    assert told(api, headers=OTHER)["projects"] == [{"id": 5, "name": "own"}]


def test_the_journal_is_empty_after_a_reset(api: Api) -> None:
    api.get(EVENT)
    assert api.admin("GET", "/requests").json()["requests"]
    api.admin("POST", "/reset")
    assert api.admin("GET", "/requests").json()["requests"] == []


def test_no_fault_is_left_after_a_reset(api: Api) -> None:
    api.admin("POST", "/faults", {"match": {}, "steps": [{"status": 503}]})
    api.admin("POST", "/reset")
    assert api.admin("GET", "/faults").json()["faults"] == []
    assert api.get(EVENT).status_code == 200


def test_snapshots_outlive_a_reset(api: Api) -> None:
    turn_over(api)
    api.admin("PUT", "/snapshots/a")
    after = told(api)
    api.admin("POST", "/reset")
    api.admin("POST", "/snapshots/a/restore")
    assert told(api) == after


def test_a_reset_to_nothing_leaves_no_data_and_the_clock_of_the_seed(api: Api) -> None:
    turn_over(api)
    assert api.admin("POST", "/reset?to=empty").status_code == 204
    assert told(api) == {
        "clock": {"frozen": "2026-01-01T00:00:00.000Z"},
        "nextIds": {"project": 1, "event": 1, "pass": 1},
        "projects": [],
    }
    api.admin("POST", "/reset")
    assert api.get(EVENT).status_code == 200


def test_a_reset_to_something_else_is_refused(api: Api) -> None:
    assert "seed" in problem(api.admin("POST", "/reset?to=nothing"), 400)


def test_passes_are_counted_anew_after_a_reset() -> None:
    with open_world(seed(event(id=E, passes=[{"status": "installed"}, {}]))) as api:
        api.admin("POST", f"/events/{E}/passes", {"count": 3, "status": "installed"})
        api.admin("POST", "/reset")
        pages = [api.get(f"{EVENT}/passes", params=each).json() for each in ({}, {"status": "installed"})]
    assert [(page["count"], len(page["passes"])) for page in pages] == [(2, 2), (2, 1)]


def test_what_is_written_after_a_reset_outlives_the_server(tmp_path: Path) -> None:
    file = tmp_path / "world.db"
    with open_world(db=file) as api:
        api.delete(EVENT)
        api.admin("POST", "/reset")
        created = api.post(PROJECT, CHANGE).json()["eventId"]
    with open_app(None, db=file) as api:
        assert [api.get(f"{PROJECT}/{each}").status_code for each in (E, created)] == [200, 200]


def test_a_world_can_begin_anew_as_often_as_there_are_tests(api: Api) -> None:
    for _ in range(50):
        assert api.post(PROJECT, CHANGE).json()["eventId"] == E + 1
        api.admin("POST", "/reset")
    assert told(api)["nextIds"] == {"project": P + 1, "event": E + 1, "pass": 1}
