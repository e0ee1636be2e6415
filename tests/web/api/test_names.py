"""Names: projects and events by the service's id or by the customer's own."""

import pytest

from tests.operations import FIELDS, GROUP, GROUPS, NEW
from tests.wire import encoded
from tests.world import (
    EVENT,
    EX,
    EXTERNAL_PROJECT,
    PATHS,
    PROJECT,
    PX,
    Api,
    E,
    P,
    event,
    open_world,
    problem,
    seed,
)

PASSES = [{"id": 616, "status": "installed"}, {"id": 610}]
WORLD = seed(event(id=E, externalId=EX, passGroups=[GROUP], passes=PASSES), event(id=E + 1))
FORMS = pytest.mark.parametrize("form", PATHS)


# --- the four forms of a path


@FORMS
@pytest.mark.assumed("A-10")
def test_get_takes_every_form(form: str) -> None:
    with open_world(WORLD) as api:
        found = api.get(PATHS[form]).json()
    assert (found["eventId"], found["eventExternalId"]) == (E, EX)
    assert (found["projectId"], found["projectExternalId"]) == (P, PX)


@FORMS
@pytest.mark.assumed("A-10")
def test_update_takes_every_form(form: str) -> None:
    with open_world(WORLD) as api:
        changed = api.put(PATHS[form], FIELDS).json()
        assert api.get(EVENT).json() == changed
    assert changed["eventId"] == E
    assert changed["fields"]["venueTitle"]["value"] == "Oracle Park"


@FORMS
@pytest.mark.assumed("A-10")
def test_delete_takes_every_form(form: str) -> None:
    with open_world(WORLD) as api:
        assert api.delete(PATHS[form]).json() == {}
        for path in PATHS.values():
            problem(api.get(path), 404)
        assert api.get(f"{PROJECT}/{E + 1}").status_code == 200


@FORMS
@pytest.mark.assumed("A-10")
def test_adding_to_groups_takes_every_form(form: str) -> None:
    with open_world(WORLD) as api:
        assert api.post(f"{PATHS[form]}/passGroups", GROUPS).json()["passGroups"] == GROUPS["passGroups"]
        assert api.get(EVENT).json()["passGroups"] == [GROUP, *GROUPS["passGroups"]]


@FORMS
@pytest.mark.assumed("A-10")
def test_listing_groups_takes_every_form(form: str) -> None:
    with open_world(WORLD) as api:
        assert api.get(f"{PATHS[form]}/passGroups").json() == {"eventTicketId": E, "passGroups": [GROUP]}


@FORMS
@pytest.mark.assumed("A-10")
def test_removing_from_a_group_takes_every_form(form: str) -> None:
    with open_world(WORLD) as api:
        assert api.delete(f"{PATHS[form]}/passGroups/{GROUP}").json() == {}
        assert api.get(EVENT).json()["passGroups"] == []


@FORMS
@pytest.mark.assumed("A-10")
def test_listing_passes_takes_every_form(form: str) -> None:
    with open_world(WORLD) as api:
        listed = api.get(f"{PATHS[form]}/passes").json()
    assert [each["id"] for each in listed["passes"]] == [616, 610]


@pytest.mark.parametrize("project", [PROJECT, EXTERNAL_PROJECT])
@pytest.mark.published("events.txt § Update events in a pass group")
def test_updating_a_group_takes_both_forms_of_its_project(project: str) -> None:
    with open_world(WORLD) as api:
        updated = api.put(f"{project}/passGroups/{GROUP}", FIELDS).json()
    assert updated == {"groupName": GROUP, "events": [{"eventTicketId": E}]}


@pytest.mark.parametrize("project", [PROJECT, EXTERNAL_PROJECT])
@pytest.mark.assumed("A-10")
def test_create_takes_both_forms_of_its_project(project: str) -> None:
    with open_world(WORLD) as api:
        created = api.post(project, NEW)
    assert created.status_code == 201
    assert created.json()["projectId"] == P
    assert "eventExternalId" not in created.json()


@pytest.mark.parametrize("project", [PROJECT, EXTERNAL_PROJECT])
@pytest.mark.assumed("A-10")
def test_create_with_external_id_takes_both_forms_of_its_project(project: str) -> None:
    with open_world(WORLD) as api:
        created = api.post(f"{project}/id/another", NEW)
        assert api.get(f"{PROJECT}/id/another").json() == created.json()
    assert created.status_code == 201
    assert created.json()["eventExternalId"] == "another"


