"""`mockserver serve`: the server in the foreground."""

from typing import Annotated

import typer

from mockserver.cli.environment import log_foreign_variables
from mockserver.cli.exits import failing_to_start
from mockserver.cli.server_options import flags_of_settings, read_settings
from mockserver.cli.shared_options import SharedOptionsCommand


class ServeCommand(SharedOptionsCommand):
    """A command with a flag for each setting; `obj` has what was given."""

    factory = flags_of_settings()


Watch = Annotated[
    bool,
    typer.Option(
        "--watch",
        rich_help_panel="World",
        help="Read seeds again when they change, as SIGHUP has it done once: sandboxes that nobody has "
        "changed begin anew, others when they are reset.",
    ),
]


def serve(context: typer.Context, *, watch: Watch = False) -> None:
    """Answer requests until SIGINT or SIGTERM. Flags beat the environment, which beats the defaults."""
    from mockserver.server.signals import StopSignals  # noqa: PLC0415 - `--help` need not import a server

    signals = StopSignals.install()  # before all that takes long
    settings = read_settings(context.obj)
    if watch and settings.db is not None:
        raise typer.BadParameter("--watch cannot be with --db: the file has a world of its own; expected one")

    from mockserver.server import foreground  # noqa: PLC0415 - as above
    from mockserver.server.logging import start_log  # noqa: PLC0415 - as above

    start_log(settings.log_format, quiet=settings.quiet)
    log_foreign_variables()
    with failing_to_start():
        foreground.serve(settings, signals, watch=watch)
