"""`mockserver callbacks`: who is told when a pass is installed or uninstalled, and what became of it."""

from typing import Annotated, Any

import typer

from mockserver.cli.admin_options import Json, SandboxCommand
from mockserver.cli.help import Group
from mockserver.cli.output import echo, echo_json, echo_rows, note_if_empty
from mockserver.client._sync.connection import Connection

group = typer.Typer(
    cls=Group, help="Register who is told of installed passes, and see what was.", no_args_is_help=True
)

RECEIVERS, DELIVERIES = ("project", "url"), ("id", "at", "act", "pass", "fate", "answer", "url")

BaseUrl = Annotated[str, typer.Argument(metavar="URL", help="Base URL to be told at.", show_default=False)]
Project = Annotated[
    int | None, typer.Option("--project", help="Whose passes; otherwise those of all without a callback.")
]
Header = Annotated[list[str] | None, typer.Option("--header", metavar="NAME:VALUE", help="To send along.")]
DeliveryId = Annotated[str, typer.Argument(metavar="ID", help="Of a delivery.", show_default=False)]


@group.command("list", cls=SandboxCommand)
def list_all(context: typer.Context, json: Json = False) -> None:
    """Print who is told."""
    server: Connection = context.obj
    found = server.get("callbacks")
    if json:
        echo_json(found)
        return
    echo_rows(RECEIVERS, [(each["project"] or "", each["baseUrl"]) for each in found["callbacks"]])
    note_if_empty(found["callbacks"], "callbacks")


@group.command("set", cls=SandboxCommand)
def register(
    context: typer.Context, base_url: BaseUrl, *, project: Project = None, header: Header = None
) -> None:
    """Have a server told, in place of the one that was told for the same project."""
    server: Connection = context.obj
    wanted = {"baseUrl": base_url, "headers": dict(map(_parse, header or [])), "project": project}
    server.ask("PUT", "callbacks", json=wanted)


@group.command(cls=SandboxCommand)
def remove(context: typer.Context, *, project: Project = None) -> None:
    """Tell nobody any more."""
    server: Connection = context.obj
    server.ask("DELETE", "callbacks", params={} if project is None else {"project": project})


@group.command(cls=SandboxCommand)
def deliveries(context: typer.Context, json: Json = False) -> None:
    """Print what was told, and what became of it."""
    server: Connection = context.obj
    found = server.get("callbacks", "deliveries")
    if json:
        echo_json(found)
        return
    echo_rows(DELIVERIES, map(_row, found["deliveries"]))
    note_if_empty(found["deliveries"], "deliveries")


@group.command(cls=SandboxCommand)
def resend(context: typer.Context, delivery_id: DeliveryId) -> None:
    """Tell the same once more, and print the id of the new delivery."""
    server: Connection = context.obj
    echo(server.ask("POST", "callbacks", "deliveries", delivery_id, "resend").json()["id"])


def _row(delivery: dict[str, Any]) -> tuple[Any, ...]:
    answer = delivery["response"]["status"] if delivery["response"] else delivery["error"] or ""
    told = (delivery[name] for name in ("id", "at", "act", "pass", "fate"))
    return *told, answer, delivery["request"]["url"]


def _parse(header: str) -> tuple[str, str]:
    name, colon, value = header.partition(":")
    if not colon:
        raise typer.BadParameter(f"{header!r}: expected a name, a colon and a value")
    return name.strip(), value.strip()
