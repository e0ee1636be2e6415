"""`mockserver shards`: a configuration for several servers behind one address, on standard output."""

import re
from enum import StrEnum
from typing import Annotated

import typer

from mockserver.cli.output import echo_document

MOST = 999
PORT = 8412
"""Where a shard listens unless it is told."""
ADDRESS = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):([0-9]{1,5})")
"""A host, or an address, of IPv6 in brackets, with a port."""
EVERYWHERE = re.compile(r"\*?:([0-9]{1,5})")


class Kind(StrEnum):
    """What is to run the shards."""

    HAPROXY = "haproxy"
    COMPOSE = "compose"
    KUBERNETES = "kubernetes"


DEFAULT_BIND = {Kind.HAPROXY: f":{PORT}", Kind.COMPOSE: f"127.0.0.1:{PORT}", Kind.KUBERNETES: f":{PORT}"}
Count = Annotated[int, typer.Argument(metavar="N", min=1, max=MOST, help="How many.", show_default=False)]
Wanted = Annotated[Kind, typer.Option("--print", help="For what.", show_default=False)]
Bind = Annotated[
    str | None,
    typer.Option(
        "--bind",
        metavar="ADDRESS:PORT",
        help="Where the one address is. (default: :8412; 127.0.0.1:8412 for compose)",
        show_default=False,
    ),
]
Servers = Annotated[
    str | None,
    typer.Option(
        "--servers",
        metavar="HOST:PORT,...",
        help="Where the shards are, s1 first. (default: s1:8412,s2:8412,...)",
        show_default=False,
    ),
]


def shards(count: Count, *, kind: Wanted, bind: Bind = None, servers: Servers = None) -> None:
    """Write what runs several servers behind one address, each sandbox in one of them.

    The servers themselves are started with --shard s1, --shard s2 and so on.
    """
    _check_options(kind, bind, servers)
    places = _read_servers(servers, count)
    address = _check_address("--bind", bind or DEFAULT_BIND[kind], may_be_everywhere=kind is not Kind.COMPOSE)

    from mockserver.cli.shards import documents  # noqa: PLC0415 - `--help` need not import a server

    write = {
        Kind.HAPROXY: documents.haproxy,
        Kind.COMPOSE: documents.compose,
        Kind.KUBERNETES: documents.kubernetes,
    }
    options = [f" {name} {value}" for name, value in (("--bind", bind), ("--servers", servers)) if value]
    command = f"mockserver shards {count} --print {kind}{''.join(options)}"
    echo_document(write[kind](documents.Shards(places, address, command)))


def _check_options(kind: Kind, bind: str | None, servers: str | None) -> None:
    """See that no option is given that would change nothing."""
    if servers is not None and kind is not Kind.HAPROXY:
        raise typer.BadParameter(f"--servers is {servers!r}: expected none with {kind}, which names its own")
    if bind is not None and kind is Kind.KUBERNETES:
        raise typer.BadParameter(
            f"--bind is {bind!r}: expected none with {kind}, whose Service is the address"
        )


def _read_servers(given: str | None, count: int) -> tuple[str, ...]:
    if given is None:
        return tuple(f"s{number}:{PORT}" for number in range(1, count + 1))
    places = given.split(",")
    if len(places) != count:
        raise typer.BadParameter(f"--servers is {given!r}: expected {count} of HOST:PORT, comma-separated")
    return tuple(_check_address("--servers", each) for each in places)


def _check_address(option: str, text: str, *, may_be_everywhere: bool = False) -> str:
    everywhere = EVERYWHERE.fullmatch(text) if may_be_everywhere else None
    found = everywhere or ADDRESS.fullmatch(text)
    if found is None or not 1 <= int(found[found.re.groups]) <= 65535:  # noqa: PLR2004 - the highest port
        raise typer.BadParameter(f"{option} is {text!r}: expected an address and a port, such as s1:{PORT}")
    return text
