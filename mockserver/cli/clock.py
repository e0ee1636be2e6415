"""`mockserver clock`: the time that a sandbox tells."""

from typing import Annotated, Any

import typer

from mockserver.cli.admin_options import Json, SandboxCommand
from mockserver.cli.help import Group
from mockserver.cli.output import echo, echo_json
from mockserver.client._sync.connection import Connection

group = typer.Typer(cls=Group, help="Tell, stop and move the clock of a sandbox.", no_args_is_help=True)

Instant = Annotated[
    str, typer.Argument(help="Such as 2026-01-01T00:00:00Z.", metavar="INSTANT", show_default=False)
]
Seconds = Annotated[float, typer.Argument(help="How far.", metavar="SECONDS", show_default=False)]


@group.command(cls=SandboxCommand)
def show(context: typer.Context, json: Json = False) -> None:
    """Tell the time, and whether it runs."""
    server: Connection = context.obj
    clock = server.get("clock")
    if json:
        echo_json(clock)
    else:
        _echo_clock(clock)


@group.command(cls=SandboxCommand)
def freeze(context: typer.Context, instant: Instant) -> None:
    """Stop at an instant."""
    _set(context.obj, {"frozen": instant})


@group.command(cls=SandboxCommand)
def shift(context: typer.Context, instant: Instant) -> None:
    """Run on from an instant."""
    _set(context.obj, {"shifted": instant})


@group.command(cls=SandboxCommand)
def real(context: typer.Context) -> None:
    """Tell the real time again."""
    _set(context.obj, {"real": True})


@group.command(cls=SandboxCommand)
def advance(context: typer.Context, seconds: Seconds) -> None:
    """Move on; a clock that stands still stands still again then."""
    server: Connection = context.obj
    _echo_clock(server.ask("POST", "clock", "advance", json={"seconds": seconds}).json())


def _set(server: Connection, mode: dict[str, Any]) -> None:
    _echo_clock(server.ask("PUT", "clock", json=mode).json())


def _echo_clock(clock: dict[str, str]) -> None:
    echo(f"{clock['now']} {clock['mode']}")
