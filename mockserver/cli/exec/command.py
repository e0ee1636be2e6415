"""`mockserver exec`: a command beside a server of its own."""

import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mockserver.cli.exits import CANNOT_RUN, REFUSED, fail, failing_to_start
from mockserver.cli.server_options import flags_of_settings, read_settings
from mockserver.cli.shared_options import SharedOptionsCommand

if TYPE_CHECKING:
    from mockserver.cli.exec.tally import Tally

END_OF_FLAGS = "--"
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


def execute(context: typer.Context, *, command: Words = None, fail_on: Causes = None) -> None:
    """Run a command beside a server of its own.

    The server listens on a free port and is gone when the command has ended. The command finds it by the
    environment: MOCKSERVER_URL is its root, MOCKSERVER_BASE_URL the base of the API, and
    MOCKSERVER_ADMIN_TOKEN what --admin-token says. NO_PROXY lets it go around a proxy.

    The exit code is the command's: 128 and more if a signal ended it, 127 if it cannot be run. What the
    command asked of the server is told on standard error, unless --quiet.
    """
    settings = read_settings(context.obj, port=0)

    from mockserver.cli.exec.process import CannotRun, Child  # noqa: PLC0415 - `--help` need not import it

    child = Child()
    child.listen()  # from here on; what follows takes its time

    from mockserver.cli.exec.run import run  # noqa: PLC0415 - imports the server
    from mockserver.cli.exec.summary import summary  # noqa: PLC0415 - as above

    try:
        with failing_to_start():
            outcome = run(child, command or [], settings)
    except CannotRun as error:
        fail(str(error), CANNOT_RUN)
    if not settings.quiet:
        sys.stderr.write(f"{summary(outcome)}\n")
    failures = list(_failures(outcome.tally, fail_on or []))
    if failures and outcome.code == 0:
        fail("\n".join(failures), REFUSED)
    sys.exit(outcome.code)


def _failures(tally: "Tally", causes: list[Cause]) -> Iterator[str]:
    """A line for each cause to fail that there is."""
    from mockserver.cli.exec.summary import quantity  # noqa: PLC0415 - imports the server

    counts = {Cause.FINDING: tally.findings.total(), Cause.UNCONSUMED_FAULT: len(tally.unconsumed)}
    for cause, count in counts.items():
        if count and cause in causes:
            yield f"failed because of {quantity(count, cause.replace('-', ' '))} (--fail-on {cause})"
