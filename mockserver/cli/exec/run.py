"""A server for as long as a command runs."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from mockserver.cli.environment import log_foreign_variables
from mockserver.cli.exec.process import Child
from mockserver.cli.exec.tally import Tally, Totals
from mockserver.client.proxies import except_host, find_proxy
from mockserver.server.foreground import write_port
from mockserver.server.logging import start_log, tell_of_requests
from mockserver.server.server import MockServer
from mockserver.settings import Settings


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended, and what was asked of the server beside it.

    Attributes:
        code: the exit code of the command.
        totals: of requests, findings and faults.
        proxy: a line about the proxy that the environment names, if it names one.
    """

    code: int
    totals: Totals
    proxy: str | None


def run(child: Child, command: Sequence[str], settings: Settings) -> Outcome:
    """Run a command beside a server.

    Raises:
        CannotRun: the command cannot be started.
        CannotStart: the address cannot be listened on, or the port file not be written.
        SeedRefused: a seed cannot be used.
        DatabaseRefused: the database file cannot be used.
    """
    tally = Tally()
    start_log(settings.log_format, quiet=True)
    log_foreign_variables()
    tell_of_requests(tally)
    with MockServer.of(settings) as server:
        server.registry.on_close.append(tally.keep_unconsumed)
        if settings.port_file is not None:
            write_port(settings.port_file, server.port)
        url = server.url
        code = child.run(command, environment(url, settings.admin_token))
    return Outcome(code, tally.totals, proxy_note(url))


def environment(url: str, token: str | None, **others: str) -> dict[str, str]:
    """Our own environment, in which a server stands in place of any other."""
    named = {"MOCKSERVER_URL": url, "MOCKSERVER_BASE_URL": f"{url}/v1"} | others
    if token is not None:
        named["MOCKSERVER_ADMIN_TOKEN"] = token
    return {**os.environ, **named, **except_host(os.environ, _host(url))}


def proxy_note(url: str) -> str | None:
    """What there is to say of a proxy between the command and a server."""
    host = _host(url)
    variable = find_proxy(os.environ, host)
    if variable is None:
        return None
    return f"{variable} is set: {host} was added to NO_PROXY; clients that ignore it ask the proxy"


def _host(url: str) -> str:
    return urlsplit(url).hostname or url
