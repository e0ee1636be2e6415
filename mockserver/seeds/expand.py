"""Volumes: many events and many passes from a few lines, the same on every load."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Any, Generic, TypeVar

from mockserver.domain.clock import Instant, instant
from mockserver.domain.passes import TEMPLATES, PassStatus, Platform
from mockserver.domain.records import PassRow
from mockserver.seeds.document import EventVolume, PassVolume, SeedEvent
from mockserver.services.wallet import serial_number

SECOND = 1000

Name = TypeVar("Name")


def one_by_one(event: SeedEvent | EventVolume) -> Iterator[SeedEvent]:
    """The events of a volume, `{n}` written out; a single event as it is."""
    if isinstance(event, SeedEvent):
        yield event
        return
    document = event.model_dump(by_alias=True, exclude_unset=True, exclude={"count"})
    for number in range(1, event.count + 1):
        yield SeedEvent.model_validate(_numbered(document, number))


def _numbered(document: Any, number: int) -> Any:
    if isinstance(document, str):
        return document.replace("{n}", str(number))
    if isinstance(document, dict):
        return {key: _numbered(value, number) for key, value in document.items()}
    if isinstance(document, list):
        return [_numbered(value, number) for value in document]
    return document


class Round(Generic[Name]):
    """Who takes turns, each as often in a row as its weight says; a weight costs nothing.

    Attributes:
        length: of the round, in turns.
    """

    def __init__(self, turns: list[Name] | dict[Name, int]) -> None:
        weights = turns.values() if isinstance(turns, dict) else [1] * len(turns)
        self._names = list(turns)
        self._ends = list(accumulate(weights))
        self.length = self._ends[-1]

    def take(self, number: int) -> Name:
        """Who has the turn of that number, counted from 0 on."""
        return self._names[bisect_right(self._ends, number % self.length)]


def alike(
    volume: PassVolume, event_id: int | None, created: Instant, ids: Iterator[int]
) -> Iterator[PassRow]:
    """The passes of a volume: the platforms take turns, and after each round of them the statuses."""
    platforms, statuses = Round(volume.platforms), Round(volume.statuses)
    first, step = (created, 0) if volume.created_at is None else (instant(volume.created_at), SECOND)
    for number in range(volume.count):
        platform = platforms.take(number)
        status = statuses.take(number // platforms.length)
        yield new_pass(next(ids), event_id, platform, status, first + number * step)


def new_pass(
    pass_id: int, event_id: int | None, platform: Platform, status: PassStatus, created: Instant
) -> PassRow:
    """A pass; what is not said follows from its id, its platform, its status and its age."""
    return PassRow(
        id=pass_id,
        event_id=event_id,
        external_id=None,
        template_id=TEMPLATES[platform],
        serial_number=serial_number(pass_id),
        platform=platform.value,
        status=status.value,
        created_at=created,
        updated_at=created,
        installed_at=None if status is PassStatus.NOT_BEEN_INSTALLED else created,
    )
