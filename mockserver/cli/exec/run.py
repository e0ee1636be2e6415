"""A server for as long as a command runs."""

import os
from collections.abc import Sequence

from mockserver.cli.exec.process import Child
from mockserver.cli.exec.tally import Tally
from mockserver.server.foreground import write_port
from mockserver.server.logging import start_log, tell_of_requests
from mockserver.server.server import MockServer
from mockserver.settings import Settings


def run(child: Child, command: Sequence[str], settings: Settings) -> tuple[int, Tally]:
    """Run a command beside a server; gives its exit code, and what was asked of the server.

    Raises:
        CannotRun: the command cannot be started.
        CannotStart: the address cannot be listened on, or the port file not be written.
        SeedRefused: a seed cannot be used.
        DatabaseRefused: the database file cannot be used.
    """
    tally = Tally()
    start_log(settings.log_format, quiet=True)
    tell_of_requests(tally)
    with MockServer.of(settings) as server:
        server.registry.on_close.append(tally.see_off)
        if settings.port_file is not None:
            write_port(settings.port_file, server.port)
        return child.run(command, _environment(server)), tally


def _environment(server: MockServer) -> dict[str, str]:
    """Our own environment, in which this server stands in place of any other."""
    named = {"MOCKSERVER_URL": server.url, "MOCKSERVER_BASE_URL": f"{server.url}/v1"}
    if server.settings.admin_token is not None:
        named["MOCKSERVER_ADMIN_TOKEN"] = server.settings.admin_token
    return {**os.environ, **named}
