"""The command `mockserver`. Every error is one line on standard error, never a trace.

Exit codes: 0 done; 1 unhealthy, unreachable or refused by a server; 2 wrong usage or a bad seed; 3 the server
could not start. `exec` has the exit code of its command. Commands for a running server have a file each in
`commands`.
"""

import json
import os
import sys
from typing import Annotated

import typer

from mockserver import __version__
from mockserver.cli import clock, faults, requests, sandboxes, snapshots, state
from mockserver.cli.exec.command import EXAMPLE, AfterFlags, execute
from mockserver.cli.exits import WRONG_USAGE, fail, starting
from mockserver.cli.server_options import Given, read_settings, with_settings
from mockserver.settings import Settings

SECONDS_TO_ANSWER = 3

commands = typer.Typer(
    help="A stateful local stand-in for the Airship Wallet Events API. Without a command: serve.",
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
)
seed_commands = typer.Typer(help="Work with seed documents.", no_args_is_help=True)
commands.add_typer(seed_commands, name="seed")
commands.command()(state.reset)
commands.add_typer(state.group, name="state")
commands.add_typer(snapshots.group, name="snapshot")
commands.add_typer(clock.group, name="clock")
commands.add_typer(requests.group, name="requests")
commands.add_typer(faults.group, name="faults")
commands.add_typer(sandboxes.group, name="sandboxes")


def main() -> None:
    """Run the command line of this process."""
    try:
        sys.exit(commands(_completed(sys.argv[1:]), prog_name="mockserver", standalone_mode=False))
    except typer.TyperException as error:
        fail(error.format_message(), WRONG_USAGE)


def _completed(given: list[str]) -> list[str]:
    """Arguments with the command that goes without saying: `serve`, and of `requests`, `list`."""
    if _begins_with_a_flag(given) and given[:1] != ["--version"]:
        return ["serve", *given]
    if given[:1] == ["requests"] and _begins_with_a_flag(given[1:]):
        return ["requests", "list", *given[1:]]
    return given


def _begins_with_a_flag(given: list[str]) -> bool:
    return not given or (given[0].startswith("-") and given[0] != "--help")


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"mockserver {__version__}")  # noqa: T201
        raise typer.Exit


@commands.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Options that stand before a command."""


@commands.command()
@with_settings
def serve(given: Given) -> None:
    """Answer requests until SIGINT or SIGTERM. Flags beat the environment, which beats the defaults."""
    from mockserver.server.signals import StopSignals  # noqa: PLC0415 - `--help` need not import a server

    signals = StopSignals.install()  # before all that takes long

    from mockserver.server import foreground  # noqa: PLC0415 - as above

    settings = read_settings(given)
    with starting():
        foreground.serve(settings, signals)


commands.command("exec", cls=AfterFlags, epilog=EXAMPLE)(execute)


@seed_commands.command()
def validate(files: Annotated[list[str], typer.Argument(help="Seed files or folders.")]) -> None:
    """Check seeds as the server would at its start; exit code 2 and a line for each fault."""
    from mockserver.sandbox.factory import open_sandbox  # noqa: PLC0415
    from mockserver.seeds.files import SeedRefused, read_seeds  # noqa: PLC0415

    try:
        read = read_seeds(files)
        open_sandbox(Settings(db=None), read).close()
    except SeedRefused as refused:
        fail(str(refused), WRONG_USAGE)
    for file in read:
        print(f"{file.name}: ok")  # noqa: T201


@commands.command()
def openapi() -> None:
    """Print the OpenAPI document of the emulated API."""
    from mockserver.web.app import create_app  # noqa: PLC0415

    print(json.dumps(create_app(read_settings({})).openapi(), indent=2, ensure_ascii=False))  # noqa: T201


@commands.command()
def healthcheck(
    url: Annotated[str | None, typer.Option(help="Root of the server. (env: MOCKSERVER_URL)")] = None,
) -> None:
    """Exit code 0 if a server answers and its seeds are in, 1 otherwise."""
    from urllib.request import urlopen  # noqa: PLC0415 - a server that starts does without

    asked = url or os.environ.get("MOCKSERVER_URL") or f"http://127.0.0.1:{read_settings({}).port}"
    try:
        with urlopen(f"{asked.rstrip('/')}/readyz", timeout=SECONDS_TO_ANSWER):  # noqa: S310 - the user's own URL
            return
    except (OSError, ValueError) as error:
        fail(f"{asked} is not ready: {getattr(error, 'reason', None) or error}", 1)
