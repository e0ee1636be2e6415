"""A sandbox can be put back to a moment, and tell what became different since."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.world import BORN, EVENT, PROJECT, Api, E, P, event, open_world, problem, seed

NOW_IN_MS = "2026-01-01T00:00:00.000Z"
BORN_IN_MS = "2018-09-24T09:12:32.000Z"


def create(api: Api) -> int:
    """The id of an event that is created."""
    created: int = api.post(PROJECT, {"fields": {"eventName": {"value": "x"}}}).json()["eventId"]
    return created


def diff(api: Api, name: str = "before") -> Any:
    """What became different since a snapshot."""
    return api.admin("GET", f"/snapshots/{name}/diff").json()


def changed(event_id: int, *changes: tuple[str, Any, Any]) -> dict[str, Any]:
    """Members of something that differ, as they are told."""
    return {
        "id": event_id,
        "changes": [{"pointer": at, "before": old, "after": new} for at, old, new in changes],
    }


def test_a_snapshot_brings_back_data_ids_clock_and_policy(api: Api) -> None:
    assert api.admin("PUT", "/snapshots/before").status_code == 204
    told = api.admin("GET", "/state").json()
    first = create(api)
    api.delete(EVENT)
    api.admin("PUT", "/clock", {"real": True})
    api.admin("PATCH", "/sandboxes/default", {"strictness": "strict"})
    assert api.admin("POST", "/snapshots/before/restore").status_code == 204
    assert api.admin("GET", "/state").json() == told
    assert api.admin("GET", "/sandboxes/default").json()["strictness"] == "documented"
    assert create(api) == first


def test_a_snapshot_can_be_restored_again_and_again(api: Api) -> None:
    api.admin("PUT", "/snapshots/before")
    ids = []
    for _ in range(3):
        ids.append(create(api))
        api.admin("POST", "/snapshots/before/restore")
    assert ids == [E + 1] * 3


def test_a_snapshot_that_is_saved_again_is_replaced(api: Api) -> None:
    api.admin("PUT", "/snapshots/before")
    first = create(api)
    api.admin("PUT", "/snapshots/before")
    create(api)
    api.admin("POST", "/snapshots/before/restore")
    assert api.get(f"{PROJECT}/{first}").status_code == 200
    assert api.get(f"{PROJECT}/{first + 1}").status_code == 404


def test_snapshots_are_listed_in_the_order_first_saved(api: Api) -> None:
    for name in ("b", "a", "b"):
        api.admin("PUT", f"/snapshots/{name}")
    assert api.admin("GET", "/snapshots").json() == {"snapshots": [{"name": "b"}, {"name": "a"}], "count": 2}


def test_a_snapshot_can_be_deleted(api: Api) -> None:
    api.admin("PUT", "/snapshots/before")
    assert api.admin("DELETE", "/snapshots/before").status_code == 204
    assert api.admin("GET", "/snapshots").json() == {"snapshots": [], "count": 0}


def test_a_sandbox_does_not_see_the_snapshots_of_another(api: Api) -> None:
    api.admin("PUT", "/snapshots/before", headers={"X-Mockserver-Sandbox": "other"})
    assert api.admin("GET", "/snapshots").json()["snapshots"] == []


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/restore"), ("GET", "/diff"), ("DELETE", "")], ids=lambda each: each
)
def test_a_snapshot_that_is_not_there_is_not_found(api: Api, method: str, path: str) -> None:
    api.admin("PUT", "/snapshots/a")
    assert problem(api.admin(method, f"/snapshots/b{path}"), 404) == (
        "There is no snapshot 'b'; expected one of ['a']."
    )


@pytest.mark.parametrize("name", ["a%20b", "x" * 65, "%C3%A9"])
def test_a_name_that_is_no_name_is_refused(api: Api, name: str) -> None:
    assert "name" in problem(api.admin("PUT", f"/snapshots/{name}"), 400)


# --- what became different


def test_nothing_is_different_at_first(api: Api) -> None:
    api.admin("PUT", "/snapshots/before")
    api.get(EVENT)
    nothing: dict[str, Any] = {"added": [], "removed": [], "changed": []}
    assert diff(api) == {"events": nothing, "passes": nothing}


def test_what_was_added_and_removed_is_told_as_a_seed_tells_it() -> None:
    with open_world(seed(event(id=E, passGroups=["g"]), event(id=7))) as api:
        api.admin("PUT", "/snapshots/before")
        api.delete(EVENT)
        added = create(api)
        api.admin("POST", "/events/7/passes", {"platform": "android"})
        told = diff(api)
    assert told["events"]["removed"] == [
        {
            "project": P,
            "id": E,
            "passGroups": ["g"],
            "createdAt": BORN_IN_MS,
            "updatedAt": BORN_IN_MS,
            "fields": {"eventName": {"label": "Event", "value": "LA Dodgers at SF Giants"}},
        }
    ]
    assert [each["id"] for each in told["events"]["added"]] == [added]
    assert told["events"]["changed"] == []
    assert told["passes"] == {
        "added": [
            {
                "event": 7,
                "id": 1,
                "templateId": 2,
                "serialNumber": "a97d1eb2-f5d3-5812-9ecd-a3d03714aa62",
                "platform": "android",
                "status": "not_been_installed",
                "createdAt": NOW_IN_MS,
                "updatedAt": NOW_IN_MS,
            }
        ],
        "removed": [],
        "changed": [],
    }


def test_each_member_that_changed_is_pointed_at_with_both_values() -> None:
    fields = {"eventName": {"value": "Opening"}, "a/b": {"value": "1", "size": {"w": 1, "h": 2}}}
    with open_world(seed(event(id=E, passGroups=["g"], fields=fields), event(id=7))) as api:
        api.admin("PUT", "/snapshots/before")
        api.put(
            EVENT, {"fields": {"eventName": {"value": "Night"}, "a/b": {"size": {"w": 1, "h": 3}}, "new": {}}}
        )
        api.post(f"{EVENT}/passGroups", {"passGroups": ["h"]})
        told = diff(api)["events"]
    assert told == {
        "added": [],
        "removed": [],
        "changed": [
            changed(
                E,
                ("/passGroups", ["g"], ["g", "h"]),
                ("/updatedAt", BORN_IN_MS, NOW_IN_MS),
                ("/fields/eventName/value", "Opening", "Night"),
                ("/fields/a~1b/size/h", 2, 3),
                ("/fields/new", None, {"label": "New"}),
            )
        ],
    }


def test_the_passes_of_a_deleted_event_changed() -> None:
    passes = [{"id": 1}, {"id": 2, "status": "installed", "createdAt": BORN}]
    with open_world(seed(event(id=E, passes=passes))) as api:
        api.admin("PUT", "/snapshots/before")
        api.admin("POST", "/passes/1/install")
        api.delete(EVENT)
        told = diff(api)["passes"]
    assert told["added"] == told["removed"] == []
    assert told["changed"] == [
        changed(
            1,
            ("/event", E, None),
            ("/status", "not_been_installed", "installed"),
            ("/installedAt", None, NOW_IN_MS),
        ),
        changed(2, ("/event", E, None)),
    ]


def test_what_became_different_is_told_of_a_database_file_too(tmp_path: Path) -> None:
    with open_world(db=tmp_path / "world.db") as api:
        api.admin("PUT", "/snapshots/before")
        added = create(api)
        assert [each["id"] for each in diff(api)["events"]["added"]] == [added]
        api.admin("POST", "/snapshots/before/restore")
        assert diff(api)["events"]["added"] == []
    with closing(sqlite3.connect(tmp_path / "world.db")) as kept:
        assert kept.execute("SELECT id FROM event").fetchall() == [(E,)]


def test_the_moment_of_a_snapshot_is_that_of_its_sandbox(api: Api) -> None:
    api.admin("PUT", "/snapshots/before")
    api.admin("POST", "/clock/advance", {"seconds": 60})
    api.admin("POST", "/snapshots/before/restore")
    assert api.admin("GET", "/clock").json() == {"now": NOW_IN_MS, "mode": "frozen"}


def test_a_name_is_decoded_once(api: Api) -> None:
    api.admin("PUT", "/snapshots/a%2Eb")
    assert [each["name"] for each in api.admin("GET", "/snapshots").json()["snapshots"]] == ["a.b"]
    assert api.admin("GET", "/snapshots/a.b/diff").status_code == 200
    assert "a%2Eb" in problem(api.admin("GET", "/snapshots/a%252Eb/diff"), 400)
    assert api.admin("DELETE", "/snapshots/%61.b").status_code == 204


def test_there_are_only_so_many_snapshots() -> None:
    with open_world(max_snapshots=2) as api:
        for name in ("one", "two", "one"):
            assert api.admin("PUT", f"/snapshots/{name}").status_code == 204
        assert "as many as there may be" in problem(api.admin("PUT", "/snapshots/three"), 409)
        api.admin("DELETE", "/snapshots/one")
        assert api.admin("PUT", "/snapshots/three").status_code == 204


@pytest.mark.parametrize("name", [".", ".."])
def test_a_name_that_a_path_would_lose_is_none(api: Api, name: str) -> None:
    encoded = name.replace(".", "%2E")
    assert api.admin("PUT", f"/snapshots/{encoded}").status_code in {400, 404, 405}
    assert api.admin("GET", "/snapshots").json()["count"] == 0
    assert api.admin("POST", "/sandboxes", {"name": name}).status_code == 400
