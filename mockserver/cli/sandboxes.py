"""`mockserver sandboxes`: the isolated worlds of a server."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from mockserver.cli.admin_options import Json, Name, on_server
from mockserver.cli.files import read
from mockserver.cli.output import echo, echo_json, echo_rows
from mockserver.client._sync.connection import Connection
from mockserver.domain.policy import Reading, Strictness

group = typer.Typer(help="Make and delete the worlds of a server.", no_args_is_help=True)

TITLES = ("name", "now", "clock", "strictness", "reading")
WAYS = ("baseUrl", "user", "header")
"""How to be in a sandbox, as the server tells it."""


class Seed(StrEnum):
    """What a sandbox can begin with beside a document."""

    SERVER = "server"
    EMPTY = "empty"


NewName = Annotated[
    str | None, typer.Argument(metavar="[NAME]", show_default=False, help="By default one that nobody has.")
]
Begun = Annotated[str, typer.Option("--seed", metavar="server|empty|FILE", help="What it begins with.")]
Frozen = Annotated[
    str | None, typer.Option("--clock", metavar="INSTANT", help="Where its clock stands still.")
]
Judged = Annotated[Strictness | None, typer.Option("--strictness", help="How it judges requests.")]
Read = Annotated[Reading | None, typer.Option("--reading", help="Which side of a contradiction it takes.")]


@group.command("list")
@on_server
def list_all(server: Connection, json: Json = False) -> None:
    """Print each sandbox."""
    found = server.get("sandboxes")
    if json:
        echo_json(found)
    else:
        echo_rows(TITLES, map(_row, found["sandboxes"]))


@group.command()
@on_server
def create(
    server: Connection,
    *,
    name: NewName = None,
    seed: Begun = Seed.SERVER.value,
    clock: Frozen = None,
    strictness: Judged = None,
    reading: Read = None,
    json: Json = False,
) -> None:
    """Make a sandbox, and print the ways to be in it."""
    wanted = {
        "name": name,
        "seed": _read(seed),
        "clock": clock and {"frozen": clock},
        "strictness": strictness,
        "reading": reading,
    }
    given = {key: value for key, value in wanted.items() if value is not None}
    made = server.ask("POST", "sandboxes", json=given).json()
    if json:
        echo_json(made)
        return
    for way in WAYS:
        echo(made[way])


@group.command()
@on_server
def delete(server: Connection, name: Name) -> None:
    """Forget a sandbox and all that is in it."""
    server.delete("sandboxes", name)


def _row(found: dict[str, Any]) -> tuple[str, ...]:
    clock = found["clock"]
    return found["name"], clock["now"], clock["mode"], found["strictness"], found["reading"]


def _read(seed: str) -> Any:
    """What the server takes as a seed: a word, or the document of a file."""
    if seed in list(Seed):
        return seed
    from mockserver.seeds.parsing import UnreadableText, read_json, read_yaml  # noqa: PLC0415 - reads YAML

    text = read(seed)
    try:
        return read_json(text) if seed.endswith(".json") else read_yaml(text)
    except UnreadableText as error:
        raise typer.BadParameter(f"{seed}: {error}") from error
