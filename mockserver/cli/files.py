"""Files that commands read and write; a dash is standard input or output."""

import sys
from pathlib import Path

import typer

STANDARD = "-"


def read(name: str) -> str:
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


def write(name: str, text: str) -> None:
    """Make a text the content of a file.

    Raises:
        BadParameter: it cannot be written.
    """
    if name == STANDARD:
        sys.stdout.write(text)
        return
    try:
        Path(name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise typer.BadParameter(f"{name}: {error.strerror}") from error
