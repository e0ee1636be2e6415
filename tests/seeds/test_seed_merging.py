"""Several seed documents make one world: what is named again is changed, what contradicts is refused."""

from contextlib import closing
from typing import Any

import pytest

from mockserver.domain.clock import Clock
from mockserver.seeds.files import SeedFile, SeedRefused, check
from mockserver.seeds.load import load
from mockserver.store.database import Database
from tests.world import BORN, EVENT, EX, NOW, PROJECT, PX, Api, E, P, contents, event, open_app, seed

Document = dict[str, Any]


def files(*documents: Document) -> list[SeedFile]:
    """Documents as if they were read from the files 0.yaml, 1.yaml and so on."""
    return [SeedFile(f"{number}.yaml", check("", each)) for number, each in enumerate(documents)]


def project(*events: Document, **named: Any) -> Document:
    """A document with one project."""
    return {"projects": [named | {"events": list(events)}]}


def statuses(api: Api) -> dict[int, str]:
    """The status of each pass of the event of most worlds."""
    return {each["id"]: each["status"] for each in api.get(f"{EVENT}/passes").json()["passes"]}


@pytest.mark.parametrize("named", [{"id": P}, {"externalId": PX}], ids=["id", "external id"])
def test_the_same_project_in_two_documents_has_the_events_of_both(named: Document) -> None:
    with open_app(files(seed(), project(event(id=7), **named))) as api:
        assert [api.get(f"{PROJECT}/{each}").status_code for each in (E, 7)] == [200, 200]


def test_a_project_can_be_given_another_external_id_and_credentials() -> None:
    changed = project(id=P, externalId="renamed", key="k", secret="s")
    with open_app(files(seed(), changed), auth="keys") as api:
        assert api.get(f"/v1/events/project/id/renamed/{E}", auth=("k", "s")).status_code == 200
        assert api.get(f"/v1/events/project/id/{PX}/{E}", auth=("k", "s")).status_code == 404


@pytest.mark.parametrize("named", [{"id": E}, {"externalId": EX}], ids=["id", "external id"])
def test_the_same_event_in_two_documents_has_fields_laid_over_and_groups_added(named: Document) -> None:
    first = seed(
        event(
            id=E,
            externalId=EX,
            passGroups=["a", "b"],
            fields={"eventName": {"label": "What", "value": "old"}, "gate": {"value": "1"}},
        )
    )
    fields = {"eventName": {"value": "new"}, "venueTitle": {"value": "Hall"}}
    second = project(named | {"passGroups": ["b", "c"], "fields": fields}, id=P)
    with open_app(files(first, second)) as api:
        assert api.get(EVENT).json() == {
            "eventId": E,
            "eventExternalId": EX,
            "projectId": P,
            "projectExternalId": PX,
            "createdAt": BORN,
            "updatedAt": BORN,
            "passGroups": ["a", "b", "c"],
            "fields": {
                "eventName": {"label": "What", "value": "new"},
                "venueTitle": {"label": "Venue", "value": "Hall"},
                "gate": {"label": "Gate", "value": "1"},
            },
        }


def test_the_times_of_an_event_change_only_if_they_are_said_again() -> None:
    second = project({"id": E, "updatedAt": "2020-01-01T00:00:00Z"}, id=P)
    with open_app(files(seed(), second)) as api:
        answered = api.get(EVENT).json()
    assert (answered["createdAt"], answered["updatedAt"]) == (BORN, "2020-01-01T00:00:00Z")


def test_passes_are_replaced_by_id_and_added_without() -> None:
    first = seed(event(id=E, passes=[{"id": 1, "status": "installed", "externalId": "x"}, {"id": 2}]))
    second = project({"id": E, "passes": [{"id": 1, "status": "uninstalled"}, {}]}, id=P)
    with open_app(files(first, second)) as api:
        assert statuses(api) == {1: "uninstalled", 2: "not_been_installed", 3: "not_been_installed"}
        installed = api.get(f"{EVENT}/passes", params={"status": "installed"}).json()["passes"]
        answered = api.get(f"{EVENT}/passes").json()["passes"]
    assert installed == []
    assert not any("externalId" in each for each in answered)


