"""`mockserver exec`: a command beside a server of its own, or beside one that runs."""

import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mockserver.cli.admin_options import GivenUrl
from mockserver.cli.exits import CANNOT_RUN, REFUSED, fail, failing_to_start
from mockserver.cli.server_options import flags_of_settings, given, read_settings
from mockserver.cli.shards.views import GivenShardNames
from mockserver.cli.shared_options import SharedOptionsCommand
from mockserver.client._sync.connection import Connection

if TYPE_CHECKING:
    from mockserver.cli.exec.process import Child
    from mockserver.cli.exec.run import Outcome
    from mockserver.cli.exec.tally import Totals
    from mockserver.settings import Settings

END_OF_FLAGS = "--"
ANYWHERE = {"quiet", "admin_token"}
"""Settings that mean something beside a server that runs."""
EXAMPLE = "Example: mockserver exec --seed season --fail-on finding -- pytest -q"


class Cause(StrEnum):
    """What makes a command fail that succeeded by itself."""

    FINDING = "finding"
    UNCONSUMED_FAULT = "unconsumed-fault"


class ExecCommand(SharedOptionsCommand):
    """A command that takes another one, which stands after two dashes, so that its flags are its own."""

    factory = flags_of_settings(
        port="Port to listen on, whatever the environment says. (default: a free one)",
        quiet="Print no summary. (env: MOCKSERVER_QUIET)",
        log_format="How faults of the server are logged on standard error. "
        "(default: text; env: MOCKSERVER_LOG_FORMAT)",
    )
    allow_interspersed_args = False

    def collect_usage_pieces(self, _: Any) -> list[str]:
        """What help says of the use."""
        return ["[OPTIONS]", END_OF_FLAGS, "COMMAND..."]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read flags and command."""
        command = args[args.index(END_OF_FLAGS) + 1 :] if END_OF_FLAGS in args else []
        rest = super().parse_args(ctx, args)
        if not command or command != ctx.params["command"]:
            ctx.fail("Expected -- after the flags and then a command, as in mockserver exec -- pytest -q")
        return rest


Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="COMMAND...", show_default=False, help="What to run, with its arguments."),
]
Causes = Annotated[
    list[Cause] | None,
    typer.Option(
        "--fail-on",
        metavar="|".join(Cause),
        help="End with 1 if there is one, though the command succeeded; may be given for both.",
    ),
]


def execute(
    context: typer.Context,
    *,
    command: Words = None,
    fail_on: Causes = None,
    url: GivenUrl = None,
    shards: GivenShardNames = None,
) -> None:
    """Run a command beside a server of its own, or with --url beside one that runs.

    The server listens on a free port and is gone when the command has ended. The command finds it by the
    environment: MOCKSERVER_URL is its root, MOCKSERVER_BASE_URL the base of the API, and
    MOCKSERVER_ADMIN_TOKEN what --admin-token says. NO_PROXY lets it go around a proxy.

    The exit code is the command's: 128 and more if a signal ended it, 127 if it cannot be run. What the
    command asked of the server is told on standard error, unless --quiet.

    Beside a server that runs, all that it is asked meanwhile is counted, whoever asks; with --shards, of all
    servers behind the address together. If one of them is silent, nothing is told but that.
    """
    settings = read_settings(context.obj, port=0)
    _check_where(given(context.obj), url, shards)

    from mockserver.cli.exec.process import CannotRun, Child  # noqa: PLC0415 - `--help` need not import it

    child = Child()
    child.listen()  # from here on; what follows takes its time

    from mockserver.cli.exec.summary import summary  # noqa: PLC0415 - imports the server

    try:
        if url is None:
            outcome = _run(child, command or [], settings)
        else:
            outcome = _run_beside(child, command or [], Connection(url, settings.admin_token), shards)
    except CannotRun as error:
        fail(str(error), CANNOT_RUN)
    if not settings.quiet:
        sys.stderr.write(f"{summary(outcome)}\n")
    failures = list(_failures(outcome.totals, fail_on or []))
    if failures and outcome.code == 0:
        fail("\n".join(failures), REFUSED)
    sys.exit(outcome.code)


def _check_where(flags: dict[str, Any], url: str | None, shards: str | None) -> None:
    """See that no option is given that would change nothing."""
    if url is None and shards is not None:
        raise typer.BadParameter(
            f"--shards is {shards!r}: expected --url, with the address that they are behind"
        )
    for name in sorted(flags.keys() - ANYWHERE if url else ()):
        flag = f"--{name.replace('_', '-')}"
        raise typer.BadParameter(
            f"{flag} is {flags[name]!r}: expected none with --url, whose server runs already"
        )


def _run(child: "Child", command: list[str], settings: "Settings") -> "Outcome":
    from mockserver.cli.exec.run import run  # noqa: PLC0415 - imports the server

    with failing_to_start():
        return run(child, command, settings)


def _run_beside(child: "Child", command: list[str], server: Connection, shards: str | None) -> "Outcome":
    from mockserver.cli.exec.beside import Unknown, run_beside  # noqa: PLC0415 - imports the server

    try:
        return run_beside(child, command, server, shards)
    except Unknown as error:
        fail(str(error), error.code)


def _failures(totals: "Totals", causes: list[Cause]) -> Iterator[str]:
    """A line for each cause to fail that there is."""
    from mockserver.cli.exec.summary import quantity  # noqa: PLC0415 - imports the server

    counts = {Cause.FINDING: totals.findings.total(), Cause.UNCONSUMED_FAULT: totals.unconsumed}
    for cause, count in counts.items():
        if count and cause in causes:
            yield f"failed because of {quantity(count, cause.replace('-', ' '))} (--fail-on {cause})"
