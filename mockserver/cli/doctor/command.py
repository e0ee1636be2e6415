"""The command `doctor`: a line for everything that was looked at."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from mockserver.cli.exits import REFUSED
from mockserver.cli.output import echo_json, echo_rows
from mockserver.cli.serve import ServeCommand
from mockserver.cli.server_options import WrongSettings, find_settings

if TYPE_CHECKING:
    from mockserver.cli.doctor.checks import Check

TITLES = ("state", "what", "what was found, and what to do")
Json = Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")]


class DoctorCommand(ServeCommand):
    """A command with the flags of a server, which it does not start."""


def doctor(context: typer.Context, *, as_json: Json = False) -> None:
    """Tell what stands in the way of a server: give it the flags that you would start that with.

    It looks at the settings, the port, the name of the package, proxies, what killed servers left behind, and
    variables that only look like settings. Exit code 1 if something has to be mended first.
    """
    from mockserver.cli.doctor.checks import Check, State, check_all  # noqa: PLC0415 - a server starts without

    try:
        settings = find_settings(context.obj)
        first = [Check("settings", State.OK, "flags and environment can be used")]
    except WrongSettings as wrong:
        settings = None
        first = [Check("settings", State.FAIL, *line.rsplit(": ", 1)) for line in str(wrong).split("\n")]
    checks = [*first, *check_all(settings)]
    if as_json:
        echo_json({"checks": [asdict(each) for each in checks]})
    else:
        echo_rows(TITLES, [(each.state, each.name, _line(each)) for each in checks])
    if any(each.state is State.FAIL for each in checks):
        raise typer.Exit(REFUSED)


def _line(check: "Check") -> str:
    return f"{check.found}; {check.advice}" if check.advice else check.found
