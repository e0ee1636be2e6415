"""The types of the client are those of the admin API's document."""

from pathlib import Path

from scripts.generate_types import TYPES, write


def test_they_are_made_from_the_document_as_it_is(tmp_path: Path) -> None:
    made = tmp_path / "types.py"
    write(made)
    assert made.read_text() == TYPES.read_text(), "run `python -m scripts.generate_types`"
