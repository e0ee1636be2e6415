"""Every decision tells when it was taken and whether it stands."""

import re
from datetime import date
from pathlib import Path

import pytest

DECISIONS = (Path(__file__).parents[2] / "docs" / "DECISIONS.md").read_text(encoding="utf-8")
STATUS = re.compile(
    r"\*(?P<date>\d{4}-\d{2}-\d{2}) · (accepted|superseded by \[(?P<successor>.+)\]\(#[^)\s]+\))\*"
)

_, *_TEXTS = re.split(r"^## ", DECISIONS, flags=re.MULTILINE)
ENTRIES = {title: text for title, _, text in (entry.partition("\n\n") for entry in _TEXTS)}


def test_no_two_decisions_have_the_same_title() -> None:
    assert len(ENTRIES) == len(_TEXTS) > 0


@pytest.mark.parametrize("title", ENTRIES)
def test_every_decision_has_a_date_and_a_status(title: str) -> None:
    line = ENTRIES[title].partition("\n")[0]
    status = STATUS.fullmatch(line)
    assert status, f"{line!r}; expected *2026-01-31 · accepted*, or · superseded by [Title](#title)*"
    date.fromisoformat(status["date"])
    assert status["successor"] is None or status["successor"] in ENTRIES.keys() - {title}
