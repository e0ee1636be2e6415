"""What the methods of handles take, and how it is put for the admin API, which is the one to judge it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from mockserver.seeds.files import SeedFile

OneSeed: TypeAlias = str | PathLike[str] | Mapping[str, Any]
Seed: TypeAlias = OneSeed | Sequence[OneSeed]
"""A seed document, a file, a folder, the name of a seed that comes with the package, or several of these;
`none` or `empty` for no data, and for a sandbox `server` for what its server began with."""
Profile: TypeAlias = str | PathLike[str] | Mapping[str, Any]
"""What `mockserver verify` wrote of a service: its file, or the document."""
Instant: TypeAlias = str | datetime
"""ISO 8601 with an offset, or aware."""
Time: TypeAlias = Instant | Mapping[str, Any]
"""An instant to stand still at, or as the admin API takes it, such as `{"shifted": …}`."""

NAMED_STATES = ("server", "empty")
"""What a sandbox can begin with beside documents."""


def without_none(**members: Any) -> dict[str, Any]:
    """The members of an object that have a value."""
    return {name: value for name, value in members.items() if value is not None}


def request_pattern(*, pass_group: str | None = None, **criteria: Any) -> dict[str, Any]:
    """Criteria as the admin API's request pattern; one that is None is not asked for."""
    return without_none(passGroup=pass_group, **criteria)


def clock_setting(time: Time | None) -> Any:
    """A time as the admin API sets a clock."""
    return {"frozen": iso_instant(time)} if isinstance(time, str | datetime) else time


def iso_instant(instant: Instant) -> str:
    """An instant in ISO 8601."""
    return instant.isoformat() if isinstance(instant, datetime) else instant


def initial_state(seed: Seed | None) -> Any:
    """A seed as the admin API takes it for a new sandbox.

    Raises:
        SeedRefused: a file cannot be used.
    """
    if seed is None or seed in NAMED_STATES:
        return seed
    documents = seed_documents(seed)
    return documents[0] if len(documents) == 1 else documents or "empty"


def profile_document(profile: Profile | None) -> Any:
    """A profile as the admin API takes it.

    Raises:
        SeedRefused: the file cannot be read.
    """
    if profile is None or isinstance(profile, Mapping):
        return profile
    from mockserver.seeds.files import read_document  # noqa: PLC0415 - hardly a test gives a profile

    return read_document(Path(profile))


def seed_documents(seed: Seed) -> list[dict[str, Any]]:
    """Seeds as documents. Those of files are checked here, so that faults name the file.

    Raises:
        SeedRefused: a file cannot be used.
    """
    return [document for each in _as_sequence(seed) for document in _documents_of(each)]


def read_seed_files(seed: Seed) -> list[SeedFile]:
    """Seeds, read and checked.

    Raises:
        SeedRefused: a seed cannot be used.
    """
    from mockserver.seeds.files import SeedFile, check, read_seeds  # noqa: PLC0415 - not every test gives a seed

    files: list[SeedFile] = []
    for each in _as_sequence(seed):
        if isinstance(each, Mapping):
            files.append(SeedFile("seed", check("seed", dict(each))))
        else:
            files += read_seeds([] if each == "empty" else [str(each)])
    return files


def _as_sequence(seed: Seed) -> Sequence[OneSeed]:
    return seed if isinstance(seed, Sequence) and not isinstance(seed, str) else [seed]


def _documents_of(seed: OneSeed) -> list[dict[str, Any]]:
    if isinstance(seed, Mapping):
        return [dict(seed)]
    files = read_seed_files(seed)
    return [file.document.model_dump(mode="json", by_alias=True, exclude_unset=True) for file in files]
