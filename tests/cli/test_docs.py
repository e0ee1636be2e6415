"""The command `docs`: the guides are listed, printed and searched."""

from pathlib import Path

import pytest

from tests.shell import Shell

ROOT = Path(__file__).parents[2]
FILES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_every_guide_is_listed_with_a_sentence(shell: Shell) -> None:
    titles, *rows = shell.get("docs").splitlines()
    assert titles.split() == ["topic", "what", "it", "is", "about"]
    told = dict(row.split(maxsplit=1) for row in rows)
    assert list(told) == [file.stem.lower() for file in FILES]
    assert told["testing"] == "What a test author needs, in Python first, then in any language"
    assert min(len(sentence) for sentence in told.values()) > 20
    assert max(len(sentence) for sentence in told.values()) < 250


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_guide_is_printed_as_it_is_written(file: Path, shell: Shell) -> None:
    for name in (file.stem.lower(), file.name):
        assert shell.get("docs", name) == file.read_text(encoding="utf-8")


def test_a_terminal_is_shown_text(shell: Shell) -> None:
    shell.patch.setenv("FORCE_COLOR", "1")
    shell.patch.setenv("TERM", "xterm-256color")
    told = shell.get("docs", "glossary")
    assert "\x1b[" in told
    assert "## The service" not in told
    assert "The service" in told


def test_a_topic_that_there_is_not_is_told_with_the_one_meant(shell: Shell) -> None:
    told = shell.fail("docs", "testng", code=2)
    assert told.endswith('There is no guide "testng"; did you mean testing?')
    assert f"expected one of {', '.join(file.stem.lower() for file in FILES)}." in shell.fail(
        "docs", "qqq", code=2
    )


def test_a_word_is_found_with_its_guide_and_heading(shell: Shell) -> None:
    lines = shell.get("docs", "--search", "A CLOCK THAT OBEYS").splitlines()
    assert [line.split(": ")[:2] for line in lines] == [["lab", "The lab"]]
    everywhere = shell.get("docs", "--search", "sandbox").splitlines()
    assert {"lab", "testing", "readme"} <= {line.partition(":")[0] for line in everywhere}
    in_one = shell.get("docs", "lab", "--search", "sandbox").splitlines()
    assert in_one == [line for line in everywhere if line.startswith("lab: ")]


def test_a_comment_in_a_listing_is_no_heading(shell: Shell) -> None:
    (line,) = shell.get("docs", "testing", "--search", "lab outage faults add").splitlines()
    assert line.startswith("testing: A shell: ")


def test_a_word_that_stands_nowhere_is_told(shell: Shell) -> None:
    assert shell.find_nothing("docs", "--search", "xyzzy" * 2) == ""
