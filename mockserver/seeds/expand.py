"""Volumes: many events and many passes from a few lines, the same on every load."""

from collections.abc import Iterator
from itertools import chain, repeat
from typing import Any, TypeVar

from mockserver.domain.clock import Instant, instant
from mockserver.domain.passes import TEMPLATES, PassStatus, Platform
from mockserver.seeds.document import EventVolume, PassVolume, SeedEvent
from mockserver.store.rows import Columns

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


def alike(volume: PassVolume, created: Instant) -> Iterator[Columns]:
    """The passes of a volume: the platforms take turns, and after each round of them the statuses."""
    platforms = _turns(volume.platforms)
    statuses = _turns(volume.statuses)
    first, step = (created, 0) if volume.created_at is None else (instant(volume.created_at), SECOND)
    for number in range(volume.count):
        platform = platforms[number % len(platforms)]
        status = statuses[number // len(platforms) % len(statuses)]
        yield pass_columns(platform, status, first + number * step)


def pass_columns(platform: Platform, status: PassStatus, created: Instant, **others: Any) -> Columns:
    """A pass as a row; what is not said follows from its platform, its status and its age."""
    return {
        "id": None,
        "external_id": None,
        "serial_number": None,
        "template_id": TEMPLATES[platform],
        "platform": platform.value,
        "status": status.value,
        "created_at": created,
        "updated_at": created,
        "installed_at": None if status is PassStatus.NOT_BEEN_INSTALLED else created,
    } | others


def _turns(turns: list[Name] | dict[Name, int]) -> list[Name]:
    if isinstance(turns, list):
        return turns
    return list(chain.from_iterable(repeat(each, weight) for each, weight in turns.items()))
