"""Requests of the journal on a screen."""

from mockserver.client.formatting import head, remarks
from mockserver.client.types import Exchange


class Screen:
    """Standard output, in colour if it can show any."""

    def __init__(self) -> None:
        from rich.console import Console  # noqa: PLC0415 - a server that starts does without

        self._console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)

    def show(self, exchange: Exchange) -> None:
        """Print a request: a line of its own, and one for each finding and fault."""
        *before, (last, style) = head(exchange)
        for text, each in before:
            self._console.print(text, style=each, end=" ")
        self._console.print(last, style=style)
        for text, each in remarks(exchange):
            self._console.print(text, style=each)
