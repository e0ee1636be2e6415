"""Reading a profile: a file that `mockserver verify` wrote, or a document that came with a request."""

from pathlib import Path
from typing import Any

from mockserver.domain.policy import Profile
from mockserver.seeds.files import SeedFault, SeedRefused, check, read_document

PLACE = "profile"
"""Where a profile stands in a seed."""


def read_profile(file: Path) -> Profile:
    """The profile in a file, YAML or JSON.

    Raises:
        SeedRefused: with all faults of the document.
    """
    return check_profile(str(file), read_document(file))


def check_profile(name: str, found: Any) -> Profile:
    """A parsed document as a profile.

    Raises:
        SeedRefused: with all faults of the document.
    """
    try:
        document = check(name, {PLACE: found}).profile
    except SeedRefused as refused:
        raise SeedRefused([_own_place(fault) for fault in refused.faults]) from refused
    if document is None:
        raise SeedRefused([SeedFault(name, "", "nothing: expected a profile")])
    return document.to_profile()


def _own_place(fault: SeedFault) -> SeedFault:
    return SeedFault(fault.file, fault.path.removeprefix(PLACE).removeprefix("/"), fault.message)
