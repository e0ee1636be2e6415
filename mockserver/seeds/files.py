"""Reading seed files: YAML or JSON, checked whole, every fault told in one line."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from mockserver.domain.steps import Steps, do_at_once
from mockserver.seeds.checking import Checking
from mockserver.seeds.document import SeedDocument
from mockserver.seeds.limits import LARGEST_FILE
from mockserver.seeds.messages import worded
from mockserver.seeds.parsing import UnreadableText, read_json, read_yaml
from mockserver.settings import NO_SEED

JSON = ".json"
SCHEMA = ".schema.json"
SUFFIXES = (".yaml", ".yml", JSON)
DEFAULT_SEED = "documentation"

Source = TypeVar("Source")


@dataclass(frozen=True, slots=True)
class SeedFault:
    """One thing wrong with a seed: where, what stands there, what was expected."""

    file: str
    path: str
    message: str

    def __str__(self) -> str:
        line = ": ".join(part for part in (self.file, self.path, self.message) if part)
        # Half a character, or a line break in a name, must neither break the line nor its printing.
        return "\\n".join(line.splitlines()).encode(errors="backslashreplace").decode()


class SeedRefused(Exception):
    """Seeds that cannot be used, with everything that is wrong with them."""

    def __init__(self, faults: list[SeedFault]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


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


def shipped_seeds() -> dict[str, Path]:
    """The seeds that come with the package, by the name that stands for them."""
    return {file.stem: file for file in sorted(fixtures().glob("*.yaml"))}


def read_seeds(names: list[str] | None) -> list[SeedFile]:
    """The documents of seed files and folders; by default the documentation's examples.

    `documentation`, `season` and `volume` name the package's own; `./season` is a file or a folder.

    Raises:
        SeedRefused: with all faults of all files.
    """
    return _gather(_read_named, [DEFAULT_SEED] if names is None else names)


def find_files(names: list[str] | None) -> list[Path]:
    """The files and folders that seeds are read from, without those that come with the package."""
    return [Path(name) for name in names or [] if name != NO_SEED and name not in shipped_seeds()]


def parse(name: str, text: str) -> SeedDocument:
    """The document in a text: JSON if the name ends so, YAML otherwise.

    Raises:
        SeedRefused: with all faults of the document.
    """
    found = _parse(name, text)
    return check(name, {} if found is None else found)


def _parse(name: str, text: str) -> Any:
    is_json = name.endswith(JSON)
    try:
        return read_json(text) if is_json else read_yaml(text)
    except UnreadableText as error:
        message = f"cannot be read as {'JSON' if is_json else 'YAML'}: {error}"
        raise SeedRefused([SeedFault(name, error.place, message)]) from error


def check(name: str, found: Any) -> SeedDocument:
    """A parsed document as a seed.

    Raises:
        SeedRefused: with all faults of the document.
    """
    return do_at_once(check_in_steps(name, found))


def check_in_steps(name: str, found: Any) -> Steps[SeedDocument]:
    """The same, step by step."""
    checking = Checking()
    document = yield from checking.check(SeedDocument, found)
    faults: list[SeedFault] = []
    for complaint in checking.complaints:
        faults.append(SeedFault(name, *worded(complaint)))
        yield
    if document is None or faults:
        raise SeedRefused(faults)
    return document


def _gather(read: Callable[[Source], list[SeedFile]], sources: Iterable[Source]) -> list[SeedFile]:
    """Everything that is read from the sources, or every fault of theirs."""
    files: list[SeedFile] = []
    faults: list[SeedFault] = []
    for source in sources:
        try:
            files += read(source)
        except SeedRefused as refused:
            faults += refused.faults
    if faults:
        raise SeedRefused(faults)
    return files


def _read_named(name: str) -> list[SeedFile]:
    shipped = shipped_seeds()
    if name == NO_SEED:
        return []
    if name not in shipped and Path(name).is_dir():
        return _read_folder(Path(name))
    return _read_seed(shipped.get(name, Path(name)))


def _read_folder(folder: Path) -> list[SeedFile]:
    try:
        files = sorted(each for each in folder.iterdir() if each.suffix in SUFFIXES and each.is_file())
    except OSError as error:
        raise _refused(folder, f"{error.strerror}: expected a folder that can be read") from error
    seeds = [each for each in files if not each.name.endswith(SCHEMA)]
    if not seeds:
        raise _refused(folder, f"holds no seed: expected a file that ends in {', '.join(SUFFIXES)}")
    return _gather(_read_seed, seeds)


def _read_seed(file: Path) -> list[SeedFile]:
    return [SeedFile(str(file), parse(str(file), _read_text(file)))]


def read_document(file: Path) -> Any:
    """What a file holds, YAML or JSON, whatever it is about.

    Raises:
        SeedRefused: it cannot be read.
    """
    return _parse(str(file), _read_text(file))


def _read_text(file: Path) -> str:
    try:
        size = file.stat().st_size
        if size > LARGEST_FILE:
            raise _refused(file, f"has {size} bytes: expected at most {LARGEST_FILE}")
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        names = ", ".join(shipped_seeds())
        raise _refused(file, f"does not exist: expected a file, a folder, or one of {names}") from error
    except OSError as error:
        raise _refused(file, f"{error.strerror}: expected a file that can be read") from error
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        raise _refused(file, f"byte 0x{byte:02x}: expected UTF-8", f"offset {error.start}") from error


def _refused(file: Path, message: str, path: str = "") -> SeedRefused:
    return SeedRefused([SeedFault(str(file), path, message)])
