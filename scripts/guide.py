"""`python -m scripts.guide`: put the files of the examples into the guide for test authors, as they are."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "TESTING.md"
LISTING = re.compile(
    r"^\[`(?P<file>[^`]+)`\]\(\.\./(?P=file)\)\n```(?P<kind>\w+)\n(?P<text>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
"""A link to a file, and the file."""


def listed(text: str) -> list[str]:
    """The files that a guide lists."""
    return [listing["file"] for listing in LISTING.finditer(text)]


def filled(text: str) -> str:
    """A guide with its files as they are."""
    return LISTING.sub(_fill, text)


def _fill(listing: re.Match[str]) -> str:
    file, kind = listing["file"], listing["kind"]
    return f"[`{file}`](../{file})\n```{kind}\n{(ROOT / file).read_text(encoding='utf-8')}```"


if __name__ == "__main__":
    GUIDE.write_text(filled(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
