"""`mockserver faults`: plans of what is to go wrong in a sandbox."""

import json
from typing import Annotated, Any

import typer

from mockserver.cli.admin_options import Json, in_sandbox
from mockserver.cli.files import read
from mockserver.cli.output import brief, echo, echo_json, echo_rows
from mockserver.client._sync.connection import Connection

group = typer.Typer(help="Plan what goes wrong in a sandbox.", no_args_is_help=True)

TITLES = ("id", "state", "consumed", "remaining", "match")

Plan = Annotated[
    str,
    typer.Argument(
        metavar="FILE|JSON", show_default=False, help="A plan, a file with one, or - for standard input."
    ),
]
PlanId = Annotated[
    str | None, typer.Argument(metavar="[ID]", show_default=False, help="Only this one, not all of them.")
]


@group.command("list")
@in_sandbox
def list_all(server: Connection, json: Json = False) -> None:
    """Print each plan, and how far it was carried out."""
    found = server.get("faults")
    if json:
        echo_json(found)
    else:
        echo_rows(TITLES, map(_row, found["faults"]))


@group.command()
@in_sandbox
def add(server: Connection, plan: Plan) -> None:
    """Keep a plan, and print its id."""
    echo(server.ask("POST", "faults", json=_read(plan)).json()["id"])


@group.command()
@in_sandbox
def clear(server: Connection, plan_id: PlanId = None) -> None:
    """Forget all plans, or one of them."""
    server.delete("faults", *([plan_id] if plan_id else []))


def _row(plan: dict[str, Any]) -> tuple[Any, ...]:
    state = "completed" if plan.get("completed") else "open"
    remaining = plan.get("limit") or plan.get("remaining", [])
    return plan["id"], state, len(plan.get("consumed", [])), brief(remaining), brief(plan.get("match", {}))


def _read(plan: str) -> Any:
    """A plan as it was given, or from the file that was."""
    text = plan if plan.lstrip().startswith("{") else read(plan)
    try:
        return json.loads(text)
    except ValueError as error:
        raise typer.BadParameter(f"{plan}: expected JSON: {error}") from error
