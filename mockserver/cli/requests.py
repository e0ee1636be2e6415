"""`mockserver requests`: what was asked of a sandbox, and what is asked of it now."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from mockserver.cli.admin_options import Json, SandboxCommand
from mockserver.cli.follow import follow as follow_requests
from mockserver.cli.help import Group
from mockserver.cli.output import RequestPrinter, compact_json, echo_document, echo_json, note_if_empty
from mockserver.client._sync.connection import Connection

group = typer.Typer(
    cls=Group, help="Show what was asked of a sandbox. Without a command: list.", no_args_is_help=True
)

FEW = 10
"""How many of the newest are shown before those that come are."""


class Format(StrEnum):
    """How requests are exported."""

    HAR = "har"
    CURL = "curl"


Filters = dict[str, Any]
"""What requests must have, as parameters of the server's query."""
Operation = Annotated[str | None, typer.Option("--operation", help="Of one operation, as update_event.")]
Method = Annotated[str | None, typer.Option("--method", help="Of one HTTP method.")]
Path = Annotated[str | None, typer.Option("--path", help="Whose path matches a glob.")]
Status = Annotated[int | None, typer.Option("--status", help="With one status of the answer.")]
Event = Annotated[int | None, typer.Option("--event", help="About one event, by its id.")]
Limit = Annotated[int | None, typer.Option("--limit", help="Only so many of the newest.")]
Follow = Annotated[
    bool,
    typer.Option(
        "--follow", "-f", help=f"Show the newest, {FEW} without --limit, and then what comes, until Ctrl+C."
    ),
]
ExportFormat = Annotated[Format, typer.Option("--format", help="HAR for browsers, or command lines of curl.")]


@group.command("list", cls=SandboxCommand)
def list_all(
    context: typer.Context,
    *,
    follow: Follow = False,
    json: Json = False,
    operation: Operation = None,
    method: Method = None,
    path: Path = None,
    status: Status = None,
    event: Event = None,
    limit: Limit = None,
) -> None:
    """Show requests, the newest last, with what was found about them and the faults they met."""
    server: Connection = context.obj
    filters = _given(operation=operation, method=method, path=path, status=status, event=event, limit=limit)
    if follow:
        _follow(server, filters, json)
        return
    found = server.get("requests", **filters)
    if json:
        echo_json(found)
        return
    note_if_empty(found["requests"], "requests")
    printer = RequestPrinter()
    for each in found["requests"]:
        printer.print(each)


@group.command(cls=SandboxCommand)
def export(
    context: typer.Context,
    *,
    format: ExportFormat = Format.HAR,  # noqa: A002 - its name as a flag
    operation: Operation = None,
    method: Method = None,
    path: Path = None,
    status: Status = None,
    event: Event = None,
    limit: Limit = None,
) -> None:
    """Print requests for other tools, without credentials."""
    server: Connection = context.obj
    filters = _given(operation=operation, method=method, path=path, status=status, event=event, limit=limit)
    answer = server.ask("GET", "requests", "export", params=filters | {"format": format.value})
    text = answer.text.rstrip("\n")
    note_if_empty(text, "requests")
    if text:
        echo_document(text)


def _given(**filters: Any) -> Filters:
    """The filters that were given."""
    return {name: value for name, value in filters.items() if value is not None}


def _follow(server: Connection, filters: Filters, as_json: bool) -> None:
    """Show requests until Ctrl+C, which is how this is meant to end."""
    printer = RequestPrinter()
    limit = filters.pop("limit", FEW)
    try:
        for each in follow_requests(server, filters, limit):
            if as_json:
                echo_document(compact_json(each))
            else:
                printer.print(each)
    except KeyboardInterrupt:
        return
