"""`mockserver health`: how a server is, or each of several."""

from collections.abc import Mapping
from typing import Any

import typer

from mockserver.cli.admin_options import Json
from mockserver.cli.output import echo_json, echo_rows
from mockserver.cli.shards.views import ShardNames, ask_each, note_if_part
from mockserver.client._sync.connection import Connection

TITLES = ("shard", "status", "version", "uptime", "sandboxes", "seed")


def health(context: typer.Context, *, shards: ShardNames = None, json: Json = False) -> None:
    """Print the version, the age and the size of a server."""
    server: Connection = context.obj
    if shards is None:
        found = [server.get("health")]
        note_if_part(found[0])
    else:
        found = [told for _, told in ask_each(server, shards, "health")]
    if json:
        echo_json(found[0] if shards is None else {"shards": found})
    else:
        echo_rows(TITLES, map(_row, found))


def _row(told: Mapping[str, Any]) -> tuple[Any, ...]:
    age = f"{told['uptimeSeconds']:.0f} s"
    return (
        told["shard"] or "-",
        told["status"],
        told["version"],
        age,
        told["sandboxes"],
        ",".join(told["seed"]),
    )
