"""The server of the command line: starts, says that it is ready, ends when it is told to."""

import gc
import logging
import sys
from contextlib import ExitStack
from ipaddress import ip_address
from pathlib import Path

from mockserver.client.running import announced
from mockserver.domain.records import ProjectSummary
from mockserver.server import open_files
from mockserver.server.listener import CannotStart
from mockserver.server.progress import progress
from mockserver.server.reloading import Reloader
from mockserver.server.server import MockServer
from mockserver.server.signals import StopSignals
from mockserver.settings import Settings

OPEN = (
    "whoever reaches %s may use the admin API, which can read, change and empty everything; expected one of "
    "--admin-token, --no-admin, or --host 127.0.0.1"
)
CURL = "curl -u key:secret -H 'Api-Revision: 1.2' {url}/v1/events/project/{project}/{event}"

log = logging.getLogger("mockserver")


def serve(settings: Settings, signals: StopSignals, *, watch: bool = False) -> None:
    """Serve until SIGINT or SIGTERM, then let requests under way finish; the log has been started.

    SIGHUP has the seeds read again.

    Args:
        settings: how.
        signals: which are listened to already.
        watch: whether seeds are read again when they change, too.

    Raises:
        CannotStart: the address cannot be listened on, or the port file not be written.
        SeedRefused: a seed cannot be used.
        DatabaseRefused: the database file cannot be used.
    """
    open_files.raise_limit()
    server = MockServer.of(settings)
    cleanup, loading = ExitStack(), ExitStack()

    def on_ready() -> None:
        loading.close()
        signals.on_first(lambda: server.stop(drain=True))
        reloader = Reloader(server.registry, settings)
        signals.on_hangup(reloader.ask)
        if watch:
            reloader.watch()
        cleanup.enter_context(announced(server.url))
        _warn_if_open(server)
        if settings.port_file is not None:
            write_port(settings.port_file, server.port)
        # What the start made is there to stay; to look at it again would take a seventh of each request.
        gc.collect()
        gc.freeze()
        print(f"Ready. {server.url}", flush=True)  # noqa: T201 - what it is for
        if sys.stdout.isatty() and not settings.quiet:
            _welcome(server)

    with cleanup, loading:
        if not settings.quiet:
            loading.enter_context(progress("Loading the seeds", server.app.loading))
        server.serve(on_ready)


def write_port(file: Path, port: int) -> None:
    """Write the port in one step, so that nobody reads half a number.

    Raises:
        CannotStart: the file cannot be written.
    """
    draft = file.with_name(f"{file.name}.new")
    try:
        draft.write_text(f"{port}\n")
        draft.replace(file)
    except OSError as error:
        raise CannotStart(f"cannot write the port to {file}: {error.strerror or error}") from error


def _warn_if_open(server: MockServer) -> None:
    """Warn if other machines may use the admin API as they like."""
    settings = server.settings
    if not settings.no_admin and settings.admin_token is None and not ip_address(server.address).is_loopback:
        log.warning(OPEN, f"{server.address}:{server.port}")


def _welcome(server: MockServer) -> None:
    """Show what there is to ask for, and how."""
    from rich.console import Console  # noqa: PLC0415 - a server without a terminal does without
    from rich.table import Table  # noqa: PLC0415 - as above

    console = Console(highlight=False)
    projects = server.registry.default.projects()
    table = Table(
        "project", "external id", "name", "events", box=None, padding=(0, 3, 0, 0), header_style="dim"
    )
    for each in projects:
        table.add_row(str(each.id), each.external_id or "", each.name or "", str(each.events))
    console.print(table if projects else "An empty world: no project yet.")
    console.print(f"\n{_example(server.url, projects)}\n", soft_wrap=True, markup=False)
    budget = server.settings.journal_memory // 1024**2
    console.print(f"Journals keep up to {budget} MiB of requests together.", style="dim")
    console.print(f"{server.url}/ shows what is asked; `mockserver open` opens it.", style="dim")
    console.print(f"{server.url}/docs shows every operation. Ctrl+C stops.", style="dim")


def _example(url: str, projects: list[ProjectSummary]) -> str:
    for each in projects:
        if each.event_id is not None:
            return CURL.format(url=url, project=each.id, event=each.event_id)
    return f"curl {url}/readyz"
