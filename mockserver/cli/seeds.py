"""`mockserver seed`: seed documents, without a server."""

from typing import Annotated

import typer

from mockserver.cli.exits import failing_on_bad_seeds
from mockserver.cli.help import Command, Group
from mockserver.cli.output import echo, echo_document, echo_rows
from mockserver.domain.steps import Meter
from mockserver.server.progress import progress

group = typer.Typer(cls=Group, help="Work with seed documents.", no_args_is_help=True)

TITLES = ("name", "what it is")

Files = Annotated[list[str], typer.Argument(metavar="FILE", help="Seed files or folders.")]
Load = Annotated[bool, typer.Option("--load", help="Load them as well, as a server does at its start.")]
Named = Annotated[str, typer.Argument(metavar="NAME", show_default=False, help="As `seed list` has it.")]


@group.command("list", cls=Command)
def list_all() -> None:
    """Print the seeds that come with mockserver."""
    from mockserver.seeds.files import shipped_seeds  # noqa: PLC0415 - `--help` need not import it

    texts = {name: file.read_text(encoding="utf-8") for name, file in shipped_seeds().items()}
    echo_rows(TITLES, [(name, _first_sentence(text)) for name, text in texts.items()])


@group.command(cls=Command)
def show(name: Named) -> None:
    """Print a seed that comes with mockserver, to begin one of your own with."""
    from mockserver.seeds.files import shipped_seeds  # noqa: PLC0415 - `--help` need not import it

    seeds = shipped_seeds()
    if name not in seeds:
        raise typer.BadParameter(f"{name!r} is no seed that comes along; expected one of {', '.join(seeds)}")
    echo_document(seeds[name].read_text(encoding="utf-8").rstrip("\n"))


@group.command(cls=Command)
def schema() -> None:
    """Print the JSON Schema of seeds, by which editors check and complete them."""
    from mockserver.seeds.schema import text  # noqa: PLC0415 - `--help` need not import it

    echo_document(text().rstrip("\n"))


@group.command(cls=Command)
def validate(files: Files, *, load: Load = False) -> None:
    """Check the shape of seeds; exit code 2 and a line for each fault.

    What several say together, such as an id that two of them give away, only --load finds.
    """
    from mockserver.seeds.files import read_seeds  # noqa: PLC0415 - `--help` need not import it

    with failing_on_bad_seeds():
        seeds = read_seeds(files)
        if load:
            from mockserver.sandbox.factory import fill  # noqa: PLC0415 - the shape is seen without a database
            from mockserver.settings import Settings  # noqa: PLC0415 - as above

            meter = Meter()
            with progress("Loading the seeds", meter):
                fill(seeds, Settings.defaults().policy, meter).close()
    for seed in seeds:
        echo(f"{seed.name}: ok")


def _first_sentence(text: str) -> str:
    """What the comment at the head of a seed begins with, without its stop."""
    comment = next(line for line in text.splitlines() if line.startswith("# ") and "$schema" not in line)
    return comment.removeprefix("# ").partition(". ")[0].rstrip(".")
