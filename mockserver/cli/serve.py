"""`mockserver serve`: the server in the foreground."""

import typer

from mockserver.cli.environment import log_foreign_variables
from mockserver.cli.exits import failing_to_start
from mockserver.cli.server_options import flags_of_settings, read_settings
from mockserver.cli.shared_options import SharedOptionsCommand


class ServeCommand(SharedOptionsCommand):
    """A command with a flag for each setting; `obj` has what was given."""

    factory = flags_of_settings()


def serve(context: typer.Context) -> None:
    """Answer requests until SIGINT or SIGTERM. Flags beat the environment, which beats the defaults."""
    from mockserver.server.signals import StopSignals  # noqa: PLC0415 - `--help` need not import a server

    signals = StopSignals.install()  # before all that takes long
    settings = read_settings(context.obj)

    from mockserver.server import foreground  # noqa: PLC0415 - as above
    from mockserver.server.logging import start_log  # noqa: PLC0415 - as above

    start_log(settings.log_format, quiet=settings.quiet)
    log_foreign_variables()
    with failing_to_start():
        foreground.serve(settings, signals)
