"""What commands print on standard output."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

GAP = "   "


def echo(text: str) -> None:
    """Print a line."""
    print(text, flush=True)  # noqa: T201


def echo_json(found: Any) -> None:
    """Print what a server answered."""
    echo(json.dumps(found, indent=2, ensure_ascii=False))


def echo_rows(titles: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print a table that is never cut off, so that scripts can read it as well."""
    lines = [titles, *([str(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        echo(GAP.join(cells).rstrip())


def brief(found: Any) -> str:
    """Anything in one line of JSON.

    >>> brief({"status": 503})
    '{"status": 503}'
    """
    return json.dumps(found)
