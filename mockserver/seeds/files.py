"""Reading seed files: YAML or JSON, checked whole, every fault told in one line."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from mockserver.findings import shown
from mockserver.seeds.document import MANY, ONE, SeedDocument
from mockserver.settings import NO_SEED

SUFFIXES = {".yaml", ".yml", ".json"}
DEFAULT_SEED = "documentation"


@dataclass(frozen=True, slots=True)
class SeedFault:
    """One thing wrong with a seed: where, what stands there, what was expected."""

    file: str
    path: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.path, self.message) if part)


class SeedRefused(Exception):
    """Seeds that cannot be used, with everything that is wrong with them."""

    def __init__(self, faults: list[SeedFault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class SeedFile:
    """A seed document and where it came from."""

    name: str
    document: SeedDocument


def fixtures() -> Path:
    """The folder of the seeds that come with the package, in a wheel or in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "fixtures"
    return installed if installed.is_dir() else package.parent / "fixtures"


def read_seeds(names: list[str] | None) -> list[SeedFile]:
    """The documents of seed files and folders; by default the documentation's examples.

    A name that is no file may be one of the package's own: `documentation`, `season`, `volume`.

    Raises:
        SeedRefused: with all faults of all files.
    """
    read: list[SeedFile] = []
    faults: list[SeedFault] = []
    for name in [DEFAULT_SEED] if names is None else names:
        for file in _files(name, faults):
            try:
                read.append(SeedFile(str(file), parse(str(file), file.read_text(encoding="utf-8"))))
            except (OSError, UnicodeDecodeError) as error:
                faults.append(SeedFault(str(file), "", f"cannot be read: {error}"))
            except SeedRefused as refused:
                faults += refused.faults
    if faults:
        raise SeedRefused(faults)
    return read


def parse(name: str, text: str) -> SeedDocument:
    """The document in a text; JSON is YAML too.

    Raises:
        SeedRefused: with all faults of the document.
    """
    try:
        found = yaml.load(text, _Plain)  # noqa: S506 - a safe loader, see below
    except (yaml.YAMLError, RecursionError) as error:
        fault = " ".join(str(error).split())
        raise SeedRefused([SeedFault(name, "", f"is neither YAML nor JSON: {fault}")]) from error
    return check(name, {} if found is None else found)


def check(name: str, found: Any) -> SeedDocument:
    """A parsed document as a seed.

    Raises:
        SeedRefused: with all faults of the document.
    """
    try:
        return SeedDocument.model_validate(found)
    except ValidationError as error:
        raise SeedRefused([_fault(name, each) for each in error.errors(include_url=False)]) from error


def _files(name: str, faults: list[SeedFault]) -> Iterator[Path]:
    given = Path(name)
    shipped = fixtures() / f"{name}.yaml"
    if name == NO_SEED:
        return
    if given.is_dir():
        inside = (each for each in given.iterdir() if each.suffix in SUFFIXES)
        yield from sorted(each for each in inside if not each.name.endswith(".schema.json"))
    elif given.exists() or not shipped.exists():
        yield given
    else:
        yield shipped
    if given.is_dir() and not any(each.suffix in SUFFIXES for each in given.iterdir()):
        faults.append(SeedFault(name, "", "holds no seed; expected .yaml, .yml or .json files"))


def _fault(name: str, error: Any) -> SeedFault:
    path = "/".join(str(step) for step in error["loc"] if step not in {ONE, MANY})
    if error["type"] == "missing":
        return SeedFault(name, path, "is missing")
    if error["type"] == "extra_forbidden":
        return SeedFault(name, path, "is not a property that a seed knows here")
    expected = str(error["msg"]).replace("Input should be", "expected").replace("Input should", "expected to")
    return SeedFault(name, path, f"{shown(error['input'])}: {expected[0].lower()}{expected[1:]}")


class _Plain(yaml.CSafeLoader):
    """A safe loader that leaves dates as they are written: a field's value is a string."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
