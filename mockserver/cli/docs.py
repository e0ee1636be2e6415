"""`mockserver docs`: the guides, on the terminal."""

from typing import Annotated

import typer

from mockserver.cli.output import echo, echo_document, echo_rows, note_if_empty

TITLES = ("topic", "what it is about")
Topic = Annotated[
    str | None, typer.Argument(metavar="TOPIC", show_default=False, help="As the list without one has it.")
]
Search = Annotated[
    str | None,
    typer.Option("--search", metavar="WORD", help="Print the lines with a word, and where they stand."),
]


def docs(topic: Topic = None, *, search: Search = None) -> None:
    """Print a guide, or list the guides; as Markdown where standard output is no terminal."""
    from mockserver.domain.errors import NotFound  # noqa: PLC0415 - `--help` need not import it
    from mockserver.guides import read_guide, read_guides  # noqa: PLC0415 - as above

    try:
        guides = list(read_guides().values()) if topic is None else [read_guide(topic)]
    except NotFound as error:
        raise typer.BadParameter(error.details) from error
    if search is not None:
        found = [line for guide in guides for line in guide.find(search)]
        for line in found:
            echo(f"{line.topic}: {line.heading}: {line.text}")
        note_if_empty(found, f"line with {search!r}")
    elif topic is None:
        echo_rows(TITLES, [(guide.topic, guide.summary) for guide in guides])
    else:
        _show(guides[0].text)


def _show(text: str) -> None:
    from rich.console import Console  # noqa: PLC0415 - a server that starts does without
    from rich.markdown import Markdown  # noqa: PLC0415 - as above

    console = Console()
    if console.is_terminal:
        console.print(Markdown(text, hyperlinks=False))
    else:
        echo_document(text.rstrip("\n"))
