"""A short name for what seeds say, by which the same are known again."""

from collections.abc import Iterable
from hashlib import sha256

from mockserver.seeds.files import SeedFile


def digest(files: Iterable[SeedFile]) -> str:
    """The same for documents that say the same in the same order, wherever they were read."""
    said = sha256()
    for file in files:
        said.update(file.document.model_dump_json(by_alias=True, exclude_unset=True).encode())
    return said.hexdigest()
