"""All commands. Those for a running server have a file each, named after what they are about."""

import sys
from contextlib import suppress
from typing import Annotated

import typer

from mockserver import __version__
from mockserver.cli import callbacks, clock, faults, requests, sandboxes, seeds, snapshots, state
from mockserver.cli.admin_options import SandboxCommand, ServerCommand
from mockserver.cli.browser import open_inspector
from mockserver.cli.docs import docs
from mockserver.cli.doctor.command import DoctorCommand, doctor
from mockserver.cli.exec.command import EXAMPLE, ExecCommand, execute
from mockserver.cli.exits import REFUSED, WRONG_USAGE, fail
from mockserver.cli.health import health
from mockserver.cli.healthcheck import healthcheck
from mockserver.cli.help import Command, Group
from mockserver.cli.init import init
from mockserver.cli.output import echo, echo_json, escape_what_cannot_be_shown
from mockserver.cli.serve import ServeCommand, serve
from mockserver.cli.shards.command import shards
from mockserver.cli.verify import verify
from mockserver.client.errors import AdminError

HELP = ("--help", "-h")
OF_ALL = (*HELP, "--version", "--install-completion", "--show-completion")
"""Options that stand before a command."""
SERVING, SERVERS, FILES = "Run a server", "Ask a running server", "Seeds, documents, files"
FIDELITY = "Ask the real service"
"""The groups in which help shows commands."""

commands = typer.Typer(
    cls=Group,
    help="A stateful local stand-in for the Airship Wallet Events API. Without a command: serve.",
    context_settings={"help_option_names": list(HELP)},
    no_args_is_help=False,
    pretty_exceptions_enable=False,
)
UTF8 = "expected UTF-8, and a locale that reads it, such as LC_ALL=C.UTF-8"


def run(arguments: list[str]) -> int:
    """Run the command that arguments name; gives its exit code."""
    escape_what_cannot_be_shown(sys.stdout)
    try:
        return commands(_with_default_command(arguments), prog_name="mockserver", standalone_mode=False) or 0
    except typer.TyperException as error:
        fail(error.format_message().replace("Value error, ", ""), WRONG_USAGE)
    except AdminError as error:
        fail(str(error), REFUSED)
    except UnicodeEncodeError as error:
        # What the locale could not read, Python keeps as halves of characters, which cannot be sent.
        fail(f"{error.object[error.start : error.end]!r} is no text in this locale: {UTF8}", WRONG_USAGE)
    except OSError as error:
        with suppress(OSError):  # what could not be printed would be tried again at the end
            sys.stdout.close()
        fail(": ".join(str(part) for part in (error.filename, error.strerror or error) if part), REFUSED)


def _with_default_command(arguments: list[str]) -> list[str]:
    """Arguments with the command that goes without saying: `serve`, and of `requests`, `list`.

    >>> _with_default_command(["--port", "0"])
    ['serve', '--port', '0']
    """
    if _names_no_command(arguments):
        return ["serve", *arguments]
    if arguments[:1] == ["requests"] and _names_no_command(arguments[1:]):
        return ["requests", "list", *arguments[1:]]
    return arguments


def _names_no_command(arguments: list[str]) -> bool:
    return not arguments or (arguments[0].startswith("-") and arguments[0] not in OF_ALL)


def _show_version(wanted: bool) -> None:
    if wanted:
        echo(f"mockserver {__version__}")
        raise typer.Exit


@commands.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Options that stand before a command."""


def openapi() -> None:
    """Print the OpenAPI document of the emulated API."""
    from mockserver.settings import Settings  # noqa: PLC0415 - `--help` need not import a server
    from mockserver.web.app import create_app  # noqa: PLC0415 - as above

    echo_json(create_app(Settings.defaults()).openapi())


commands.command(cls=ServeCommand, rich_help_panel=SERVING)(serve)
commands.command("exec", cls=ExecCommand, epilog=EXAMPLE, rich_help_panel=SERVING)(execute)
commands.command(cls=Command, rich_help_panel=SERVING)(healthcheck)
commands.command(cls=DoctorCommand, rich_help_panel=SERVING)(doctor)
commands.command("open", cls=Command, rich_help_panel=SERVERS)(open_inspector)
commands.command(cls=Command, rich_help_panel=FILES)(init)
commands.add_typer(seeds.group, name="seed", rich_help_panel=FILES)
commands.command(cls=Command, rich_help_panel=FILES)(openapi)
commands.command(cls=Command, rich_help_panel=FILES)(shards)
commands.command(cls=Command, rich_help_panel=FILES)(docs)
commands.command(cls=Command, rich_help_panel=FIDELITY)(verify)
commands.command(cls=SandboxCommand, rich_help_panel=SERVERS)(state.reset)
commands.add_typer(state.group, name="state", rich_help_panel=SERVERS)
commands.add_typer(snapshots.group, name="snapshot", rich_help_panel=SERVERS)
commands.add_typer(clock.group, name="clock", rich_help_panel=SERVERS)
commands.add_typer(requests.group, name="requests", rich_help_panel=SERVERS)
commands.add_typer(faults.group, name="faults", rich_help_panel=SERVERS)
commands.add_typer(callbacks.group, name="callbacks", rich_help_panel=SERVERS)
commands.command(cls=ServerCommand, rich_help_panel=SERVERS)(health)
commands.add_typer(sandboxes.group, name="sandboxes", rich_help_panel=SERVERS)
