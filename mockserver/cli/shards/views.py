"""Looking at several servers behind one address: each is asked, and one that is silent fails the whole."""

import re
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from mockserver.cli.exits import echo_error
from mockserver.client._sync.connection import Connection
from mockserver.client.errors import AdminError
from mockserver.domain.protocol import SHARDS_PATH

SHARD = re.compile(r"s[1-9][0-9]*")


def _check_shards(given: str | None) -> str | None:
    names = (given or "s1").split(",")
    if not all(map(SHARD.fullmatch, names)) or len(set(names)) < len(names):
        raise typer.BadParameter(f"{given!r}: expected different shards, comma-separated, such as s1,s2,s3")
    return given


def _shards(envvar: str | None) -> Any:
    return typer.Option(
        "--shards",
        envvar=envvar,
        metavar="s1,s2,...",
        callback=_check_shards,
        show_default=False,
        help="All servers behind the address; each is asked, and all have to answer.",
    )


ShardNames = Annotated[str | None, _shards("MOCKSERVER_SHARDS")]
GivenShardNames = Annotated[str | None, _shards(None)]
"""The same for a command that by default asks no server that the environment names."""


def ask_each(server: Connection, shards: str, *path: str) -> Iterator[tuple[str, Any]]:
    """What each shard has there, with its name.

    Raises:
        AdminError: one of them does not answer, or not as itself; what the others tell is not the whole.
    """
    for shard in shards.split(","):
        try:
            found = Connection(f"{server.url}{SHARDS_PATH}{shard}", server.token).get(*path)
        except AdminError as error:
            raise AdminError(
                f"the shard {shard} is silent, so that the whole is not known: {error}"
            ) from error
        if found["shard"] != shard:
            raise AdminError(f"{server.url} answers for {shard} as {found['shard']}; expected that shard")
        yield shard, found


def note_if_part(found: Any) -> None:
    """Say so on standard error if an answer is that of one shard among others."""
    if found["shard"] is not None:
        echo_error(f"this is {found['shard']} alone; expected --shards with all of them for the whole")
