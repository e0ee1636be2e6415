"""The command `mockserver`. Every error is one line on standard error, never a trace.

Exit codes: 0 done; 1 unhealthy, unreachable or refused by a server; 2 wrong usage or a bad seed; 3 the server
could not start. The commands for a running server have a file each in `commands`.
"""

import json
import os
import sys
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from mockserver import __version__
from mockserver.commands import clock, faults, requests, sandboxes, snapshots, state
from mockserver.commands.ends import CANNOT_START, WRONG_USAGE, fail
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


def flag(name: str, metavar: str | None = None) -> Any:
    """The flag of a setting. Its value is read as text and judged by `Settings`, as the environment's is."""
    field = Settings.model_fields[name]
    default = "" if field.default is None or field.default is False else f" [default: {field.default}]"
    shown = f"{field.description}{default} [env: {variable(name)}]"
    return typer.Option(spelled(name), metavar=metavar, help=shown, show_default=False)


def spelled(name: str) -> str:
    """A setting as a flag."""
    return f"--{name.replace('_', '-')}"


def variable(name: str) -> str:
    """A setting as an environment variable."""
    return f"MOCKSERVER_{name.upper()}"


@commands.command()
def serve(  # noqa: PLR0917 - Typer makes a flag of each
    host: Annotated[str | None, flag("host", "ADDRESS")] = None,
    port: Annotated[str | None, flag("port", "NUMBER")] = None,
    port_file: Annotated[str | None, flag("port_file", "FILE")] = None,
    db: Annotated[str | None, flag("db", "FILE")] = None,
    reset: Annotated[bool, flag("reset")] = False,
    seed: Annotated[list[str] | None, flag("seed", "FILE|FOLDER|none")] = None,
    strictness: Annotated[str | None, flag("strictness", "lenient|documented|strict")] = None,
    reading: Annotated[str | None, flag("reading", "examples|schema")] = None,
    auth: Annotated[str | None, flag("auth", "any|keys|off")] = None,
    public_base_url: Annotated[str | None, flag("public_base_url", "URL")] = None,
    max_body: Annotated[str | None, flag("max_body", "BYTES")] = None,
    log_format: Annotated[str | None, flag("log_format", "text|json")] = None,
    no_admin: Annotated[bool, flag("no_admin")] = False,
    admin_token: Annotated[str | None, flag("admin_token", "TOKEN")] = None,
    admin_hosts: Annotated[str | None, flag("admin_hosts", "NAME,...")] = None,
    sandbox_autocreate: Annotated[str | None, flag("sandbox_autocreate", "true|false")] = None,
    max_sandboxes: Annotated[str | None, flag("max_sandboxes", "NUMBER")] = None,
    sandbox_ttl: Annotated[str | None, flag("sandbox_ttl", "SECONDS")] = None,
    journal_entries: Annotated[str | None, flag("journal_entries", "NUMBER")] = None,
    journal_bytes: Annotated[str | None, flag("journal_bytes", "BYTES")] = None,
    quiet: Annotated[bool, flag("quiet")] = False,
) -> None:
    """Answer requests until SIGINT or SIGTERM. Flags beat the environment, which beats the defaults."""
    given = {name: value for name, value in locals().items() if value not in (None, [], False)}
    settings = read_settings(given)

    from mockserver import foreground  # noqa: PLC0415 - `--help` need not import a server

    try:
        foreground.serve(settings)
    except foreground.SeedRefused as refused:
        fail(str(refused), WRONG_USAGE)
    except (foreground.CannotStart, foreground.DatabaseRefused) as refused:
        fail(str(refused), CANNOT_START)


def read_settings(given: dict[str, Any]) -> Settings:
    """The settings of flags and environment; ends the process if one of them is wrong."""
    try:
        return Settings(**given)
    except ValidationError as error:
        fail("\n".join(_wrong_setting(each) for each in error.errors(include_url=False)), WRONG_USAGE)


def _wrong_setting(error: Any) -> str:
    name = str(error["loc"][0]).removeprefix("MOCKSERVER_").lower()
    extra = Settings.model_fields[name].json_schema_extra
    told = str(error["msg"]).replace("Input should be ", "")
    expected = extra["expected"] if isinstance(extra, dict) else told
    return f"{spelled(name)} (or {variable(name)}) is {error['input']!r}: expected {expected}"


@seed_commands.command()
def validate(files: Annotated[list[str], typer.Argument(help="Seed files or folders.")]) -> None:
    """Check seeds as the server would at its start; exit code 2 and a line for each fault."""
    from mockserver.opening import open_sandbox  # noqa: PLC0415
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
    from mockserver.app import create_app  # noqa: PLC0415

    print(json.dumps(create_app(read_settings({})).openapi(), indent=2, ensure_ascii=False))  # noqa: T201


@commands.command()
def healthcheck(
    url: Annotated[str | None, typer.Option(help="Root of the server. [env: MOCKSERVER_URL]")] = None,
) -> None:
    """Exit code 0 if a server answers and its seeds are in, 1 otherwise."""
    from urllib.request import urlopen  # noqa: PLC0415 - a server that starts does without

    asked = url or os.environ.get("MOCKSERVER_URL") or f"http://127.0.0.1:{read_settings({}).port}"
    try:
        with urlopen(f"{asked.rstrip('/')}/readyz", timeout=SECONDS_TO_ANSWER):  # noqa: S310 - the user's own URL
            return
    except (OSError, ValueError) as error:
        fail(f"{asked} is not ready: {getattr(error, 'reason', None) or error}", 1)
