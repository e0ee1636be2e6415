"""`mockserver faults`: plans of what is to go wrong in a sandbox."""

import json as json_format
from typing import Annotated, Any

import typer

from mockserver.cli.admin_options import Json, SandboxCommand
from mockserver.cli.help import Group
from mockserver.cli.output import compact_json, echo, echo_json, echo_rows, note_if_empty, read_text
from mockserver.client._sync.connection import Connection

group = typer.Typer(cls=Group, help="Plan what goes wrong in a sandbox.", no_args_is_help=True)

TITLES = ("id", "state", "consumed", "remaining", "match")

Plan = Annotated[
    str,
    typer.Argument(
        metavar="FILE|JSON", show_default=False, help="A plan, a file with one, or - for standard input."
    ),
]
PlanId = Annotated[
    str | None, typer.Argument(metavar="ID", show_default=False, help="Only this one, not all of them.")
]


@group.command("list", cls=SandboxCommand)
def list_all(context: typer.Context, json: Json = False) -> None:
    """Print each plan, and how far it was carried out."""
    server: Connection = context.obj
    found = server.get("faults")
    if json:
        echo_json(found)
    else:
        echo_rows(TITLES, map(_row, found["faults"]))
        note_if_empty(found["faults"], "fault plans")


@group.command(cls=SandboxCommand)
def add(context: typer.Context, plan: Plan) -> None:
    """Keep a plan, and print its id."""
    server: Connection = context.obj
    echo(server.ask("POST", "faults", json=_parse(plan)).json()["id"])


@group.command(cls=SandboxCommand)
def clear(context: typer.Context, plan_id: PlanId = None) -> None:
    """Forget all plans, or one of them."""
    server: Connection = context.obj
    server.delete("faults", *([plan_id] if plan_id else []))


def _row(plan: dict[str, Any]) -> tuple[Any, ...]:
    state = "completed" if plan.get("completed") else "open"
    remaining = plan.get("limit") or plan.get("remaining", [])
    consumed = len(plan.get("consumed", []))
    return plan["id"], state, consumed, compact_json(remaining), compact_json(plan.get("match", {}))


def _parse(plan: str) -> Any:
    """The plan that an argument is, or that is in the file which it names."""
    text = plan if plan.lstrip().startswith("{") else read_text(plan)
    try:
        return json_format.loads(text)
    except ValueError as error:
        raise typer.BadParameter(f"{plan}: expected JSON: {error}") from error
