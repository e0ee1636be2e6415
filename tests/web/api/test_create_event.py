"""Create an event, by either form of its path."""

from typing import Any

import pytest

from tests.world import EVENT, EXTERNAL_PROJECT, LENIENT, NOW, PROJECT, PX, Api, findings, open_world, problem

NAMED = {"eventName": {"value": "Concert"}}
NEW = {"fields": NAMED}


def create(api: Api, path: str = PROJECT, **body: Any) -> dict[str, Any]:
    """Create an event and give the answer."""
    answer = api.post(path, NEW | body)
    assert answer.status_code == 201, answer.text
    created: dict[str, Any] = answer.json()
    return created


def labels(event: dict[str, Any]) -> dict[str, str]:
    return {key: field["label"] for key, field in event["fields"].items()}


@pytest.mark.published("events.txt § Create event")
def test_a_new_event_is_answered_whole(api: Api) -> None:
    assert create(api, passGroups=["giants"]) == {
        "eventId": 1235,
        "projectId": 12345,
        "projectExternalId": "project123ExtId",
        "createdAt": NOW,
        "updatedAt": NOW,
        "passGroups": ["giants"],
        "fields": {"eventName": {"label": "Event", "value": "Concert"}},
    }


@pytest.mark.published("events.txt § Create event with external ID")
def test_a_new_event_with_an_external_id_is_answered_with_it(api: Api) -> None:
    created = create(api, f"{EXTERNAL_PROJECT}/id/concert")
    assert (created["eventId"], created["eventExternalId"]) == (1235, "concert")
    assert (created["projectId"], created["projectExternalId"]) == (12345, "project123ExtId")


@pytest.mark.published("events.txt § Create event")
def test_ids_that_nobody_gave_are_not_answered() -> None:
    with open_world({"projects": [{"id": 12345}]}) as api:
        assert not {"eventExternalId", "projectExternalId"} & create(api).keys()


@pytest.mark.published("events.txt § Create event")
@pytest.mark.parametrize("path", [PROJECT, f"{EXTERNAL_PROJECT}/id/concert"], ids=["by id", "by external id"])
def test_get_answers_what_create_answered(api: Api, path: str) -> None:
    created = create(api, path, passGroups=["b", "a"])
    assert api.get(f"{PROJECT}/{created['eventId']}").json() == created


@pytest.mark.published("events.txt § Create event")
def test_an_event_without_pass_groups_has_an_empty_list_of_them(api: Api) -> None:
    assert create(api)["passGroups"] == []


@pytest.mark.published("events.txt § Create event")
def test_pass_groups_are_answered_in_the_order_joined(api: Api) -> None:
    assert create(api, passGroups=["c", "a", "b"])["passGroups"] == ["c", "a", "b"]


@pytest.mark.published("events.txt § Create event")
@pytest.mark.parametrize(
    ("key", "label"), [("eventName", "Event"), ("venueTitle", "Venue"), ("venueAddress", "Address")]
)
def test_a_label_that_is_not_sent_has_its_documented_default(api: Api, key: str, label: str) -> None:
    assert labels(create(api, fields=NAMED | {key: {"value": "there"}}))[key] == label


@pytest.mark.assumed("A-12")
@pytest.mark.parametrize(
    ("key", "label"), [("doorsOpen", "Doors Open"), ("startTime", "Start Time"), ("endTime", "End Time")]
)
def test_a_time_without_a_label_has_the_label_of_the_examples(api: Api, key: str, label: str) -> None:
    assert labels(create(api, fields=NAMED | {key: {"value": "2019-09-25T09:00:00"}}))[key] == label


@pytest.mark.assumed("A-13")
@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("gateNumber", "Gate Number"),
        ("gate", "Gate"),
        ("Gate", "Gate"),
        ("dressCodeAtNight", "Dress Code At Night"),
        ("seat_map", "Seat Map"),
        ("çaVa", "Ça Va"),
        ("座席", "座席"),
        ("-", "-"),
    ],
)
def test_a_field_of_ones_own_is_labelled_with_its_key_in_words(api: Api, key: str, label: str) -> None:
    assert labels(create(api, fields=NAMED | {key: {"value": "7"}}))[key] == label


@pytest.mark.published("events.txt § Create event")
@pytest.mark.parametrize("label", ["Concert Name", "", "Ünïcode 🎫", " "])
def test_a_label_that_is_sent_is_kept(api: Api, label: str) -> None:
    created = create(api, fields={"eventName": {"label": label, "value": "Concert"}})
    assert labels(created)["eventName"] == label


@pytest.mark.published("events.txt § Create event")
@pytest.mark.parametrize(
    "value", ["", "24 Willie Mays Plaza\nSan Francisco", "Ünïcode 🎫", '"\\/', "\u0000", "x" * 100_000]
)
def test_a_value_is_answered_as_it_was_sent(api: Api, value: str) -> None:
    created = create(api, fields=NAMED | {"venueAddress": {"value": value}})
    assert created["fields"]["venueAddress"]["value"] == value
    assert api.get(f"{PROJECT}/{created['eventId']}").json() == created


@pytest.mark.published("events.txt § Create event")
def test_the_documented_fields_are_answered_in_the_documented_order(api: Api) -> None:
    documented = ["eventName", "venueTitle", "venueAddress", "doorsOpen", "startTime", "endTime"]
    sent = {key: {"value": "2019-09-25T09:00:00"} for key in reversed(documented)}
    assert list(create(api, fields=sent)["fields"]) == documented


