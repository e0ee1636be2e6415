"""How many rows seeds come to, counted before the first is made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mockserver.seeds.document import EventVolume, Passes, PassVolume, SeedEvent, SeedProject
from mockserver.seeds.files import SeedFault, SeedFile, SeedRefused
from mockserver.seeds.limits import MOST_ROWS, ROW


@dataclass(frozen=True, slots=True)
class Claim:
    """Rows that a part of a seed asks for.

    Attributes:
        path: where the number of them stands, or they themselves.
        count: how many things there are to be.
        each: how many rows one of them is.
    """

    path: str
    count: int
    each: int = 1


def count_rows(files: Sequence[SeedFile]) -> int:
    """How many rows seeds come to in all, about.

    Raises:
        SeedRefused: there are more than may be; it names the first number that is too large.
    """
    left = MOST_ROWS
    for file in files:
        for claim in _claims(file):
            if claim.count * claim.each > left:
                raise SeedRefused([SeedFault(file.name, claim.path, _describe(claim, left))])
            left -= claim.count * claim.each
    return MOST_ROWS - left


def count_entries(files: Sequence[SeedFile]) -> int:
    """How many events and passes seeds come to: what loading them is long about."""
    return sum(_entries_of(file) for file in files)


def _entries_of(file: SeedFile) -> int:
    document = file.document
    events = (each for project in document.projects for each in _listed(project))
    return _of_passes(document.passes, "").count + sum(map(_entries, events))


def _listed(project: SeedProject) -> Sequence[SeedEvent | EventVolume]:
    return [project.events] if isinstance(project.events, EventVolume) else project.events


def _entries(event: SeedEvent | EventVolume) -> int:
    each = 1 + _of_passes(event.passes, "").count
    return event.count * each if isinstance(event, EventVolume) else each


def _describe(claim: Claim, left: int) -> str:
    each = f"one of them comes to {claim.each} rows, and " if claim.each > 1 else ""
    most = f"at most {left // claim.each}, since {each}all seeds come to at most {MOST_ROWS} rows"
    return f"{claim.count}: expected {most}"


def _claims(file: SeedFile) -> Iterator[Claim]:
    document = file.document
    for index, project in enumerate(document.projects):
        yield from _of_events(project, f"projects/{index}/events")
    yield _of_passes(document.passes, "passes")
    yield Claim("pushes", len(document.pushes))
    yield Claim("links", len(document.links))
    yield Claim("callbacks", len(document.callbacks))


def _of_events(project: SeedProject, path: str) -> Iterator[Claim]:
    if isinstance(project.events, EventVolume):
        yield _of_volume(project.events, path)
        return
    for index, event in enumerate(project.events):
        if isinstance(event, SeedEvent):
            yield Claim(f"{path}/{index}", 1, 1 + len(event.pass_groups))
            yield _of_passes(event.passes, f"{path}/{index}/passes")
        else:
            yield _of_volume(event, f"{path}/{index}")


def _of_passes(passes: Passes, path: str) -> Claim:
    if isinstance(passes, PassVolume):
        return Claim(f"{path}/count", passes.count)
    return Claim(path, len(passes))


def _of_volume(volume: EventVolume, path: str) -> Claim:
    """Each event of a volume is a row, as its groups and its passes are; and what is long counts for more."""
    passes = _of_passes(volume.passes, "")
    length = len(volume.model_dump_json(by_alias=True, exclude_unset=True))
    return Claim(f"{path}/count", volume.count, 1 + len(volume.pass_groups) + passes.count + length // ROW)
