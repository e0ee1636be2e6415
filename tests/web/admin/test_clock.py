"""Every instant that the server writes obeys the clock of its sandbox."""

import time
from typing import Any

import pytest

from tests.world import EVENT, Api, open_world, problem, seed

CHANGE = {"fields": {"eventName": {"value": "x"}}}


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
        assert now(3, headers={"X-Mockserver-Sandbox": "later"}) == "2040-01-01T00:0"
