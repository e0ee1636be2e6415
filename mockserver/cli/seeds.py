"""`mockserver seed`: seed documents, without a server."""

from typing import Annotated

import typer

from mockserver.cli.exits import failing_to_start
from mockserver.cli.output import echo
from mockserver.settings import Settings

group = typer.Typer(help="Work with seed documents.", no_args_is_help=True)


@group.command()
def validate(
    files: Annotated[list[str], typer.Argument(metavar="FILES...", help="Seed files or folders.")],
) -> None:
    """Check seeds as the server would at its start; exit code 2 and a line for each fault."""
    from mockserver.sandbox.factory import open_sandbox  # noqa: PLC0415 - `--help` need not import it
    from mockserver.seeds.files import read_seeds  # noqa: PLC0415 - as above

    with failing_to_start():
        seeds = read_seeds(files)
        open_sandbox(Settings.defaults(), seeds).close()
    for seed in seeds:
        echo(f"{seed.name}: ok")