@pytest.mark.published("events.txt § Get event")
def test_all_forms_name_the_same_event(api: Api) -> None:
    answers = [api.get(path).json() for path in PATHS.values()]
    assert answers == [answers[0]] * 4


@FORMS
@pytest.mark.published("events.txt § Get event")
def test_an_event_is_found_in_its_own_project_only(form: str) -> None:
    document = seed()
    document["projects"].append({"id": 67890, "externalId": "other"})
    path = PATHS[form].replace(PX, "other").replace(str(P), "67890")
    with open_world(document) as api:
        problem(api.get(path), 404)


# --- external ids


@pytest.mark.published("events.txt § Create event with external ID")
def test_external_ids_of_events_are_unique_within_their_project_only() -> None:
    projects = [{"id": project_id, "events": [event(externalId=EX)]} for project_id in (1, 2)]
    with open_world({"projects": projects}) as api:
        first, second = (api.get(f"/v1/events/project/{number}/id/{EX}").json() for number in (1, 2))
        changed = api.post(f"/v1/events/project/1/id/{EX}", FIELDS)
        assert api.get(f"/v1/events/project/2/id/{EX}").json() == second
    assert first["eventId"] != second["eventId"]
    assert (changed.status_code, changed.json()["eventId"]) == (200, first["eventId"])


@pytest.mark.published("events.txt § Create event with external ID")
def test_an_external_id_names_one_event_at_a_time(api: Api) -> None:
    created = api.post(f"{PROJECT}/id/once", NEW).json()
    assert api.post(f"{PROJECT}/id/once", NEW).json()["eventId"] == created["eventId"]


@pytest.mark.published("events.txt § Delete event")
def test_all_digit_external_ids_stay_strings() -> None:
    document = {
        "projects": [
            {"id": 67890, "externalId": "12345", "events": [event(id=4567, externalId="1234")]},
            {"id": 12345, "externalId": "67890", "events": [event(id=1234, externalId="4567")]},
        ]
    }
    with open_world(document) as api:
        by_external_id = api.get("/v1/events/project/id/67890/id/4567").json()
        by_id = api.get("/v1/events/project/67890/4567").json()
    assert (by_external_id["projectId"], by_external_id["eventId"]) == (12345, 1234)
    assert (by_external_id["projectExternalId"], by_external_id["eventExternalId"]) == ("67890", "4567")
    assert (by_id["projectId"], by_id["eventId"]) == (67890, 4567)


ALMOST_ALIKE = {
    "case": ("event", "Event"),
    "case-beyond-ascii": ("münchen", "MÜNCHEN"),
    "composed-and-decomposed": ("é", "e\u0301"),
    "space-after": ("event", "event "),
    "space-before": ("event", " event"),
    "nul-after": ("event", "event\0"),
    "after-a-nul": ("a\0b", "a\0c"),
    "leading-zero": ("4567", "04567"),
    "exponent": ("1000", "1e3"),
    "digits-of-another-script": ("4567", "٤٥٦٧"),
    "decimal": ("4567", "4567.0"),
    "wide": ("a", "\uff41"),
    "trailing-slash": ("a", "a/"),
}


@pytest.mark.parametrize(("one", "other"), ALMOST_ALIKE.values(), ids=ALMOST_ALIKE.keys())
@pytest.mark.published("events.txt § Create event with external ID")
def test_external_ids_are_compared_byte_for_byte(api: Api, one: str, other: str) -> None:
    first = api.post(f"{PROJECT}/id/{encoded(one)}", NEW)
    problem(api.get(f"{PROJECT}/id/{encoded(other)}"), 404)
    second = api.post(f"{PROJECT}/id/{encoded(other)}", NEW)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["eventId"] != second.json()["eventId"]


@pytest.mark.parametrize(("one", "other"), ALMOST_ALIKE.values(), ids=ALMOST_ALIKE.keys())
@pytest.mark.published("events.txt § Create event with external ID")
def test_external_ids_of_projects_are_compared_byte_for_byte(one: str, other: str) -> None:
    projects = [{"id": number, "externalId": name} for number, name in ((1, one), (2, other))]
    with open_world({"projects": projects}) as api:
        for number, name in ((1, one), (2, other)):
            created = api.post(f"/v1/events/project/id/{encoded(name)}", NEW)
            assert created.json()["projectId"] == number
