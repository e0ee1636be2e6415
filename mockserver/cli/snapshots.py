"""`mockserver snapshot`: moments of a sandbox to go back to."""

from collections.abc import Iterator
from typing import Any

import typer

from mockserver.cli.admin_options import Json, Name, in_sandbox
from mockserver.cli.output import brief, echo, echo_json
from mockserver.client._sync.connection import Connection

group = typer.Typer(help="Save moments of a sandbox, and go back to them.", no_args_is_help=True)

KINDS = {"events": "event", "passes": "pass"}


@group.command()
@in_sandbox
def save(server: Connection, name: Name) -> None:
    """Remember everything as it is."""
    server.ask("PUT", "snapshots", name)


@group.command()
@in_sandbox
def restore(server: Connection, name: Name) -> None:
    """Make everything as it was."""
    server.ask("POST", "snapshots", name, "restore")


@group.command("list")
@in_sandbox
def list_all(server: Connection, json: Json = False) -> None:
    """Print the name of each snapshot."""
    found = server.get("snapshots")
    if json:
        echo_json(found)
        return
    for each in found["snapshots"]:
        echo(each["name"])


@group.command()
@in_sandbox
def diff(server: Connection, name: Name, json: Json = False) -> None:
    """Print a line for each difference since; nothing if there is none."""
    found = server.get("snapshots", name, "diff")
    if json:
        echo_json(found)
        return
    for line in _lines(found):
        echo(line)


@group.command()
@in_sandbox
def delete(server: Connection, name: Name) -> None:
    """Forget a snapshot."""
    server.delete("snapshots", name)


def _lines(found: dict[str, Any]) -> Iterator[str]:
    for kind, noun in KINDS.items():
        for verb in ("added", "removed"):
            for each in found[kind][verb]:
                yield f"{noun} {each['id']} {verb}"
        for each in found[kind]["changed"]:
            for change in each["changes"]:
                values = f"{brief(change['before'])} -> {brief(change['after'])}"
                yield f"{noun} {each['id']} changed {change['pointer']} {values}"
