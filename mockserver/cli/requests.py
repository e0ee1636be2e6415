"""`mockserver requests`: what was asked of a sandbox, and what is asked of it now."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any, Concatenate, ParamSpec

import typer

from mockserver.cli.admin_options import Json, in_sandbox
from mockserver.cli.follow import follow as tail
from mockserver.cli.output import brief, echo, echo_json
from mockserver.cli.screen import Screen
from mockserver.client._sync.connection import Connection

group = typer.Typer(help="Show what was asked of a sandbox. Without a command: list.", no_args_is_help=True)

FEW = 10
"""How many of the newest are shown before those that come are."""


class Format(StrEnum):
    """How requests are exported."""

    HAR = "har"
    CURL = "curl"


Own = ParamSpec("Own")
Wanted = dict[str, Any]
"""Filters, as parameters of the server's query."""
Follow = Annotated[
    bool,
    typer.Option(
        "--follow", "-f", help=f"Show the newest, {FEW} without --limit, and then what comes, until Ctrl+C."
    ),
]
As = Annotated[Format, typer.Option("--format", help="HAR for browsers, or command lines of curl.")]


def _filter(name: str, kind: type, told: str) -> Parameter:
    option = typer.Option(f"--{name}", help=told)
    return Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[kind | None, option])


FILTERS = [
    _filter("operation", str, "Of one operation, as update_event."),
    _filter("method", str, "Of one HTTP method."),
    _filter("path", str, "Whose path matches a glob."),
    _filter("status", int, "With one status of the answer."),
    _filter("event", int, "About one event, by its id."),
    _filter("limit", int, "Only so many of the newest."),
]


def filtered(
    command: Callable[Concatenate[Connection, Wanted, Own], None],
) -> Callable[Concatenate[Connection, ...], None]:
    """Make the second parameter of a command those of the filters that were given."""

    @wraps(command)
    def narrow(server: Connection, **given: Any) -> None:
        values = {each.name: given.pop(each.name) for each in FILTERS}
        wanted = {name: value for name, value in values.items() if value is not None}
        command(server, wanted, **given)  # type: ignore[call-arg] # what Typer gives is what the signature says

    server, _, *own = signature(command).parameters.values()
    vars(narrow)["__signature__"] = signature(command).replace(parameters=[server, *own, *FILTERS])
    return narrow


@group.command("list")
@in_sandbox
@filtered
def list_all(server: Connection, wanted: Wanted, *, follow: Follow = False, json: Json = False) -> None:
    """Show requests, the newest last, with what was found about them and the faults they met."""
    if follow:
        _follow(server, wanted, json)
        return
    found = server.get("requests", **wanted)
    if json:
        echo_json(found)
        return
    screen = Screen()
    for each in found["requests"]:
        screen.show(each)


@group.command()
@in_sandbox
@filtered
def export(
    server: Connection,
    wanted: Wanted,
    *,
    format: As = Format.HAR,  # noqa: A002 - its name as a flag
) -> None:
    """Print requests for other tools, without credentials."""
    echo(server.ask("GET", "requests", "export", params=wanted | {"format": format.value}).text.rstrip("\n"))


def _follow(server: Connection, wanted: Wanted, as_json: bool) -> None:
    """Show requests until Ctrl+C, which is how this is meant to end."""
    screen = Screen()
    limit = wanted.pop("limit", FEW)
    try:
        for each in tail(server, wanted, limit):
            if as_json:
                echo(brief(each))
            else:
                screen.show(each)
    except KeyboardInterrupt:
        return
