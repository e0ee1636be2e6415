"""Ids: what in a path is none, and how they are given out."""

from itertools import pairwise
from typing import Any

import pytest

from tests.operations import FIELDS, GROUPS, NEW
from tests.world import EVENT, EX, EXTERNAL_PROJECT, PROJECT, Api, E, event, open_world, problem, seed

LARGEST = 2**63 - 1

NO_IDS = {
    "zero": "0",
    "largest": str(LARGEST),
    "larger-than-the-largest": str(LARGEST + 1),
    "largest-of-nineteen-digits": "9" * 19,
    "twenty-digits": "9" * 20,
    "beyond-64-bits": str(2**64 + E),
    "thousands-of-digits": "9" * 5000,
    "negative": "-1234",
    "signed": "+1234",
    "decimal": "1234.0",
    "exponent": "1e3",
    "hexadecimal": "0x4d2",
    "underscore": "1_234",
    "letters": "abc",
    "digits-and-letters": "1234a",
    "digits-of-another-script": "%D9%A1%D9%A2%D9%A3%D9%A4",
    "space-after": "1234%20",
    "newline-after": "1234%0A",
    "percent": "%25",
    "sql": "1234%20OR%201=1",
}
PLACES = {
    "event": f"{PROJECT}/{{}}",
    "event-by-external-project": f"{EXTERNAL_PROJECT}/{{}}",
    "project": f"/v1/events/project/{{}}/{E}",
    "project-of-external-event": f"/v1/events/project/{{}}/id/{EX}",
    "groups": f"{PROJECT}/{{}}/passGroups",
    "passes": f"{PROJECT}/{{}}/passes",
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
@pytest.mark.parametrize("segment", NO_IDS.values(), ids=NO_IDS.keys())
@pytest.mark.assumed("A-18")
def test_what_is_no_id_is_not_found(api: Api, place: str, segment: str) -> None:
    problem(api.get(place.format(segment)), 404)


WRITES: dict[str, tuple[str, str, Any]] = {
    "create": ("POST", "/v1/events/project/{}", NEW),
    "create-with-external-id": ("POST", "/v1/events/project/{}/id/new", NEW),
    "update": ("PUT", f"{PROJECT}/{{}}", FIELDS),
    "delete": ("DELETE", f"{PROJECT}/{{}}", None),
    "add-to-groups": ("POST", f"{PROJECT}/{{}}/passGroups", GROUPS),
    "update-group": ("PUT", "/v1/events/project/{}/passGroups/x", FIELDS),
}


@pytest.mark.parametrize(("method", "path", "body"), WRITES.values(), ids=WRITES.keys())
@pytest.mark.parametrize("segment", NO_IDS.values(), ids=NO_IDS.keys())
@pytest.mark.assumed("A-18")
def test_nothing_is_written_to_what_is_no_id(
    api: Api, method: str, path: str, body: Any, segment: str
) -> None:
    problem(api.request(method, path.format(segment), json=body), 404)


@pytest.mark.assumed("A-11")
def test_the_largest_ids_of_a_seed_are_found() -> None:
    largest = 2**53 - 1
    document = {"projects": [{"id": largest, "events": [event(id=largest)]}]}
    with open_world(document) as api:
        found = api.get(f"/v1/events/project/{largest}/{largest}").json()
    assert (found["projectId"], found["eventId"]) == (largest, largest)


# --- given out


def create(api: Api, project: str = PROJECT) -> int:
    created: int = api.post(project, NEW).json()["eventId"]
    return created


@pytest.mark.assumed("A-11")
def test_ids_are_given_out_in_increasing_order(api: Api) -> None:
    ids = [create(api) for _ in range(10)]
    assert all(earlier < later for earlier, later in pairwise([E, *ids]))


@pytest.mark.assumed("A-11")
def test_ids_increase_over_all_projects_and_forms() -> None:
    document = seed()
    document["projects"].append({"id": 1})
    with open_world(document) as api:
        ids = [create(api, path) for path in (PROJECT, "/v1/events/project/1", EXTERNAL_PROJECT, PROJECT)]
        ids.append(create(api, f"{PROJECT}/id/new"))
    assert all(earlier < later for earlier, later in pairwise(ids))


@pytest.mark.assumed("A-11")
def test_the_id_of_a_deleted_event_is_never_given_out_again(api: Api) -> None:
    given = [E]
    for _ in range(5):
        assert api.delete(f"{PROJECT}/{given[-1]}").status_code == 200
        given.append(create(api))
    assert len(set(given)) == len(given)
    assert given == sorted(given)


@pytest.mark.assumed("A-11")
def test_a_free_external_id_gets_a_new_id(api: Api) -> None:
    path = f"{PROJECT}/id/{EX}"
    assert api.delete(path).status_code == 200
    assert create(api, path) > E


@pytest.mark.assumed("A-11")
def test_ids_are_never_reused_even_if_all_events_are_deleted() -> None:
    document = seed(event(id=7), event(id=5))
    with open_world(document) as api:
        for event_id in (5, 7):
            assert api.delete(f"{PROJECT}/{event_id}").status_code == 200
        assert create(api) > 7


def play(api: Api) -> list[str]:
    """A few requests, and all that was answered."""
    requests: list[tuple[str, str, Any]] = [
        ("POST", PROJECT, NEW),
        ("POST", f"{PROJECT}/id/new", NEW),
        ("POST", PROJECT, {}),
        ("DELETE", f"{PROJECT}/id/new", None),
        ("POST", f"{EXTERNAL_PROJECT}/id/new", NEW | GROUPS),
        ("PUT", f"{PROJECT}/passGroups/{GROUPS['passGroups'][0]}", FIELDS),
        ("GET", f"{PROJECT}/id/new", None),
        ("GET", f"{EVENT}/passes", None),
    ]
    return [api.request(method, path, json=body).text for method, path, body in requests]


@pytest.mark.assumed("A-11")
def test_every_run_from_the_same_seed_gives_the_same_answers() -> None:
    document = seed(event(externalId=EX), event(id=E, passes={"count": 5}))
    runs = []
    for _ in range(3):
        with open_world(document) as api:
            runs.append(play(api))
    assert runs[0] == runs[1] == runs[2]
