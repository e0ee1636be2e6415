"""Every instant that the server writes obeys the clock of its sandbox."""

import time
from typing import Any
from urllib.parse import quote

import pytest

from tests.world import EVENT, Api, E, event, open_world, problem, seed

CHANGE = {"fields": {"eventName": {"value": "x"}}}
LAST = "9999-12-31T23:59:59.999Z"
RANGE = f"from 0001-01-01T00:00:00.000Z to {LAST}"


def test_a_frozen_clock_stands_still(api: Api) -> None:
    set_to = api.admin("PUT", "/clock", {"frozen": "2030-05-06T07:08:09.123+02:00"})
    assert set_to.json() == {"now": "2030-05-06T05:08:09.123Z", "mode": "frozen"}
    assert api.put(EVENT, CHANGE).json()["updatedAt"] == "2030-05-06T05:08:09Z"
    assert api.admin("GET", "/clock").json() == set_to.json()


def test_a_frozen_clock_that_is_moved_on_stands_still_again(api: Api) -> None:
    moved = api.admin("POST", "/clock/advance", {"seconds": 90.5}).json()
    assert moved == {"now": "2026-01-01T00:01:30.500Z", "mode": "frozen"}
    assert api.put(EVENT, CHANGE).json()["updatedAt"] == "2026-01-01T00:01:30Z"


def test_a_shifted_clock_runs_on_from_where_it_is_set(api: Api) -> None:
    assert api.admin("PUT", "/clock", {"shifted": "2040-01-01T00:00:00Z"}).json()["mode"] == "shifted"
    assert api.put(EVENT, CHANGE).json()["updatedAt"].startswith("2040-01-01T00:0")
    api.admin("POST", "/clock/advance", {"seconds": 86400})
    assert api.put(EVENT, CHANGE).json()["updatedAt"].startswith("2040-01-02T00:0")


def test_a_real_clock_that_is_moved_on_is_shifted() -> None:
    with open_world(seed(clock={"real": True})) as api:
        before = api.admin("GET", "/clock").json()
        after = api.admin("POST", "/clock/advance", {"seconds": 3600}).json()
    assert (before["mode"], after["mode"]) == ("real", "shifted")
    assert after["now"] > before["now"]


def test_a_clock_can_tell_the_real_time_again(api: Api) -> None:
    assert api.admin("PUT", "/clock", {"real": True}).json()["mode"] == "real"


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({}, "exactly one"),
        ({"frozen": "2030-01-01T00:00:00Z", "real": True}, "exactly one"),
        ({"frozen": "soon"}, "frozen"),
        ({"frozen": "2030-01-01"}, "frozen"),
        ({"stopped": True}, "stopped"),
    ],
)
def test_a_clock_that_makes_no_sense_is_refused_and_left_as_it_is(api: Api, wanted: Any, told: str) -> None:
    before = api.admin("GET", "/clock").json()
    assert told in problem(api.admin("PUT", "/clock", wanted), 400)
    assert api.admin("GET", "/clock").json() == before


@pytest.mark.parametrize("seconds", [-1, "soon", None, 1e12, True])
def test_a_clock_is_moved_by_a_sensible_number_of_seconds(api: Api, seconds: Any) -> None:
    assert "seconds" in problem(api.admin("POST", "/clock/advance", {"seconds": seconds}), 400)


def test_a_shifted_clock_goes_back_to_where_it_began() -> None:
    with open_world(seed(clock={"shifted": "2040-01-01T00:00:00Z"})) as api:
        api.admin("PUT", "/snapshots/begun")
        api.admin("POST", "/clock/advance", {"seconds": 86400})
        for door in ("/snapshots/begun/restore", "/reset"):
            assert api.admin("GET", "/clock").json()["now"].startswith("2040-01-02T00:0")
            assert api.admin("POST", door).is_success
            assert api.admin("GET", "/clock").json()["now"].startswith("2040-01-01T00:0")
            api.admin("POST", "/clock/advance", {"seconds": 86400})


