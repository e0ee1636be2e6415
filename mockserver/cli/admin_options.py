"""The options of commands that speak to a running server, and the connection that they name."""

import re
from typing import Annotated

import typer

from mockserver.cli.shared_options import SharedOptionsCommand
from mockserver.client._sync.connection import Connection
from mockserver.settings import Settings

DEFAULT_URL = f"http://127.0.0.1:{Settings.model_fields['port'].default}"


def _check_url(url: str | None) -> str | None:
    if url is not None and not re.fullmatch(r"https?://[^/\s]+\S*", url):
        raise typer.BadParameter(f"{url!r}: expected a URL such as {DEFAULT_URL}")
    return url


ROOT = typer.Option("--url", envvar="MOCKSERVER_URL", callback=_check_url, help="Root of the server.")
Url = Annotated[str, ROOT]
OptionalUrl = Annotated[str | None, ROOT]
GivenUrl = Annotated[
    str | None,
    typer.Option(
        "--url",
        callback=_check_url,
        show_default=False,
        help="Root of a server that runs, in place of an own one.",
    ),
]
"""A server for a command that by default starts its own, whatever the environment says."""
SandboxName = Annotated[
    str | None,
    typer.Option(
        "--sandbox", envvar="MOCKSERVER_SANDBOX", help="The sandbox meant; the default one otherwise."
    ),
]
Token = Annotated[
    str | None,
    typer.Option("--token", envvar="MOCKSERVER_ADMIN_TOKEN", help="Bearer token that the lab asks for."),
]
Json = Annotated[bool, typer.Option("--json", help="Print what the server answers, as JSON.")]
Name = Annotated[str, typer.Argument(help="Its name.", show_default=False)]


def connect_to_server(url: Url = DEFAULT_URL, token: Token = None) -> Connection:
    """A connection to the admin API of a server."""
    return Connection(url, token)


def connect_to_sandbox(
    url: Url = DEFAULT_URL, sandbox: SandboxName = None, token: Token = None
) -> Connection:
    """A connection to the admin API of a server, about one of its sandboxes."""
    return Connection(url, token, sandbox)


class ServerCommand(SharedOptionsCommand):
    """A command about a running server; `obj` is its `Connection`."""

    factory = staticmethod(connect_to_server)


class SandboxCommand(SharedOptionsCommand):
    """A command about a sandbox of a running server; `obj` is its `Connection`."""

    factory = staticmethod(connect_to_sandbox)
