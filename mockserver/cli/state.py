"""`mockserver reset` and `mockserver state`: everything in a sandbox, at once."""

from enum import StrEnum
from pathlib import PurePath
from typing import Annotated

import typer

from mockserver.cli.admin_options import SandboxCommand
from mockserver.cli.help import Group
from mockserver.cli.output import STANDARD, indented_json, read_text, write_document
from mockserver.client._sync.connection import Connection
from mockserver.server.progress import progress

group = typer.Typer(cls=Group, help="Take the state of a sandbox out, and put it in.", no_args_is_help=True)

MEDIA_TYPES = {"yaml": "application/yaml", "json": "application/json"}


class Target(StrEnum):
    """What a reset leads to."""

    SEED = "seed"
    EMPTY = "empty"


class Format(StrEnum):
    """How a state is written."""

    YAML = "yaml"
    JSON = "json"


To = Annotated[Target, typer.Option("--to", help="The sandbox's own seed, or no data at all.")]
Destination = Annotated[
    str, typer.Argument(metavar="FILE", show_default=False, help="By default standard output.")
]
Source = Annotated[
    str,
    typer.Argument(metavar="FILE", show_default=False, help="A seed document, or - for standard input."),
]
FormatOption = Annotated[
    Format | None, typer.Option("--format", help="By default what the name of the file says, or YAML.")
]
Merge = Annotated[bool, typer.Option("--merge", help="Lay it over what is there, instead of replacing it.")]


def reset(context: typer.Context, to: To = Target.SEED) -> None:
    """Back to the seed: data, ids, clock, policy; without faults and journal."""
    server: Connection = context.obj
    server.ask("POST", "reset", params={"to": to.value})


@group.command("export", cls=SandboxCommand)
def export_state(context: typer.Context, file: Destination = STANDARD, format: FormatOption = None) -> None:  # noqa: A002 - its name as a flag
    """Write the state as a seed document."""
    server: Connection = context.obj
    wanted = format or _format_of(file)
    with progress("Taking the state out"):
        answer = server.ask("GET", "state", headers={"Accept": MEDIA_TYPES[wanted]})
    text = indented_json(answer.json()) if wanted is Format.JSON else answer.text.rstrip("\n")
    write_document(file, text)


@group.command("import", cls=SandboxCommand)
def import_state(context: typer.Context, file: Source, merge: Merge = False) -> None:
    """Make the state what a seed document says. A bad document changes nothing."""
    server: Connection = context.obj
    declared = {"Content-Type": MEDIA_TYPES[_format_of(file)]}
    content = read_text(file).encode()
    with progress("Putting the state in"):
        server.ask("POST" if merge else "PUT", "state", content=content, headers=declared)


def _format_of(name: str) -> Format:
    return Format.JSON if PurePath(name).suffix == ".json" else Format.YAML
