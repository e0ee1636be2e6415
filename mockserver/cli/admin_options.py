"""The flags that commands share, and the server that three of them name."""

import re
from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any, Concatenate, ParamSpec

import typer

from mockserver.cli.exits import REFUSED, fail
from mockserver.client._sync.connection import Connection
from mockserver.client.errors import AdminError
from mockserver.settings import Settings

DEFAULT_URL = f"http://127.0.0.1:{Settings.model_fields['port'].default}"

Own = ParamSpec("Own")
Json = Annotated[bool, typer.Option("--json", help="Print what the server answers, as JSON.")]
Name = Annotated[str, typer.Argument(help="Its name.", show_default=False)]


def _root(url: str) -> str:
    if not re.fullmatch(r"https?://[^/\s]+\S*", url):
        raise typer.BadParameter(f"{url!r}: expected a URL such as {DEFAULT_URL}")
    return url


def _parameter(name: str, variable: str, default: str | None, told: str, **more: Any) -> Parameter:
    option = typer.Option(f"--{name}", envvar=variable, help=told, **more)
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[str | None, option])


URL = _parameter("url", "MOCKSERVER_URL", DEFAULT_URL, "Root of the server.", callback=_root)
TOKEN = _parameter("token", "MOCKSERVER_ADMIN_TOKEN", None, "Bearer token that the lab asks for.")
SANDBOX = _parameter("sandbox", "MOCKSERVER_SANDBOX", None, "The sandbox meant; the default one otherwise.")


def in_sandbox(command: Callable[Concatenate[Connection, Own], None]) -> Callable[..., None]:
    """Make the first parameter of a command a sandbox of a server, which flags and environment name."""
    return _speaking(command, [URL, SANDBOX, TOKEN])


def on_server(command: Callable[Concatenate[Connection, Own], None]) -> Callable[..., None]:
    """Make the first parameter of a command a server, which flags and environment name."""
    return _speaking(command, [URL, TOKEN])


def _speaking(
    command: Callable[Concatenate[Connection, Own], None], flags: list[Parameter]
) -> Callable[..., None]:
    names = [flag.name for flag in flags]

    @wraps(command)
    def speak(**given: Any) -> None:
        try:
            server = Connection(**{name: given.pop(name) for name in names})
            command(server, **given)  # type: ignore[call-arg] # what Typer gives is what the signature says
        except AdminError as error:
            fail(str(error), REFUSED)

    _, *own = signature(command).parameters.values()
    parameters = [each.replace(kind=Parameter.KEYWORD_ONLY) for each in own]
    vars(speak)["__signature__"] = signature(command).replace(parameters=parameters + flags)
    return speak
