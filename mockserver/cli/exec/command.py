"""`mockserver exec`: a command beside a server of its own."""

import sys
from enum import StrEnum
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from mockserver.cli.exits import CANNOT_RUN, REFUSED, fail, starting
from mockserver.cli.server_options import Given, read_settings, with_settings

END_OF_FLAGS = "--"
EXAMPLE = "Example: mockserver exec --seed season --fail-on finding -- pytest -q"


class Cause(StrEnum):
    """What makes a command fail that succeeded by itself."""

    FINDING = "finding"
    UNCONSUMED_FAULT = "unconsumed-fault"


class AfterFlags(TyperCommand):
    """A command that takes another one, which stands after two dashes, so that its flags are its own."""

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


@with_settings
def execute(given: Given, *, command: Words = None, fail_on: Causes = None) -> None:
    """Run a command beside a server of its own.

    The server listens on a free port and is gone when the command has ended. The command finds it by the
    environment: MOCKSERVER_URL is its root, MOCKSERVER_BASE_URL the base of the API, and
    MOCKSERVER_ADMIN_TOKEN what --admin-token says.

    The exit code is the command's: 128 and more if a signal ended it, 127 if it cannot be run. What the
    command asked of the server is told on standard error, unless --quiet.
    """
    settings = read_settings({"port": 0} | given)

    from mockserver.cli.exec.process import CannotRun, Child  # noqa: PLC0415 - `--help` need not import it

    child = Child()
    child.listen()  # from here on; what follows takes its time

    from mockserver.cli.exec.run import run  # noqa: PLC0415
    from mockserver.cli.exec.summary import summary, told  # noqa: PLC0415

    try:
        with starting():
            code, tally = run(child, command or [], settings)
    except CannotRun as error:
        fail(str(error), CANNOT_RUN)
    if not settings.quiet:
        print(summary(tally), file=sys.stderr)  # noqa: T201
    counts = {Cause.FINDING: tally.findings.total(), Cause.UNCONSUMED_FAULT: len(tally.unconsumed)}
    found = [
        f"failed because of {told(count, cause.replace('-', ' '))} (--fail-on {cause})"
        for cause, count in counts.items()
        if count and cause in (fail_on or [])
    ]
    if found and code == 0:
        fail("\n".join(found), REFUSED)
    sys.exit(code)
