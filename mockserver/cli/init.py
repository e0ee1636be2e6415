"""`mockserver init`: the files that a project begins with."""

from pathlib import Path
from typing import Annotated

import typer

from mockserver.cli.exits import REFUSED, fail
from mockserver.cli.output import echo

TEMPLATES = Path(__file__).with_name("templates")
FILES = {
    "mockserver.yaml": "mockserver.yaml",
    "conftest.py": "conftest.py",
    "compose.mockserver.yaml": "compose.mockserver.yaml",
    ".github/workflows/mockserver.yaml": "workflow.yaml",
    "mockserver.http": "mockserver.http",
}
"""What is written, and the template of each."""

Folder = Annotated[
    Path, typer.Argument(metavar="FOLDER", show_default=False, help="By default the one you are in.")
]


def init(folder: Folder = Path()) -> None:
    """Write a seed, fixtures for pytest, a compose file, a workflow and requests to try.

    A file that is there is left as it is.
    """
    for name, template in FILES.items():
        file = folder / name
        was_written = _write(file, (TEMPLATES / template).read_text(encoding="utf-8"))
        echo(f"{'wrote' if was_written else 'left'} {file}")


def _write(file: Path, text: str) -> bool:
    """Make a file; says whether there was none before, not even a link that leads nowhere."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as made:
            made.write(text)
    except FileExistsError:
        if not file.parent.is_dir():
            fail(f"{file.parent} is no folder: expected one to write {file.name} to", REFUSED)
        return False
    return True
