"""`mockserver clock`: the time that a sandbox tells."""

from typing import Annotated, Any

import typer

from mockserver.cli.admin_options import Json, in_sandbox
from mockserver.cli.output import echo, echo_json
from mockserver.client._sync.connection import Connection

group = typer.Typer(help="Tell, stop and move the clock of a sandbox.", no_args_is_help=True)

Instant = Annotated[
    str, typer.Argument(help="Such as 2026-01-01T00:00:00Z.", metavar="INSTANT", show_default=False)
]
Seconds = Annotated[float, typer.Argument(help="How far.", metavar="SECONDS", show_default=False)]


@group.command()
@in_sandbox
def show(server: Connection, json: Json = False) -> None:
    """Tell the time, and whether it runs."""
    told = server.get("clock")
    if json:
        echo_json(told)
    else:
        _say(told)


@group.command()
@in_sandbox
def freeze(server: Connection, instant: Instant) -> None:
    """Stop at an instant."""
    _put(server, {"frozen": instant})


@group.command()
@in_sandbox
def shift(server: Connection, instant: Instant) -> None:
    """Run on from an instant."""
    _put(server, {"shifted": instant})


@group.command()
@in_sandbox
def real(server: Connection) -> None:
    """Tell the real time again."""
    _put(server, {"real": True})


@group.command()
@in_sandbox
def advance(server: Connection, seconds: Seconds) -> None:
    """Move on; a clock that stands still stands still again then."""
    _say(server.ask("POST", "clock", "advance", json={"seconds": seconds}).json())


def _put(server: Connection, wanted: dict[str, Any]) -> None:
    _say(server.ask("PUT", "clock", json=wanted).json())


def _say(told: dict[str, str]) -> None:
    echo(f"{told['now']} {told['mode']}")
