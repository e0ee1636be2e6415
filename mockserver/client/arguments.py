"""What tests give, as the lab takes it. Nothing is judged here that the lab judges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from mockserver.client.types import OneSeed, Seed, Time

if TYPE_CHECKING:
    from mockserver.seeds.files import SeedFile

AS_THEY_ARE = ("server", "empty")
"""What a sandbox can begin with beside documents."""


def known(**members: Any) -> dict[str, Any]:
    """Those members that were given."""
    return {name: value for name, value in members.items() if value is not None}


def match(*, pass_group: str | None = None, **criteria: Any) -> dict[str, Any]:
    """The match of the lab; what is not given is not asked for."""
    return known(passGroup=pass_group, **criteria)


def as_time(given: Time | None) -> Any:
    """A clock, as the lab takes it."""
    return {"frozen": instant(given)} if isinstance(given, str | datetime) else given


def instant(given: str | datetime) -> str:
    """An instant, as the lab takes it."""
    return given.isoformat() if isinstance(given, datetime) else given


def as_seed(given: Seed | None) -> Any:
    """What a sandbox begins with, as the lab takes it.

    Raises:
        SeedRefused: a file cannot be used.
    """
    if given is None or given in AS_THEY_ARE:
        return given
    found = documents(given)
    return found[0] if len(found) == 1 else found or "empty"


def documents(given: Seed) -> list[dict[str, Any]]:
    """Seeds as documents. Those of files are checked here, so that faults name the file.

    Raises:
        SeedRefused: a file cannot be used.
    """
    return [document for each in _several(given) for document in _documents(each)]


def read(given: Seed) -> list[SeedFile]:
    """Seeds, read and checked.

    Raises:
        SeedRefused: a seed cannot be used.
    """
    from mockserver.seeds.files import SeedFile, check, read_seeds  # noqa: PLC0415 - not every test gives a seed

    found: list[SeedFile] = []
    for each in _several(given):
        if isinstance(each, Mapping):
            found.append(SeedFile("seed", check("seed", dict(each))))
        else:
            found += read_seeds([] if each == "empty" else [str(each)])
    return found


def _several(given: Seed) -> Sequence[OneSeed]:
    return given if isinstance(given, Sequence) and not isinstance(given, str) else [given]


def _documents(given: OneSeed) -> list[dict[str, Any]]:
    if isinstance(given, Mapping):
        return [dict(given)]
    return [file.document.model_dump(mode="json", by_alias=True, exclude_unset=True) for file in read(given)]
