"""`mockserver reset` and `mockserver state`: everything in a sandbox, at once."""

import json
from enum import StrEnum
from pathlib import PurePath
from typing import Annotated

import typer

from mockserver.cli.admin_options import in_sandbox
from mockserver.cli.files import STANDARD, read, write
from mockserver.client._sync.connection import Connection

group = typer.Typer(help="Take the state of a sandbox out, and put it in.", no_args_is_help=True)

MEDIA_TYPES = {"yaml": "application/yaml", "json": "application/json"}


class Beginning(StrEnum):
    """What a reset leads to."""

    SEED = "seed"
    EMPTY = "empty"


class Format(StrEnum):
    """How a state is written."""

    YAML = "yaml"
    JSON = "json"


To = Annotated[Beginning, typer.Option("--to", help="The sandbox's own seed, or no data at all.")]
Written = Annotated[
    str, typer.Argument(metavar="[FILE]", show_default=False, help="By default standard output.")
]
Read = Annotated[
    str,
    typer.Argument(metavar="FILE", show_default=False, help="A seed document, or - for standard input."),
]
As = Annotated[
    Format | None, typer.Option("--format", help="By default what the name of the file says, or YAML.")
]
Merge = Annotated[bool, typer.Option("--merge", help="Lay it over what is there, instead of replacing it.")]


@in_sandbox
def reset(server: Connection, to: To = Beginning.SEED) -> None:
    """Back to the seed: data, ids, clock, dials; without faults and journal."""
    server.ask("POST", "reset", params={"to": to.value})


@group.command("export")
@in_sandbox
def export_state(server: Connection, file: Written = STANDARD, format: As = None) -> None:  # noqa: A002 - its name as a flag
    """Write the state as a seed document."""
    wanted = format or _format_of(file)
    answer = server.ask("GET", "state", headers={"Accept": MEDIA_TYPES[wanted]})
    indented = wanted is Format.JSON
    write(file, f"{json.dumps(answer.json(), indent=2, ensure_ascii=False)}\n" if indented else answer.text)


@group.command("import")
@in_sandbox
def import_state(server: Connection, file: Read, merge: Merge = False) -> None:
    """Make the state what a seed document says. A bad document changes nothing."""
    declared = {"Content-Type": MEDIA_TYPES[_format_of(file)]}
    server.ask("POST" if merge else "PUT", "state", content=read(file).encode(), headers=declared)


def _format_of(name: str) -> Format:
    return Format.JSON if PurePath(name).suffix == ".json" else Format.YAML
