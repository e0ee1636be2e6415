"""The guides: pages about the server that travel with it, for people and for programs that read along."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from mockserver.domain.errors import NotFound
from mockserver.domain.text import abbreviate

README = "README.md"
FENCE = re.compile(r"\s*(```|~~~)")
HEADING = re.compile(r"#{1,6} +(.+)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a guide.

    Attributes:
        heading: what it stands below; that of the guide itself for what comes first.
    """

    topic: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Guide:
    """A page in Markdown.

    Attributes:
        topic: its name, the file's in lower case and without its suffix.
    """

    topic: str
    text: str

    @property
    def title(self) -> str:
        """Its heading."""
        return self.text.partition("\n")[0].removeprefix("# ")

    @property
    def summary(self) -> str:
        """The first sentence below its heading, on one line, without its stop."""
        paragraph = " ".join(self.text.split("\n\n")[1].replace("**", "").split())
        return paragraph.split(". ")[0].rstrip(".:")

    def find(self, word: str) -> Iterator[Line]:
        """The lines that a word stands in, in capitals or not."""
        return (line for line in self._lines() if word.casefold() in line.text.casefold())

    def _lines(self) -> Iterator[Line]:
        """Every line that is not empty; in a listing, what begins with # is no heading."""
        heading, is_listing = self.title, False
        for text in filter(None, map(str.strip, self.text.splitlines())):
            is_listing ^= FENCE.match(text) is not None
            found = None if is_listing else HEADING.fullmatch(text)
            heading = heading if found is None else found[1]
            yield Line(self.topic, heading, text)


def folder() -> Path:
    """Where the guides are, in a wheel or in a checkout."""
    package = Path(__file__).parent
    installed = package / "docs"
    return installed if installed.is_dir() else package.parent / "docs"


def read_guides() -> dict[str, Guide]:
    """Every guide by its topic: the README, then the others in the order of their names."""
    return {topic: _read(topic, file) for topic, file in _files().items()}


def read_guide(topic: str) -> Guide:
    """The guide of that topic, in capitals or not, or of the file of that name, as guides name each other.

    Raises:
        NotFound: there is none.
    """
    files = _files()
    name = topic.lower().removesuffix(".md")
    if name in files:
        return _read(name, files[name])
    close = get_close_matches(name, files, n=1)
    meant = f"did you mean {close[0]}?" if close else f"expected one of {', '.join(files)}."
    raise NotFound(f"There is no guide {abbreviate(topic)}; {meant}")


def _read(topic: str, file: Path) -> Guide:
    return Guide(topic, file.read_text(encoding="utf-8"))


def _files() -> dict[str, Path]:
    """The file of each guide; the README is in their folder in a wheel, and beside it in a checkout."""
    place = folder()
    readme = next(each / README for each in (place, place.parent) if (each / README).is_file())
    return {file.stem.lower(): file for file in (readme, *sorted(place.glob("*.md")))}
