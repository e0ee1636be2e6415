"""A request of the journal looked at closer: what it changed, what others would answer, and once more."""

from typing import Any

import pytest

from tests.world import EVENT, EX, PROJECT, Api, E, contents, event, open_world, problem, seed

CHANGE = {"fields": {"venueTitle": {"value": "Oracle Park"}}}
PASSES = [{"id": 616, "status": "installed"}, {"id": 617}]
GROUPED = {"passGroups": ["giants"]}
WORLD = seed(event(id=E, externalId=EX, passes=PASSES, **GROUPED), event(id=5000, **GROUPED))
NAME = {"fields": {"eventName": {"value": "Opening Night"}}}
MOVED = "/events/1234/updatedAt"


def changes(api: Api, method: str, path: str, body: Any = None) -> dict[str, Any]:
    """What a request changed."""
    answer = api.request(method, path, json=body)
    request_id = answer.headers["x-mockserver-request-id"]
    told: dict[str, Any] = api.admin("GET", f"/requests/{request_id}/changes").json()
    return told


@pytest.mark.parametrize(
    ("method", "path", "body", "ops", "counts"),
    [
        ("GET", EVENT, None, [], (0, 0)),
        ("GET", f"{EVENT}/passes", None, [], (0, 0)),
        (
            *("PUT", EVENT, CHANGE),
            [("replace", MOVED), ("add", "/events/1234/fields/venueTitle")],
            (1, 2),
        ),
        (
            *("PUT", EVENT, {"fields": {"eventName": {"value": "x"}}}),
            [("replace", MOVED), ("replace", "/events/1234/fields/eventName/value")],
            (1, 2),
        ),
        ("PUT", EVENT, {"fields": 1}, [], (0, 0)),
        ("POST", PROJECT, NAME, [("add", "/events/5001")], (1, 0)),
        ("DELETE", EVENT, None, [("remove", "/events/1234")], (1, 2)),
        (
            *("POST", f"{EVENT}/passGroups", {"passGroups": ["vip"]}),
            [("replace", MOVED), ("replace", "/events/1234/passGroups")],
            (1, 0),
        ),
        (
            *("DELETE", f"{EVENT}/passGroups/giants", None),
            [("replace", MOVED), ("replace", "/events/1234/passGroups")],
            (1, 0),
        ),
        (
            *("PUT", f"{PROJECT}/passGroups/giants", CHANGE),
            [
                ("replace", MOVED),
                ("add", "/events/1234/fields/venueTitle"),
                ("replace", "/events/5000/updatedAt"),
                ("add", "/events/5000/fields/venueTitle"),
            ],
            (2, 2),
        ),
    ],
)
def test_what_a_request_changed_is_told_member_by_member(
    method: str, path: str, body: Any, ops: list[tuple[str, str]], counts: tuple[int, int]
) -> None:
    with open_world(WORLD) as api:
        told = changes(api, method, path, body)
    assert [(each["op"], each["path"]) for each in told["changes"]] == ops
    assert told["counts"] == {"events": counts[0], "passes": counts[1]}


def test_a_change_has_both_values(api: Api) -> None:
    api.put(EVENT, CHANGE)
    park = {"fields": {"venueTitle": {"value": "AT&T Park"}}}
    (changed,) = changes(api, "PUT", EVENT, park)["changes"]
    assert changed == {
        "op": "replace",
        "path": "/events/1234/fields/venueTitle/value",
        "before": "Oracle Park",
        "after": "AT&T Park",
    }


@pytest.mark.parametrize(("number", "is_kept"), [(50, True), (51, False)])
def test_the_changes_of_more_events_are_counted_alone(number: int, is_kept: bool) -> None:
    with open_world(seed(*(event(passGroups=["giants"]) for _ in range(number)))) as api:
        told = changes(api, "PUT", f"{PROJECT}/passGroups/giants", CHANGE)
    assert (told["changes"] is not None, told["counts"]["events"]) == (is_kept, number)


def test_large_changes_are_counted_alone_and_leave_room_for_others(api: Api) -> None:
    first = api.get(EVENT).headers["x-mockserver-request-id"]
    large = {"fields": {"venueTitle": {"value": "x" * 600_000}}}
    told = changes(api, "PUT", EVENT, large)
    assert (told["changes"], told["counts"]["events"]) == (None, 1)
    assert api.admin("GET", f"/requests/{first}").status_code == 200


def test_what_was_undone_changed_nothing() -> None:
    with open_world(WORLD) as api:
        told = changes(api, "PUT", f"{PROJECT}/passGroups/nobody", CHANGE)
    assert told == {"changes": [], "counts": {"events": 0, "passes": 0}}


def replay(api: Api, request_id: str, body: Any = None) -> dict[str, Any]:
    answer = api.admin("POST", f"/requests/{request_id}/replay", body)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_a_replay_is_a_request_of_its_own(api: Api) -> None:
    first = api.put(f"{EVENT}?a=b", CHANGE).headers["x-mockserver-request-id"]
    api.delete(EVENT)
    told = replay(api, first)
    assert told["id"] != first
    assert told["response"]["status"] == 404
    assert (told["request"]["method"], told["request"]["body"]) == ("PUT", CHANGE)
    assert told["request"]["url"].endswith(f"{EVENT}?a=b")
    kept = api.admin("GET", "/requests").json()["requests"]
    assert [each["id"] for each in kept][-1] == told["id"]


