"""A large group is updated by one statement where that may be; nobody can tell it from a small one."""

from typing import Any

import pytest

from tests.world import PROJECT, event, open_world, seed

LARGE = 60
ALIKE = {"eventName": {"label": "Event", "value": "A"}, "venueTitle": {"label": "At", "value": "B"}}
OTHERS: list[dict[str, Any]] = [
    {},
    {"eventName": {"value": "A", "colour": "red"}},
    {"venueTitle": {"value": "B"}, "gate": {"value": "7"}},
]
CHANGES: dict[str, dict[str, Any]] = {
    "of values": {"eventName": {"value": "New"}, "venueTitle": {"value": "Also new"}},
    "with a label": {"venueTitle": {"label": "Where", "value": "Here"}},
    "of a field that some have": {"gate": {"value": "8"}},
    "of a field that nobody has": {"row": {"value": "9"}},
    "with an empty field": {"eventName": {"value": "New"}, "seat": {}},
    "of a property that is no text": {"eventName": {"value": "New", "colour": {"r": 1}}},
    "of a null": {"eventName": {"value": "New", "colour": None}},
    "with marks in a value": {"eventName": {"value": 'a "b" \\ \n \x00 \x1f \x7f é 🎫 {}'}},
    "without a null character": {"eventName": {"value": 'a "b" \\ \n \x1f \x7f é 🎫 {}'}},
    "with marks in a name": {'a"b': {"value": "1"}, "c.d": {"value": "2"}, "$": {"value": "3"}},
    "of many properties": {f"field{number}": {"value": "x"} for number in range(20)},
    "of nothing": {},
}


def updated(changes: dict[str, Any], events: int) -> list[dict[str, Any]]:
    """The fields of events of a group, of different kinds, after an update of the group."""
    kinds = [ALIKE | each for each in OTHERS] + OTHERS
    given = [kinds[number % len(kinds)] for number in range(events)]
    document = seed(
        *(
            event(id=1 + number, passGroups=["g"], fields={"eventName": {"value": "A"}} | fields)
            for number, fields in enumerate(given)
        )
    )
    with open_world(document) as api:
        told = api.put(f"{PROJECT}/passGroups/g", {"fields": changes}).json()
        assert [each["eventTicketId"] for each in told["events"]] == list(range(1, events + 1))
        return [api.get(f"{PROJECT}/{1 + number}").json()["fields"] for number in range(len(kinds))]


@pytest.mark.published("events.txt § Update events in a pass group")
@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_events_of_a_large_group_change_as_those_of_a_small_one(changes: dict[str, Any]) -> None:
    large, small = updated(changes, LARGE), updated(changes, len(OTHERS) * 2)
    assert large == small
    assert [list(each) for each in large] == [list(each) for each in small]


@pytest.mark.published("events.txt § Update events in a pass group")
def test_a_large_group_tells_how_many_events_were_changed() -> None:
    document = seed(*(event(id=1 + number, passGroups=["g"], fields=ALIKE) for number in range(LARGE)))
    with open_world(document) as api:
        answer = api.put(f"{PROJECT}/passGroups/g", {"fields": {"venueTitle": {"value": "C"}}})
        request = answer.headers["x-mockserver-request-id"]
        counts = api.admin("GET", f"/requests/{request}/changes").json()["counts"]
    assert counts["events"] == LARGE
