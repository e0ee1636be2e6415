"""`mockserver snapshot`: moments of a sandbox to go back to."""

from collections.abc import Iterator
from typing import Any

import typer

from mockserver.cli.admin_options import Json, Name, SandboxCommand
from mockserver.cli.help import Group
from mockserver.cli.output import compact_json, echo, echo_json, note_if_empty
from mockserver.client._sync.connection import Connection

group = typer.Typer(cls=Group, help="Save moments of a sandbox, and go back to them.", no_args_is_help=True)

KINDS = {"events": "event", "passes": "pass"}


@group.command(cls=SandboxCommand)
def save(context: typer.Context, name: Name) -> None:
    """Remember everything as it is."""
    server: Connection = context.obj
    server.ask("PUT", "snapshots", name)


@group.command(cls=SandboxCommand)
def restore(context: typer.Context, name: Name) -> None:
    """Make everything as it was."""
    server: Connection = context.obj
    server.ask("POST", "snapshots", name, "restore")


@group.command("list", cls=SandboxCommand)
def list_all(context: typer.Context, json: Json = False) -> None:
    """Print the name of each snapshot."""
    server: Connection = context.obj
    found = server.get("snapshots")
    if json:
        echo_json(found)
        return
    note_if_empty(found["snapshots"], "snapshots")
    for each in found["snapshots"]:
        echo(each["name"])


@group.command(cls=SandboxCommand)
def diff(context: typer.Context, name: Name, json: Json = False) -> None:
    """Print a line for each difference since."""
    server: Connection = context.obj
    found = server.get("snapshots", name, "diff")
    if json:
        echo_json(found)
        return
    lines = list(_differences(found))
    note_if_empty(lines, "differences")
    for line in lines:
        echo(line)


@group.command(cls=SandboxCommand)
def delete(context: typer.Context, name: Name) -> None:
    """Forget a snapshot."""
    server: Connection = context.obj
    server.delete("snapshots", name)


def _differences(found: dict[str, Any]) -> Iterator[str]:
    for kind, noun in KINDS.items():
        for verb in ("added", "removed"):
            for each in found[kind][verb]:
                yield f"{noun} {each['id']} {verb}"
        for each in found[kind]["changed"]:
            for change in each["changes"]:
                values = f"{compact_json(change['before'])} -> {compact_json(change['after'])}"
                yield f"{noun} {each['id']} changed {change['pointer']} {values}"