def test_a_pass_moves_to_the_event_that_names_it_last() -> None:
    first = seed(event(id=E, passes=[{"id": 1}, {"id": 2}]))
    with open_app(files(first, project(event(id=7, passes=[{"id": 1}]), id=P))) as api:
        assert list(statuses(api)) == [2]
        assert api.get(f"{EVENT}/passes").json()["count"] == 1
        assert api.get(f"{PROJECT}/7/passes").json()["count"] == 1


def test_what_has_no_id_gets_none_that_another_document_gives() -> None:
    documents = project(event(passes=[{}]), id=P), project(event(id=1, passes=[{"id": 1}]), id=2)
    with open_app(files(*documents)) as api:
        assert api.get(f"{PROJECT}/2/passes").json()["passes"][0]["id"] == 2
        assert api.get("/v1/events/project/2/1/passes").json()["passes"][0]["id"] == 1


def test_a_document_that_sets_no_clock_lives_by_that_of_the_one_before() -> None:
    with open_app(files({"clock": {"frozen": NOW}}, project({"id": E}, id=P))) as api:
        assert api.get(EVENT).json()["createdAt"] == NOW


# --- what contradicts

TWO = {"projects": [{"id": 1, "externalId": "one"}, {"id": 2, "externalId": "two"}]}
"""Two projects."""
A_AND_B = project({"id": 5, "externalId": "a"}, {"id": 6, "externalId": "b"}, id=1)
"""Two events of one project."""

PUSH = {"pass": 9, "event": 5, "at": NOW, "request": "r"}
"""A push to a pass."""
FIRST, SECOND = "projects/0/events/0", "projects/0/events/1"

