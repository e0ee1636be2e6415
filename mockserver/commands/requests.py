"""`mockserver requests`: what was asked of a sandbox, and what is asked of it now."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from mockserver.commands.flags import Json, in_sandbox
from mockserver.commands.follow import follow as tail
from mockserver.commands.lines import Screen
from mockserver.commands.remote import Remote
from mockserver.commands.show import brief, say, say_json

group = typer.Typer(help="Show what was asked of a sandbox. Without a command: list.", no_args_is_help=True)

FEW = 10
"""How many of the newest are shown before those that come are."""


class Format(StrEnum):
    """How requests are exported."""

    HAR = "har"
    CURL = "curl"


Operation = Annotated[str | None, typer.Option("--operation", help="Of one operation, as update_event.")]
Method = Annotated[str | None, typer.Option("--method", help="Of one HTTP method.")]
Path = Annotated[str | None, typer.Option("--path", help="Whose path matches a glob.")]
Status = Annotated[int | None, typer.Option("--status", help="With one status of the answer.")]
Event = Annotated[int | None, typer.Option("--event", help="About one event, by its id.")]
Limit = Annotated[
    int | None, typer.Option("--limit", help=f"Only so many of the newest; with --follow, {FEW}.")
]
Follow = Annotated[bool, typer.Option("--follow", "-f", help="Show more as they come, until Ctrl+C.")]
As = Annotated[Format, typer.Option("--format", help="HAR for browsers, or command lines of curl.")]


@group.command("list")
@in_sandbox
def list_all(
    server: Remote,
    *,
    follow: Follow = False,
    operation: Operation = None,
    method: Method = None,
    path: Path = None,
    status: Status = None,
    event: Event = None,
    limit: Limit = None,
    json: Json = False,
) -> None:
    """Show requests, the newest last, with what was found about them and the faults they met."""
    wanted = _given(operation=operation, method=method, path=path, status=status, event=event)
    if follow:
        _follow(server, wanted, FEW if limit is None else limit, json)
        return
    found = server.get("requests", **wanted, **_given(limit=limit))
    if json:
        say_json(found)
        return
    screen = Screen()
    for each in found["requests"]:
        screen.show(each)


@group.command()
@in_sandbox
def export(
    server: Remote,
    *,
    format: As = Format.HAR,  # noqa: A002 - its name as a flag
    operation: Operation = None,
    method: Method = None,
    path: Path = None,
    status: Status = None,
    event: Event = None,
    limit: Limit = None,
) -> None:
    """Print requests for other tools, without credentials."""
    wanted = _given(operation=operation, method=method, path=path, status=status, event=event, limit=limit)
    say(server.ask("GET", "requests", "export", params=wanted | {"format": format.value}).text.rstrip("\n"))


def _given(**wanted: Any) -> dict[str, Any]:
    return {name: value for name, value in wanted.items() if value is not None}


def _follow(server: Remote, wanted: dict[str, Any], limit: int, as_json: bool) -> None:
    """Show requests until Ctrl+C, which is how this is meant to end."""
    screen = Screen()
    try:
        for each in tail(server, wanted, limit):
            if as_json:
                say(brief(each))
            else:
                screen.show(each)
    except KeyboardInterrupt:
        return