def test_the_time_that_a_shifted_clock_ran_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    real = time.time_ns

    def now(hours: int, **sandbox: Any) -> str:
        """What the clock of a sandbox tells so many hours after it began, to ten minutes."""
        monkeypatch.setattr(time, "time_ns", lambda: real() + hours * 3600 * 10**9)
        told: str = api.admin("GET", "/clock", **sandbox).json()["now"]
        return told[:15]

    with open_world(seed(clock={"shifted": "2040-01-01T00:00:00Z"})) as api:
        api.admin("PUT", "/snapshots/begun")
        for hours, door in enumerate(("/snapshots/begun/restore", "/reset"), start=1):
            assert now(hours) == "2040-01-01T01:0"
            assert api.admin("POST", door).is_success
            assert now(hours) == "2040-01-01T00:0"
        now(3)
        later = {"X-Mockserver-Sandbox": "later"}
        api.get(EVENT, headers=later)
        assert now(3, headers=later) == "2040-01-01T00:0"


EDGES = {
    "0001-01-01T00:00:00Z": "0001-01-01T00:00:00.000Z",
    "0001-01-01T05:00:00+05:00": "0001-01-01T00:00:00.000Z",
    "9999-12-31T23:59:59.9999Z": LAST,
    "9999-12-31T18:59:59.999-05:00": LAST,
}
BEYOND = [
    "0000-12-31T23:59:59Z",
    "0001-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59-00:01",
    "10000-01-01T00:00:00Z",
    "292277026-12-04T15:30:07Z",
]


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("mode", ["frozen", "shifted"])
def test_a_state_can_follow_wherever_a_clock_goes(api: Api, mode: str, edge: str) -> None:
    assert api.admin("PUT", "/clock", {mode: edge}).json()["now"][:16] == EDGES[edge][:16]
    api.admin("POST", "/clock/advance", {"seconds": 0})
    told = api.put(EVENT, CHANGE).json()["updatedAt"]
    assert told[:16] == EDGES[edge][:16]
    state = api.admin("GET", "/state").json()
    assert api.admin("PUT", "/state", state).status_code == 204
    assert api.get(EVENT).json()["updatedAt"] == told


@pytest.mark.parametrize("moment", BEYOND)
@pytest.mark.parametrize("door", ["frozen", "shifted", "state", "sandbox"])
def test_an_instant_that_no_state_could_say_is_refused_with_the_range(
    api: Api, door: str, moment: str
) -> None:
    if door == "state":
        answer = api.admin("PUT", "/state", seed(event(id=E, createdAt=moment)))
        told = answer.json()["faults"][0]["message"]
    else:
        asks = {"sandbox": ("POST", "/sandboxes", {"name": "far", "clock": {"frozen": moment}})}
        answer = api.admin(*asks.get(door, ("PUT", "/clock", {door: moment})))
        told = problem(answer, 400)
    assert answer.status_code == 400
    assert moment in told
    assert RANGE in told
    assert api.admin("GET", "/clock").json()["now"] == "2026-01-01T00:00:00.000Z"


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01"])
def test_requests_are_found_since_instants_within_the_range(api: Api, moment: str) -> None:
    told = problem(api.admin("GET", f"/requests?since={quote(moment)}"), 400)
    assert moment in told
    assert RANGE in told


@pytest.mark.parametrize("seconds", [0.002, 3600.0, 1e12, 1e308])
@pytest.mark.parametrize("mode", ["frozen", "shifted"])
def test_a_clock_is_not_moved_beyond_its_range(api: Api, mode: str, seconds: float) -> None:
    api.admin("PUT", "/clock", {mode: LAST})
    told = problem(api.admin("POST", "/clock/advance", {"seconds": seconds}), 400)
    assert told.startswith(f"seconds is {seconds}; expected at most 0.0")
    assert RANGE in told
    assert api.admin("GET", "/clock").json() == {"now": LAST, "mode": mode}


def test_a_clock_that_runs_to_the_end_of_its_range_stands_there(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.admin("PUT", "/clock", {"shifted": "9999-12-31T23:00:00Z"})
    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() + 2 * 3600 * 10**9)
    assert api.admin("GET", "/clock").json() == {"now": LAST, "mode": "shifted"}
    assert api.put(EVENT, CHANGE).json()["updatedAt"] == "9999-12-31T23:59:59Z"
    assert api.admin("PUT", "/state", api.admin("GET", "/state").json()).status_code == 204