REFUSED: list[tuple[str, list[Document], list[str]]] = [
    (
        "the id of a project twice",
        [{"projects": [{"id": 1}, {"id": 1}]}],
        ["0.yaml: projects/1/id: 1: expected another, projects/0 has this one"],
    ),
    (
        "the external id of a project twice",
        [{"projects": [{"externalId": "p"}, {"externalId": "p"}]}],
        ['0.yaml: projects/1/externalId: "p": expected another, projects/0 has this one'],
    ),
    (
        "the external id of a project as that of another in one document",
        [{"projects": [{"id": 1, "externalId": "p"}, {"id": 2, "externalId": "p"}]}],
        ['0.yaml: projects/1/externalId: "p": expected another, project 1 has this one'],
    ),
    (
        "the id of an event twice",
        [project({"id": 5}, {"id": 5}, id=1)],
        [f"0.yaml: {SECOND}/id: 5: expected another, {FIRST} has this one"],
    ),
    (
        "the external id of an event twice",
        [project({"externalId": "a"}, {"externalId": "a"}, id=1)],
        [f'0.yaml: {SECOND}/externalId: "a": expected another, {FIRST} has this one'],
    ),
    (
        "an event that a volume named",
        [project({"count": 3, "externalId": "a-{n}"}, {"externalId": "a-2"}, id=1)],
        [f'0.yaml: {SECOND}/externalId: "a-2": expected another, {FIRST} has this one'],
    ),
    (
        "the id of a pass twice in an event",
        [project({"passes": [{"id": 9}, {"id": 9}]}, id=1)],
        [f"0.yaml: {FIRST}/passes/1/id: 9: expected another, {FIRST}/passes/0 has this one"],
    ),
    (
        "the id of a pass in two events",
        [project({"passes": [{"id": 9}]}, {"passes": [{}, {"id": 9}]}, id=1)],
        [f"0.yaml: {SECOND}/passes/1/id: 9: expected another, {FIRST}/passes/0 has this one"],
    ),
    (
        "the id of a pass of no event",
        [project({"passes": [{"id": 9}]}, id=1) | {"passes": [{"id": 9}]}],
        [f"0.yaml: passes/0/id: 9: expected another, {FIRST}/passes/0 has this one"],
    ),
    (
        "the id of a push twice",
        [{"passes": [{"id": 9}], "pushes": [PUSH | {"id": 3}, PUSH | {"id": 3}]}],
        ["0.yaml: pushes/1/id: 3: expected another, pushes/0 has this one"],
    ),
    (
        "a push to a pass that is not there",
        [{"passes": [{"id": 8}], "pushes": [PUSH]}],
        ["0.yaml: pushes/0/pass: 9: expected the id of a pass"],
    ),
    (
        "the id of an event in two projects",
        [{"projects": [{"id": 1, "events": [{"id": 5}]}, {"id": 2, "events": [{"id": 5}]}]}],
        ["0.yaml: projects/1/events/0/id: 5: expected another, this event is one of project 1"],
    ),
    (
        "the id of an event of another project in another document",
        [A_AND_B, project({"id": 5}, id=2)],
        [f"1.yaml: {FIRST}/id: 5: expected another, this event is one of project 1"],
    ),
    (
        "the external id of another project",
        [TWO, project(id=3, externalId="two")],
        ['1.yaml: projects/0/externalId: "two": expected another, project 2 has this one'],
    ),
    (
        "the external id of another event",
        [A_AND_B, project({"id": 7, "externalId": "b"}, id=1)],
        [f'1.yaml: {FIRST}/externalId: "b": expected another, event 6 has this one'],
    ),
    (
        "an event renamed to another",
        [A_AND_B, project({"id": 5, "externalId": "b"}, id=1)],
        [f'1.yaml: {FIRST}/externalId: "b": expected another, event 6 has this one'],
    ),
    (
        "next ids that are given out",
        [seed(event(id=5, passes=[{"id": 9}]), nextIds={"project": P, "event": 5, "pass": 1})],
        [
            f"0.yaml: nextIds/project: {P}: expected {P + 1} or more, since {P} is given out already",
            "0.yaml: nextIds/event: 5: expected 6 or more, since 5 is given out already",
            "0.yaml: nextIds/pass: 1: expected 10 or more, since 9 is given out already",
        ],
    ),
    (
        "a next id that a later document gives",
        [{"nextIds": {"event": 5}}, A_AND_B],
        ["0.yaml: nextIds/event: 5: expected 7 or more, since 6 is given out already"],
    ),
    (
        "all at once, document by document",
        [{"nextIds": {"event": 5}}, A_AND_B, project({"id": 5}, {"id": 6}, id=2)],
        [
            "0.yaml: nextIds/event: 5: expected 7 or more, since 6 is given out already",
            f"2.yaml: {FIRST}/id: 5: expected another, this event is one of project 1",
            f"2.yaml: {SECOND}/id: 6: expected another, this event is one of project 1",
        ],
    ),
]


@pytest.mark.parametrize(
    ("documents", "expected"), [each[1:] for each in REFUSED], ids=[each[0] for each in REFUSED]
)
def test_a_contradiction_is_told_in_a_line(documents: list[Document], expected: list[str]) -> None:
    with closing(Database.open_memory()) as database, pytest.raises(SeedRefused) as refused:
        load(database, Clock(), files(*documents))
    assert str(refused.value).splitlines() == expected


def test_the_same_external_id_in_two_projects_is_no_contradiction() -> None:
    both = {"projects": [{"id": each, "events": [{"externalId": "a"}]} for each in (1, 2)]}
    with open_app(files(both)) as api:
        assert [api.get(f"/v1/events/project/{each}/id/a").json()["eventId"] for each in (1, 2)] == [1, 2]


def test_nothing_is_loaded_of_documents_that_contradict_each_other() -> None:
    clock = Clock()
    clock.freeze(1)
    wrong = project({"id": E}, id=7) | {"clock": {"frozen": NOW}, "nextIds": {"event": 9999}}
    with closing(Database.open_memory()) as database:
        load(database, clock, files(project({"id": E, "passes": [{}]}, id=P)))
        before = contents(database)
        with pytest.raises(SeedRefused):
            load(database, clock, files(project({"id": 1, "passes": {"count": 20}}, id=P), wrong))
        assert contents(database) == before
    assert (clock.mode, clock.now()) == ("frozen", 1)
