"""`mockserver sandboxes`: the isolated worlds of a server."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any

import typer

from mockserver.cli.admin_options import Json, Name, ServerCommand
from mockserver.cli.help import Group
from mockserver.cli.output import echo, echo_json, echo_rows, read_text
from mockserver.cli.shards.views import ShardNames, ask_each, note_if_part
from mockserver.client._sync.connection import Connection
from mockserver.domain.policy import Reading, Strictness

group = typer.Typer(cls=Group, help="Make and delete the worlds of a server.", no_args_is_help=True)

TITLES = ("name", "requests", "events", "now", "clock", "strictness", "reading")
SELECTORS = ("baseUrl", "user", "header")
"""What selects a sandbox in a request, as the server tells it."""


class Seed(StrEnum):
    """What a sandbox can begin with beside a document."""

    SERVER = "server"
    EMPTY = "empty"


NewName = Annotated[
    str | None, typer.Argument(metavar="NAME", show_default=False, help="By default one that nobody has.")
]
SeedSource = Annotated[str, typer.Option("--seed", metavar="server|empty|FILE", help="What it begins with.")]
FrozenClock = Annotated[
    str | None, typer.Option("--clock", metavar="INSTANT", help="Where its clock stands still.")
]
StrictnessOption = Annotated[Strictness | None, typer.Option("--strictness", help="How it judges requests.")]
ReadingOption = Annotated[
    Reading | None, typer.Option("--reading", help="Which side of a contradiction it takes.")
]
ProfileOption = Annotated[
    str | None,
    typer.Option(
        "--profile", metavar="FILE", help="How the service was seen to answer, by mockserver verify."
    ),
]


@group.command("list", cls=ServerCommand)
def list_all(context: typer.Context, *, shards: ShardNames = None, json: Json = False) -> None:
    """Print each sandbox, of all shards if these are named."""
    server: Connection = context.obj
    if shards is not None:
        _list_of_all(ask_each(server, shards, "sandboxes"), json=json)
        return
    found = server.get("sandboxes")
    note_if_part(found)
    if json:
        echo_json(found)
    else:
        echo_rows(TITLES, map(_row, found["sandboxes"]))


def _list_of_all(answers: Iterator[tuple[str, Any]], *, json: bool) -> None:
    found = [{"shard": shard} | each for shard, told in answers for each in told["sandboxes"]]
    if json:
        echo_json({"sandboxes": found, "count": len(found)})
    else:
        echo_rows(("shard", *TITLES), [(each["shard"], *_row(each)) for each in found])


@group.command(cls=ServerCommand)
def create(
    context: typer.Context,
    *,
    name: NewName = None,
    seed: SeedSource = Seed.SERVER.value,
    clock: FrozenClock = None,
    strictness: StrictnessOption = None,
    reading: ReadingOption = None,
    profile: ProfileOption = None,
    json: Json = False,
) -> None:
    """Make a sandbox, and print the ways to be in it."""
    server: Connection = context.obj
    wanted = {
        "seed": _parse(seed),
        "clock": clock and {"frozen": clock},
        "strictness": strictness,
        "reading": reading,
        "profile": profile and _read(profile),
    }
    body = {"name": name} | {key: value for key, value in wanted.items() if value is not None}
    made = server.ask("POST", "sandboxes", json=body).json()
    if json:
        echo_json(made)
        return
    for each in SELECTORS:
        echo(made[each])


@group.command(cls=ServerCommand)
def delete(context: typer.Context, name: Name) -> None:
    """Forget a sandbox and all that is in it."""
    server: Connection = context.obj
    server.delete("sandboxes", name)


def _row(sandbox: dict[str, Any]) -> tuple[Any, ...]:
    clock = sandbox["clock"]
    told = sandbox | {"now": clock["now"], "clock": clock["mode"]}
    return tuple(told[each] for each in TITLES)


def _parse(seed: str) -> Any:
    """What the server takes as a seed: a word, or the document of a file."""
    return seed if seed in list(Seed) else _read(seed)


def _read(file: str) -> Any:
    """The document in a file."""
    from mockserver.seeds.parsing import UnreadableText, read_json, read_yaml  # noqa: PLC0415 - only documents need it

    text = read_text(file)
    try:
        return read_json(text) if file.endswith(".json") else read_yaml(text)
    except UnreadableText as error:
        raise typer.BadParameter(f"{file}: {error}") from error
