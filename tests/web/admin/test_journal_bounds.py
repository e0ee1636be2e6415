"""The journal keeps the newest of what there is room for."""

import pytest

from mockserver.domain.errors import InvalidRequest, NotFound
from mockserver.sandbox.journal.entry import FRAME, JournalEntry
from mockserver.sandbox.journal.journal import NEAR_MISSES, Journal
from mockserver.sandbox.matching import RequestPattern


def entry(
    number: int, *, request: bytes = b"", method: str = "GET", events: set[int] | None = None
) -> JournalEntry:
    return JournalEntry(
        id=str(number),
        at=number,
        milliseconds=0.5,
        operation="get_event",
        method=method,
        scheme="http",
        target="",
        path="/v1/nowhere",
        pass_group=None,
        events=tuple(events or ()),
        came_head=b"",
        came=request,
        status=200,
        went_head=b"",
        went=b"",
        findings=(),
        fault=None,
        touched_events=tuple(events or ()),
        touched_passes=0,
    )


def kept(journal: Journal) -> list[str]:
    return [each.id for each in journal]


def test_the_oldest_make_room_and_are_counted() -> None:
    journal = Journal(max_entries=3)
    for number in range(5):
        journal.add(entry(number))
    assert kept(journal) == ["2", "3", "4"]
    assert journal.dropped == 2
    with pytest.raises(NotFound, match="'1'"):
        journal.get("1")
    assert journal.get("2").at == 2


def test_as_many_are_kept_as_their_bytes_allow() -> None:
    journal = Journal(max_bytes=2 * FRAME + 100)
    for number in range(3):
        journal.add(entry(number, request=b"x" * 50))
    assert kept(journal) == ["1", "2"]
    journal.add(entry(3, request=b"x" * 51))
    assert kept(journal) == ["3"]
    assert journal.dropped == 3


@pytest.mark.parametrize(
    "large", [entry(1, request=b"x" * 2 * FRAME), entry(1, events=set(range(100)))], ids=["body", "events"]
)
def test_what_is_larger_than_the_journal_is_counted_only(large: JournalEntry) -> None:
    journal = Journal(max_bytes=2 * FRAME)
    journal.add(entry(0))
    journal.add(large)
    assert kept(journal) == []
    assert journal.dropped == 2
    journal.add(entry(2))
    assert kept(journal) == ["2"]


def test_clearing_forgets_the_count_too_and_makes_all_the_room_there_is() -> None:
    journal = Journal(max_bytes=2 * FRAME)
    for number in range(3):
        journal.add(entry(number))
    journal.clear()
    assert (kept(journal), journal.dropped) == ([], 0)
    for number in range(2):
        journal.add(entry(number))
    assert kept(journal) == ["0", "1"]


def test_another_journal_has_the_same_bounds_and_nothing_in_it() -> None:
    journal = Journal(max_entries=1)
    journal.add(entry(0))
    other = journal.another()
    assert kept(other) == []
    for number in range(2):
        other.add(entry(number))
    assert kept(other) == ["1"]
    assert kept(journal) == ["0"]


def test_a_journal_without_room_for_an_entry_is_off() -> None:
    assert not Journal(max_entries=0).is_on
    assert Journal(max_entries=1).is_on


def test_entries_are_found_from_an_instant_or_after_another_one() -> None:
    journal = Journal()
    for number in range(4):
        journal.add(entry(number, method="PUT" if number % 2 else "GET"))
    assert [each.id for each in journal.find(RequestPattern(), since=2)] == ["2", "3"]
    assert [each.id for each in journal.find(RequestPattern(), since="2")] == ["3"]
    assert [each.id for each in journal.find(RequestPattern(method="put"), since="0")] == ["1", "3"]
    assert [each.id for each in journal.find(RequestPattern(method="PUT"), limit=1)] == ["3"]
    assert journal.find(RequestPattern(), limit=0) == []
    with pytest.raises(InvalidRequest, match="'9'"):
        journal.find(RequestPattern(), since="9")


def test_near_misses_are_the_closest_the_newest_of_those_alike_first() -> None:
    journal = Journal()
    for number in range(6):
        journal.add(entry(number, method="PUT" if number in {1, 2} else "GET"))
    missed = journal.near_misses(RequestPattern(method="PUT", status=201, path="/v2/*"))
    assert len(missed) == NEAR_MISSES
    assert [miss.entry.id for miss in missed] == ["2", "1", "5"]
    assert [each.criterion for each in missed[0].differences] == ["path", "status"]


def test_what_matches_is_no_near_miss() -> None:
    journal = Journal()
    journal.add(entry(0))
    assert journal.near_misses(RequestPattern(method="GET")) == []
