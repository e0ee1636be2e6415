"""What there is, page by page."""

from typing import Any

import pytest

from tests.world import EVENT, EX, PX, Api, E, P, event, open_world, problem, seed

PASSES = [{"id": 616, "status": "installed"}, {"id": 617}]
OTHERS = [
    event(
        id=2000 + number,
        passGroups=["odd"] if number % 2 else ["even"],
        fields={"eventName": {"value": f"No. {number}"}},
    )
    for number in range(5)
]
WORLD = seed(event(id=E, externalId=EX, passes=PASSES), *OTHERS)


def asked(api: Api, path: str, **params: Any) -> dict[str, Any]:
    answer = api.admin("GET", path, params=params)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_projects_are_listed_with_how_much_there_is() -> None:
    with open_world(WORLD) as api:
        api.admin("POST", "/projects", {"id": 9, "name": "Empty"})
        assert asked(api, "/projects") == {
            "projects": [
                {"id": 9, "externalId": None, "name": "Empty", "events": 0, "passes": 0},
                {"id": P, "externalId": PX, "name": None, "events": 6, "passes": 2},
            ]
        }


def test_an_event_is_told_as_the_api_does_with_its_passes() -> None:
    with open_world(WORLD) as api:
        told = asked(api, f"/events/{E}")
        assert told == api.get(EVENT).json() | {"passes": 2}
        assert asked(api, "/events")["events"][0] == told
        assert "9; expected" in problem(api.admin("GET", "/events/9"), 404)
        assert problem(api.admin("GET", f"/events/{10**30}"), 404)


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({}, [1234, 2000, 2001, 2002, 2003, 2004]),
        ({"project": P}, [1234, 2000, 2001, 2002, 2003, 2004]),
        ({"project": 9}, []),
        ({"group": "odd"}, [2001, 2003]),
        ({"group": "odd", "q": "no. 3"}, [2003]),
        ({"q": "dodgers"}, [1234]),
        ({"q": EX}, [1234]),
        ({"q": "value"}, []),
        ({"q": "%"}, []),
        ({"q": ""}, [1234, 2000, 2001, 2002, 2003, 2004]),
    ],
)
def test_events_are_found(params: dict[str, Any], found: list[int]) -> None:
    with open_world(WORLD) as api:
        told = asked(api, "/events", **params)
    assert ([each["eventId"] for each in told["events"]], told["count"], told["next"]) == (
        found,
        len(found),
        None,
    )


@pytest.mark.parametrize("value", ['say "hi"', "a\\b", "two\nlines", "Café_1"])
def test_a_text_is_found_whatever_is_in_it(value: str) -> None:
    with open_world(seed(event(id=E, fields={"eventName": {"value": f"<{value}>"}}), event(id=9))) as api:
        assert [each["eventId"] for each in asked(api, "/events", q=value)["events"]] == [E]


def pages(api: Api, path: str, **params: Any) -> list[list[Any]]:
    """All pages of a list."""
    found: list[list[Any]] = []
    after = None
    while not found or after is not None:
        told = asked(api, path, **params, **({} if after is None else {"after": after}))
        found.append(next(each for each in told.values() if isinstance(each, list)))
        after = told["next"]
    return found


def test_pages_follow_each_other() -> None:
    with open_world(WORLD) as api:
        ids = [[each["eventId"] for each in page] for page in pages(api, "/events", limit=4)]
        assert ids == [[1234, 2000, 2001, 2002], [2003, 2004]]
        assert [len(page) for page in pages(api, "/events", limit=3)] == [3, 3]
        assert [[each["id"] for each in page] for page in pages(api, "/passes", limit=1)] == [[616], [617]]


def test_passes_are_told_as_the_state_does_and_outlive_their_event() -> None:
    with open_world(WORLD) as api:
        (installed,) = asked(api, "/passes", event=E, status="installed")["passes"]
        told = asked(api, "/state")["projects"][0]["events"][0]["passes"][0]
        assert installed == {"eventId": E} | told
        assert asked(api, "/passes", status="uninstalled")["count"] == 0
        api.delete(EVENT)
        gone = asked(api, "/passes")
    assert (gone["count"], {each["eventId"] for each in gone["passes"]}) == (2, {None})


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/events?limit=0", "limit"),
        ("/events?limit=201", "limit"),
        ("/events?after=-1", "after"),
        ("/events?project=x", "project"),
        ("/passes?status=lost", "status"),
        (f"/passes?event={10**30}", "event"),
        ("/pushes?since=2026-01-01T00:00:00", "offset"),
        ("/pushes?limit=-1", "limit"),
    ],
)
def test_what_makes_no_sense_is_refused(api: Api, path: str, told: str) -> None:
    assert told in problem(api.admin("GET", path), 400)


def test_pushes_are_narrowed_to_the_newest() -> None:
    with open_world(WORLD) as api:
        ids = []
        for _ in range(3):
            ids.append(api.put(EVENT, {"fields": {}}).headers["x-mockserver-request-id"])
            api.admin("POST", "/clock/advance", {"seconds": 60})
        assert [each["request"] for each in asked(api, "/pushes")["pushes"]] == ids
        assert [each["request"] for each in asked(api, "/pushes", limit=2)["pushes"]] == ids[1:]
        since = asked(api, "/pushes", since="2026-01-01T00:01:00Z")
    assert [each["request"] for each in since["pushes"]] == ids[1:]
