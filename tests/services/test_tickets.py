"""Which field stands in which zone of a ticket."""

from typing import Any

import pytest

from mockserver.domain.records import EventRecord, PassRecord
from mockserver.services.tickets import Ticket, lay_out
from mockserver.store.store import dump

HELD = PassRecord(616, None, 1, "aff7ffbf", "ios", "installed", 1000, 2000, 1000)
START = {"label": "Start Time", "value": "2019-09-25T09:00:00"}
NAME = {"label": "Event", "value": "Giants"}


def ticket(fields: dict[str, Any], attendee: dict[str, Any] | None = None, **event: Any) -> Ticket:
    columns: dict[str, Any] = {"id": 1234, "external_id": None, "project_id": 1, "project_external_id": None}
    times = {"created_at": 0, "updated_at": 0, "groups_json": "[]"}
    return lay_out(HELD, EventRecord(**columns | times | {"fields_json": dump(fields)} | event), attendee)


def keys(zone: list[Any]) -> list[str]:
    return [line.key for line in zone if not line.key.startswith("own.")]


def test_what_is_beyond_the_front_stands_on_the_back() -> None:
    others = {f"field{number}": {"label": "x", "value": "y"} for number in range(6)}
    laid = ticket({"eventName": NAME, "startTime": START, **others})
    assert keys(laid.auxiliary) == ["startTime", "field0", "field1", "field2"]
    assert keys(laid.back) == ["field3", "field4", "field5"]


def test_a_time_that_is_none_is_shown_as_it_is_with_its_finding() -> None:
    laid = ticket({"startTime": {"label": "Start", "value": "half past nine"}})
    (line,) = laid.auxiliary
    assert (line.label, line.value) == ("Start", "half past nine")
    assert line.finding is not None
    assert "half past nine" in line.finding
    assert laid.header == []
    assert laid.relevant_at is None


@pytest.mark.parametrize(
    ("event", "name"),
    [({"external_id": "opening"}, "opening"), ({}, "Event 1234")],
)
def test_an_event_without_a_name_has_its_id(event: dict[str, Any], name: str) -> None:
    (line,) = ticket({}, **event).primary
    assert line.value == name


def test_the_doors_tell_the_day_if_nothing_else_does() -> None:
    laid = ticket({"doorsOpen": {"label": "Doors", "value": "2019-09-25T08:35:00+02:00"}})
    assert laid.header[0].value == "25"
    assert laid.relevant_at == "2019-09-25T08:35:00+02:00"


def test_the_fields_of_an_attendee_win() -> None:
    attendee = {
        "seat": {"value": "11"},
        "ticketHolderName": {"label": "Name", "value": "SMITH/SAM"},
        "faceValue": {"currencyCode": "USD", "micros": 100_500_000},
        "barcode_value": {"value": "1237"},
        "barcodeAltText": {"value": "No. 1237"},
    }
    laid = ticket({"eventName": NAME, "seat": {"label": "Seat", "value": "any"}}, attendee)
    assert [(line.label, line.value) for line in laid.secondary] == [("Name", "SMITH/SAM"), ("Seat", "11")]
    assert [(line.label, line.value) for line in laid.auxiliary] == [("Face Value", "100.50 USD")]
    assert (laid.barcode, laid.barcode_text) == ("1237", "No. 1237")


def test_the_later_of_both_updates_counts() -> None:
    assert ticket({}, updated_at=3000).updated_at == 3000
    assert ticket({}, updated_at=1000).updated_at == 2000
