"""A request of the journal, as people read it."""

from typing import Any
from urllib.parse import urlsplit

COLOURS = {2: "green", 3: "cyan", 4: "yellow", 5: "red"}
"""Of the answer, by the first digit of its status."""
INDENT = " " * 25
NO_ANSWER = ("---", "red")


class Screen:
    """Standard output, in colour if it can show any."""

    def __init__(self) -> None:
        from rich.console import Console  # noqa: PLC0415 - a server that starts does without

        self._console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)

    def show(self, exchange: dict[str, Any]) -> None:
        """Print a request: a line of its own, and one for each finding and fault."""
        request, (status, colour) = exchange["request"], _status(exchange["response"])
        self._print(exchange["at"], style="dim", end=" ")
        self._print(f"{request['method']} {_target(request['url'])}", style="bold", end=" ")
        self._print(status, style=colour, end=" ")
        self._print(f"{exchange['durationMs']:g} ms {exchange['operation'] or '-'}", style="dim")
        for each in exchange["findings"]:
            told = f"{each['level']} {each['code']} at {each['at']}: {each['message']}"
            self._print(f"{INDENT}{told}", style="yellow")
        if exchange["fault"]:
            self._print(f"{INDENT}fault {exchange['fault']}", style="magenta")

    def _print(self, text: str, style: str, end: str = "\n") -> None:
        """Print text that came from outside: what could drive a terminal is not let through."""
        safe = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)
        self._console.print(safe, style=style, end=end)


def _status(response: dict[str, Any] | None) -> tuple[str, str]:
    if response is None:
        return NO_ANSWER
    return str(response["status"]), COLOURS.get(response["status"] // 100, "white")


def _target(url: str) -> str:
    """Path and query, without scheme and host."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
