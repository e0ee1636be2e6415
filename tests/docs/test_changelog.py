"""The changelog has the form of Keep a Changelog, and its newest release is the version of the package."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import mockserver

CHANGELOG = (Path(__file__).parents[2] / "CHANGELOG.md").read_text(encoding="utf-8")
UNRELEASED = "[Unreleased]"
RELEASE = re.compile(r"\[(?P<version>\d+\.\d+\.\d+)\] - (?P<date>\d{4}-\d{2}-\d{2})")
GROUPS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}

_, *_TEXTS = re.split(r"^## ", CHANGELOG, flags=re.MULTILINE)
SECTIONS = [text.partition("\n")[::2] for text in _TEXTS]
"""The title and the text of each section, the newest first."""
TITLES = [title for title, _ in SECTIONS]


def version(title: str) -> tuple[int, ...]:
    released = RELEASE.fullmatch(title)
    assert released, f"{title!r} is no release; expected [1.2.3] - 2026-01-31"
    return tuple(map(int, released["version"].split(".")))


def test_what_is_not_released_stands_first() -> None:
    assert TITLES[0] == UNRELEASED
    assert TITLES.count(UNRELEASED) == 1


@pytest.mark.parametrize("title", TITLES[1:])
def test_every_release_has_a_version_and_an_iso_date(title: str) -> None:
    released = RELEASE.fullmatch(title)
    assert released, "expected [1.2.3] - 2026-01-31"
    date.fromisoformat(released["date"])


def test_the_newest_release_is_the_version_of_the_package() -> None:
    assert TITLES[1].startswith(f"[{mockserver.__version__}] ")


def test_releases_stand_in_order_the_newest_first() -> None:
    assert all(version(newer) > version(older) for newer, older in pairwise(TITLES[1:]))


@pytest.mark.parametrize(("title", "text"), SECTIONS, ids=TITLES)
def test_every_change_stands_under_a_standard_group(title: str, text: str) -> None:
    before, *groups = re.split(r"^### ", text, flags=re.MULTILINE)
    names = [group.partition("\n")[0] for group in groups]
    assert not before.strip(), f"{title}: a change without a group"
    assert set(names) <= GROUPS
    assert len(set(names)) == len(names)
    assert all(group.partition("\n")[2].strip().startswith("- ") for group in groups)