@pytest.mark.assumed("A-13")
def test_fields_of_ones_own_follow_the_documented_ones_in_the_order_sent(api: Api) -> None:
    sent = {key: {"value": "x"} for key in ("zone", "endTime", "gate", "eventName", "10", "9")}
    created = create(api, fields=sent)
    assert list(created["fields"]) == ["eventName", "endTime", "zone", "gate", "10", "9"]
    answered = api.get(f"{PROJECT}/{created['eventId']}").json()
    assert list(answered["fields"]) == list(created["fields"])


@pytest.mark.published("events.txt § Get event")
def test_the_properties_of_an_event_are_answered_in_the_documented_order(api: Api) -> None:
    assert list(create(api, f"{EXTERNAL_PROJECT}/id/concert")) == [
        "eventId",
        "eventExternalId",
        "projectId",
        "projectExternalId",
        "createdAt",
        "updatedAt",
        "passGroups",
        "fields",
    ]


@pytest.mark.published("events.txt § Get event")
def test_the_time_of_creation_is_told_in_whole_seconds(api: Api) -> None:
    api.freeze("2026-05-06T07:08:09.999Z")
    created = create(api)
    assert (created["createdAt"], created["updatedAt"]) == ("2026-05-06T07:08:09Z", "2026-05-06T07:08:09Z")


@pytest.mark.assumed("A-15")
@pytest.mark.parametrize(
    "path",
    [
        "/v1/events/project/1",
        "/v1/events/project/id/nobody",
        "/v1/events/project/1/id/concert",
        "/v1/events/project/id/nobody/id/concert",
    ],
)
def test_an_event_of_an_unknown_project_is_not_found(api: Api, path: str) -> None:
    project = path.removeprefix("/v1/events/project/").removesuffix("/id/concert")
    assert project in problem(api.post(path, NEW), 404)


@pytest.mark.assumed("A-14")
@pytest.mark.parametrize("path", [PROJECT, f"{EXTERNAL_PROJECT}/id/concert"], ids=["by id", "by external id"])
@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ({}, "/fields"),
        ({"passGroups": ["giants"]}, "/fields"),
        ({"fields": {}}, "/fields/eventName"),
        ({"fields": {"venueTitle": {"value": "Hall"}}}, "/fields/eventName"),
        ({"fields": {"eventName": {}}}, "/fields/eventName/value"),
        ({"fields": {"eventName": {"label": "Event"}}}, "/fields/eventName/value"),
    ],
    ids=["nothing", "no fields", "empty fields", "no name", "empty name", "name without value"],
)
def test_a_new_event_needs_a_name_with_a_value(
    api: Api, path: str, body: dict[str, Any], missing: str
) -> None:
    answer = api.post(path, body)
    assert missing.removeprefix("/").replace("/", ".") in problem(answer, 400)
    assert [(found["level"], found["at"]) for found in findings(answer)] == [("violation", missing)]
    assert create(api)["eventId"] == 1235


@pytest.mark.assumed("A-14")
@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {}),
        ({"fields": None}, {}),
        ({"fields": {"eventName": None}}, {}),
        ({"fields": {"eventName": {"label": "Name"}}}, {"eventName": {"label": "Name"}}),
        ({"fields": {"gate": {"value": "7"}}}, {"gate": {"label": "Gate", "value": "7"}}),
    ],
    ids=["nothing", "null fields", "null name", "name without value", "another field"],
)
def test_a_lenient_server_creates_an_event_without_a_name_and_says_so(
    api: Api, body: dict[str, Any], fields: dict[str, Any]
) -> None:
    answer = api.post(PROJECT, body, headers=LENIENT)
    assert answer.status_code == 201
    assert answer.json()["fields"] == fields
    assert "violation" in {found["level"] for found in findings(answer)}


@pytest.mark.assumed("A-14")
@pytest.mark.parametrize("path", [PROJECT, f"{EXTERNAL_PROJECT}/id/concert"], ids=["by id", "by external id"])
@pytest.mark.parametrize(
    ("fields", "missing"),
    [({}, "/fields/eventName"), ({"eventName": {}}, "/fields/eventName/value")],
    ids=["no name", "empty name"],
)
def test_a_lenient_server_says_once_that_the_name_is_missing(
    api: Api, path: str, fields: dict[str, Any], missing: str
) -> None:
    answer = api.post(path, {"fields": fields}, headers=LENIENT)
    assert [(found["level"], found["at"]) for found in findings(answer)] == [("violation", missing)]


@pytest.mark.assumed("A-14")
def test_a_field_other_than_the_name_may_have_no_value(api: Api) -> None:
    created = create(api, fields=NAMED | {"venueTitle": {"label": "Where"}, "gate": {}})
    assert created["fields"]["venueTitle"] == {"label": "Where"}
    assert created["fields"]["gate"] == {"label": "Gate"}


@pytest.mark.published("events.txt § Create event")
def test_without_an_external_id_equal_bodies_create_separate_events(api: Api) -> None:
    assert [create(api)["eventId"] for _ in range(3)] == [1235, 1236, 1237]
    assert api.get(EVENT).json()["projectExternalId"] == PX


@pytest.mark.assumed("A-14")
@pytest.mark.parametrize("path", [PROJECT, f"{PROJECT}/id/new"])
def test_a_new_event_needs_fields(api: Api, path: str) -> None:
    answer = api.post(path, {"passGroups": ["vip"]})
    assert "fields is missing" in problem(answer, 400)
    assert [found["at"] for found in findings(answer)] == ["/fields"]


@pytest.mark.assumed("A-14")
@pytest.mark.parametrize("path", [PROJECT, f"{PROJECT}/id/new"])
def test_a_lenient_server_creates_an_event_without_fields(api: Api, path: str) -> None:
    answer = api.post(path, {}, headers=LENIENT)
    assert (answer.status_code, answer.json()["fields"]) == (201, {})
    assert api.get(f"{PROJECT}/{answer.json()['eventId']}").json()["fields"] == {}
