"""The table: on the terminal, and between two markers of a document."""

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.measure import CannotMeasure, Row

BEGIN, END = "<!-- table:begin -->", "<!-- table:end -->"
COLUMNS = ("measured", "here", "compared with", "ratio", "target", "met")
FIGURES = {"here", "compared with", "ratio", "target"}


def cells(row: Row) -> tuple[str, ...]:
    """A row as text."""
    if row.ratio is None:
        return row.name, row.ours, row.other, "", "", ""
    verdict = "" if row.target is None else "met" if row.target.met(row.ratio) else "missed"
    return row.name, row.ours, row.other, _short(row.ratio), str(row.target or ""), verdict


def print_table(rows: list[Row], machine: str) -> None:
    """Show the table on the terminal."""
    table = Table(*COLUMNS, title=machine)
    for row in rows:
        *plain, verdict = cells(row)
        style = {"met": "green", "missed": "red"}.get(verdict, "")
        table.add_row(*plain, verdict, style=style)
    Console(width=None if Console().is_terminal else 140).print(table)


def frame(file: Path) -> tuple[str, str]:
    """What stands around the table of a document, markers included.

    Raises:
        CannotMeasure: there is no such document, or it has no such markers.
    """
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise CannotMeasure(f"{file}: expected a document with the lines {BEGIN} and {END}")
    return before + begin, end + after


def write_table(rows: list[Row], machine: str, command: str, file: Path, pictures: Iterable[str]) -> None:
    """Put the table between the markers of a document, with what made it, and pictures behind it.

    Raises:
        CannotMeasure: there is no place for it.
    """
    shown = [line for picture in pictures for line in ("", picture)]
    write_lines([*markdown(COLUMNS, map(cells, rows)), *shown], machine, command, file)


def write_lines(table: list[str], machine: str, command: str, file: Path) -> None:
    """Likewise a table that is written out already."""
    before, after = frame(file)
    lines = [f"`{command}`, {machine}", "", *table]
    file.write_text("\n".join([before, "", *lines, "", after]), encoding="utf-8")


def this_machine() -> str:
    """What it is measured on, and how busy that is; above 0 something else is running."""
    cores, today = os.cpu_count(), datetime.now(UTC).date()
    version, load = platform.python_version(), os.getloadavg()[0]
    return f"Python {version}, {platform.machine()}, {cores} cores, load {load:.1f} at the start, {today}"


def markdown(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table as the lines of a document; what ends in a figure stands on the right."""
    marks = ["---:" if each in FIGURES else "---" for each in columns]
    return [f"| {' | '.join(line)} |" for line in (columns, marks, *rows)]


def _short(ratio: float) -> str:
    return f"{ratio:.3f}" if ratio < 10 else f"{ratio:,.0f}"
