"""What commands read and write: documents as UTF-8, text for people as their terminal can show it."""

import io
import json
import sys
from collections.abc import Iterable, Sequence, Sized
from pathlib import Path
from typing import Any, TextIO

import typer

from mockserver.cli.exits import echo_error
from mockserver.client.formatting import head, remarks
from mockserver.client.types import Exchange
from mockserver.domain.text import printable

GAP = "   "
STANDARD = "-"
"""The file that is standard input or output."""


def escape_what_cannot_be_shown(stream: TextIO) -> None:
    """Make a stream escape the characters that its encoding does not have, instead of refusing them."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


def echo(text: str) -> None:
    """Print a line for people, without what could drive their terminal."""
    sys.stdout.write(f"{printable(text)}\n")
    sys.stdout.flush()


def echo_rows(titles: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print a table that is never cut off, so that scripts can read it as well."""
    lines = [titles, *([printable(str(cell)) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        echo(GAP.join(cells).rstrip())


def note_if_empty(found: Sized, noun: str) -> None:
    """Say so on standard error if there is nothing to print, so that nobody wonders whether it failed."""
    if not found:
        echo_error(f"no {noun}")


def echo_json(found: Any) -> None:
    """Print a document as indented JSON."""
    echo_document(indented_json(found))


def echo_document(text: str) -> None:
    """Print a document for programs: in UTF-8, whatever the locale is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(f"{text}\n".encode(errors="backslashreplace"))
    sys.stdout.buffer.flush()


def indented_json(value: Any) -> str:
    """A value as JSON that people can read."""
    return json.dumps(value, indent=2, ensure_ascii=False)


def compact_json(value: Any) -> str:
    """A value in one line of JSON.

    >>> compact_json({"status": 503})
    '{"status": 503}'
    """
    return json.dumps(value, ensure_ascii=False)


class RequestPrinter:
    """Requests of the journal on standard output, in colour if it can show any."""

    def __init__(self) -> None:
        from rich.console import Console  # noqa: PLC0415 - a server that starts does without

        self._console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)

    def print(self, exchange: Exchange) -> None:
        """Print a request: a line of its own, and one for each finding and fault."""
        *before, (last, style) = head(exchange)
        for text, each in before:
            self._console.print(text, style=each, end=" ")
        self._console.print(last, style=style)
        for text, each in remarks(exchange):
            self._console.print(text, style=each)


def read_text(name: str) -> str:
    """The text of a file.

    Raises:
        BadParameter: it cannot be read.
    """
    try:
        raw = sys.stdin.buffer.read() if name == STANDARD else Path(name).read_bytes()
        return raw.decode()
    except OSError as error:
        raise typer.BadParameter(f"{name}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise typer.BadParameter(f"{name}: byte {error.start} is not UTF-8") from error


def write_document(name: str, text: str) -> None:
    """Make a document the content of a file.

    Raises:
        BadParameter: it cannot be written.
    """
    if name == STANDARD:
        echo_document(text)
        return
    try:
        Path(name).write_bytes(f"{text}\n".encode())
    except OSError as error:
        raise typer.BadParameter(f"{name}: {error.strerror}") from error
