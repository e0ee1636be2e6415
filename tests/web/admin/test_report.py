"""What a run covered, what a plan would have met, seeds, and two snapshots side by side."""

from typing import Any

import pytest

from tests.world import EVENT, PATHS, Api, E, problem

CHANGE = {"fields": {"venueTitle": {"value": "Oracle Park"}}}


def test_a_report_tells_what_was_covered_and_what_was_not(api: Api) -> None:
    api.get(PATHS["id/id"])
    api.request("HEAD", PATHS["id/id"])
    api.get(PATHS["id/external"])
    api.get(f"{EVENT}9")
    api.put(EVENT, CHANGE | {"colour": "red"})
    api.get("/v1/nowhere")
    told = api.admin("GET", "/report").json()
    covered = {each["operation"]: each for each in told["operations"]}
    assert covered["get_event"]["forms"] == {
        "by id": 3,
        "event by external id": 1,
        "project by external id": 0,
        "by external id": 0,
    }
    assert covered["get_event"]["statuses"] == {"200": 3, "404": 1}
    assert covered["delete_event"]["statuses"] == {}
    assert {"A-18", "A-29"} <= set(told["claims"])
    assert sum(told["findings"].values()) == 1
    assert told["unread"] == [{"path": "/colour", "count": 1}]


def test_a_preview_tells_what_a_plan_would_have_met_and_plans_nothing(api: Api) -> None:
    api.get(EVENT)
    met = api.put(EVENT, CHANGE).headers["x-mockserver-request-id"]
    plan = {"match": {"operation": "update_event", "event": E}, "steps": [{"status": 503}]}
    assert api.admin("POST", "/faults/preview", plan).json() == {"count": 1, "requests": [met]}
    assert api.admin("GET", "/faults").json()["count"] == 0
    assert "did you mean" in problem(
        api.admin("POST", "/faults/preview", plan | {"match": {"operation": "update_evnt"}}), 400
    )


def test_seeds_that_come_along_are_seeds(api: Api) -> None:
    seeds = {each["name"]: each for each in api.admin("GET", "/seeds").json()["seeds"]}
    assert {"documentation", "season", "volume"} <= set(seeds)
    for each in seeds.values():
        assert each["description"]
        sent: dict[str, Any] = {"content": each["seed"], "headers": {"Content-Type": "application/yaml"}}
        assert api.admin("POST", "/seeds/validate", **sent).json() == {"valid": True}


def test_a_bad_seed_is_told_with_every_fault_and_changes_nothing(api: Api) -> None:
    answer = api.admin("POST", "/seeds/validate", {"projects": [{"id": 0}]})
    assert (answer.status_code, answer.json()["faults"][0]["pointer"]) == (400, "/projects/0/id")
    assert api.get(EVENT).status_code == 200


def test_the_schema_of_seeds_is_told(api: Api) -> None:
    assert api.admin("GET", "/seed.schema.json").json()["title"] == "Seed"


@pytest.mark.parametrize(("to", "changed"), [("?to=after", 1), ("?to=before", 0), ("", 0)])
def test_two_snapshots_are_compared(api: Api, to: str, changed: int) -> None:
    api.admin("PUT", "/snapshots/before")
    api.put(EVENT, CHANGE)
    api.admin("PUT", "/snapshots/after")
    api.admin("POST", "/snapshots/before/restore")
    told = api.admin("GET", f"/snapshots/before/diff{to}").json()
    assert len(told["events"]["changed"]) == changed
    assert "'gone'" in problem(api.admin("GET", "/snapshots/before/diff?to=gone"), 404)
