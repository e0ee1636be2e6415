"""What was asked of a server since it began, whatever its sandboxes forget."""

import pytest

from mockserver.web.connection import ConnectionDropped
from tests.world import EVENT, Api, open_world, seed


def tally(api: Api) -> dict[str, object]:
    answer = api.admin("GET", "/tally")
    assert answer.status_code == 200, answer.text
    told: dict[str, object] = answer.json()
    return told


def test_requests_and_findings_are_counted_over_all_sandboxes() -> None:
    with open_world(seed()) as api:
        api.get(EVENT)
        api.get(EVENT, headers={"X-Mockserver-Sandbox": "other"})
        api.get(f"{EVENT}/passes?colour=red")
        api.get(EVENT, headers={"Api-Revision": "9"})
        api.get("/v1/nothing")
        api.admin("DELETE", "/sandboxes/other")
        api.admin("POST", "/reset")
        told = tally(api)
    assert told["requests"] == [
        {"operation": "get_event", "status": 200, "count": 2},
        {"operation": "list_event_passes", "status": 200, "count": 1},
        {"operation": "get_event", "status": 400, "count": 1},
        {"operation": None, "status": 404, "count": 1},
    ]
    assert told["findings"] == [
        {"level": "undocumented", "code": "query.undocumented", "count": 1},
        {"level": "violation", "code": "revision.unsupported", "count": 1},
    ]
    assert told["shard"] is None


def test_faults_that_went_with_their_sandboxes_count_as_those_still_to_come() -> None:
    plan = {"match": {"operation": "update_event"}, "steps": [{"status": 503}]}
    with open_world(seed()) as api:
        for sandbox in ("gone", "there"):
            headers = {"X-Mockserver-Sandbox": sandbox}
            assert api.admin("POST", "/faults", plan, headers=headers).status_code == 201
        assert tally(api)["unconsumedFaults"] == 2
        api.admin("DELETE", "/sandboxes/gone")
        assert tally(api)["unconsumedFaults"] == 2
        api.request("PUT", EVENT, json={}, headers={"X-Mockserver-Sandbox": "there"})
        assert tally(api)["unconsumedFaults"] == 1


def test_whoever_asks_twice_knows_whether_it_is_the_same_run_of_the_server() -> None:
    runs = set()
    for _ in range(2):
        with open_world(seed(), shard="s2") as api:
            first, second = tally(api), tally(api)
        assert first == second
        assert first["shard"] == "s2"
        runs.add(first["run"])
    assert len(runs) == 2


def test_a_request_that_nothing_answered_has_no_status() -> None:
    with open_world(seed()) as api:
        api.admin("POST", "/faults", {"steps": [{"drop": "before"}]})
        with pytest.raises(ConnectionDropped):
            api.get(EVENT)
        assert tally(api)["requests"] == [{"operation": "get_event", "status": None, "count": 1}]
