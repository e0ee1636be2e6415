"""The table: on the terminal, and between two markers of a document."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.measure import CannotMeasure, Row

BEGIN, END = "<!-- table:begin -->", "<!-- table:end -->"
COLUMNS = ("measured", "here", "compared with", "ratio", "target", "met")


def cells(row: Row) -> tuple[str, ...]:
    """A row as text."""
    verdict = "" if row.target is None else "met" if row.target.met(row.ratio) else "missed"
    return row.name, row.ours, row.other, _short(row.ratio), str(row.target or ""), verdict


def print_table(rows: list[Row]) -> None:
    """Show the table on the terminal."""
    table = Table(*COLUMNS, title=machine())
    for row in rows:
        *plain, verdict = cells(row)
        style = {"met": "green", "missed": "red"}.get(verdict, "")
        table.add_row(*plain, verdict, style=style)
    Console(width=None if Console().is_terminal else 140).print(table)


def write_table(rows: list[Row], file: Path, command: str) -> None:
    """Put the table between the markers of a document.

    Raises:
        CannotMeasure: there is no such document, or it has no such markers.
    """
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise CannotMeasure(f"{file}: expected a document with the lines {BEGIN} and {END}")
    lines = [f"`{command}`, {machine()}", "", *_markdown(rows)]
    file.write_text("\n".join([before + BEGIN, "", *lines, "", END + after]), encoding="utf-8")


def machine() -> str:
    """What it was measured on."""
    today = datetime.now(UTC).date()
    return f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, {today}"


def _markdown(rows: list[Row]) -> list[str]:
    lines = [COLUMNS, ("---", "---:", "---:", "---:", "---:", "---"), *map(cells, rows)]
    return [f"| {' | '.join(line)} |" for line in lines]


def _short(ratio: float) -> str:
    return f"{ratio:.3f}" if ratio < 1 else f"{ratio:.2f}" if ratio < 10 else f"{ratio:,.0f}"