def test_a_replay_can_prefer_another_policy(api: Api) -> None:
    first = api.put(
        EVENT, CHANGE | {"colour": "red"}, headers={"Prefer": "strictness=lenient, reading=schema"}
    )
    told = replay(api, first.headers["x-mockserver-request-id"], {"strictness": "strict"})
    assert (first.status_code, told["response"]["status"]) == (200, 400)
    assert told["response"]["headers"]["preference-applied"] == "strictness=strict, reading=schema"


@pytest.mark.parametrize("way", ["base path", "header", "user"])
def test_a_replay_comes_to_the_sandbox_of_its_request(api: Api, way: str) -> None:
    given: dict[str, dict[str, Any]] = {
        "base path": {},
        "header": {"headers": {"X-Mockserver-Sandbox": "mine"}},
        "user": {"auth": ("sandbox-mine", "x")},
    }
    path = f"/sandboxes/mine{EVENT}" if way == "base path" else EVENT
    first = api.put(path, CHANGE, **given[way]).headers["x-mockserver-request-id"]
    mine = {"X-Mockserver-Sandbox": "mine"}
    told = api.admin("POST", f"/requests/{first}/replay", headers=mine).json()
    assert told["response"]["status"] == 200
    assert api.admin("GET", "/requests").json()["count"] == 0
    assert api.admin("GET", "/requests", headers=mine).json()["count"] == 2


def test_a_replay_meets_faults_as_any_request_does(api: Api) -> None:
    first = api.get(EVENT).headers["x-mockserver-request-id"]
    api.admin("POST", "/faults", {"steps": [{"drop": "before"}]})
    told = replay(api, first)
    assert (told["response"], told["fault"]) == (None, "fault-1: drop before")


def test_every_policy_judges_a_request_and_changes_nothing() -> None:
    with open_world(WORLD) as api:
        first = api.put(EVENT, CHANGE | {"colour": "red"}).headers["x-mockserver-request-id"]
        before = contents(api.sandbox.database)
        told = api.admin("GET", f"/requests/{first}/judgements").json()["judgements"]
        assert contents(api.sandbox.database) == before
        assert api.admin("GET", "/requests").json()["count"] == 1
    judged = {(each["strictness"], each["reading"]): each["status"] for each in told}
    assert len(judged) == 6
    assert {status for (strictness, _), status in judged.items() if strictness == "strict"} == {400}
    assert {status for (strictness, _), status in judged.items() if strictness != "strict"} == {200}
    assert {each["findings"][0]["at"] for each in told} == {"/colour"}


def test_a_deletion_is_judged_and_not_carried_out(api: Api) -> None:
    first = api.get(EVENT).headers["x-mockserver-request-id"]
    gone = api.delete(f"{PROJECT}/77").headers["x-mockserver-request-id"]
    assert {each["status"] for each in judgements(api, first)} == {200}
    assert {each["status"] for each in judgements(api, gone)} == {404}
    assert api.get(EVENT).status_code == 200


def judgements(api: Api, request_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.admin("GET", f"/requests/{request_id}/judgements").json()["judgements"]
    return found


@pytest.mark.parametrize(("method", "door"), [("GET", "changes"), ("GET", "judgements"), ("POST", "replay")])
def test_an_unknown_request_is_not_found(api: Api, method: str, door: str) -> None:
    assert "'nobody'" in problem(api.admin(method, f"/requests/nobody/{door}"), 404)


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("", [0, 1, 2, 3]),
        ("oracle", [1]),
        ('"Oracle Park"', [1]),
        ("nowhere", [2]),
        ("status:2xx", [0, 1]),
        ("status:404", [2, 3]),
        ("-status:404 op:get_event", [0]),
        ("event:9", [3]),
        ("method:put", [1]),
        ("has:finding", [1]),
        ("has:fault", []),
        ("-has:finding -status:4xx", [0]),
    ],
)
def test_the_journal_is_searched(api: Api, q: str, found: list[int]) -> None:
    answers = [
        api.get(EVENT),
        api.put(f"{EVENT}?a=b", CHANGE),
        api.get("/v1/nowhere"),
        api.get(f"{PROJECT}/9"),
    ]
    ids = [answer.headers["x-mockserver-request-id"] for answer in answers]
    told = api.admin("GET", "/requests", params={"q": q}).json()["requests"]
    assert [each["id"] for each in told] == [ids[index] for index in found]
    (last,) = api.admin("GET", "/requests", params={"q": q, "limit": 1}).json()["requests"] or [None]
    assert (last and last["id"]) == (ids[found[-1]] if found else None)


@pytest.mark.parametrize(
    ("q", "told"),
    [
        ("colour:red", 'q has "colour:red"; expected one of status, op, event, method, has'),
        ("status:6xx", "404 or 5xx"),
        ("event:first", "the id of an event"),
        ("has:luck", "finding or fault"),
    ],
)
def test_a_search_that_makes_no_sense_is_refused(api: Api, q: str, told: str) -> None:
    assert told in problem(api.admin("GET", "/requests", params={"q": q}), 400)
