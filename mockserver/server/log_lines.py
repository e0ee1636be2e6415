"""What a line of the log looks like, for people and for machines. Instants are RFC 3339, in UTC."""

import json
import logging
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from mockserver.domain.text import printable

Paint = Callable[[str, str], str]
"""Gives a text a colour, by its name."""
CODES = {"bold": 1, "dim": 2, "red": 31, "green": 32, "yellow": 33, "magenta": 35, "cyan": 36}
"""How a terminal is told (ECMA-48)."""
OF_STATUS = {2: "green", 3: "cyan", 4: "yellow", 5: "red"}
"""The colour of an answer, by the first digit of its status; that of none is as bad as can be."""
OURS = "mockserver"
"""The logger that need not be named."""
INDENT = " " * 25
"""As wide as an instant and the space behind it."""


def in_colour(text: str, colour: str) -> str:
    """A text as a terminal shows it in a colour."""
    return f"\x1b[{CODES[colour]}m{text}\x1b[0m"


def plain(text: str, colour: str) -> str:  # noqa: ARG001 - as `in_colour` is called
    """A text as it is."""
    return text


def instant(seconds: float) -> str:
    """Seconds since 1970 as RFC 3339 writes them.

    >>> instant(1.0625)
    '1970-01-01T00:00:01.062Z'
    """
    whole = int(seconds)
    return f"{_whole_seconds(whole)}.{int((seconds - whole) * 1000):03d}Z"


@lru_cache(4)
def _whole_seconds(seconds: int) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))


class TextLines(logging.Formatter):
    """For people: the request, then its findings, each on a line of its own.

    What callers sent can neither break a line nor colour it.
    """

    def __init__(self, paint: Paint = plain) -> None:
        super().__init__()
        self._paint = paint

    def format(self, record: logging.LogRecord) -> str:
        """One record as text."""
        request: dict[str, Any] | None = getattr(record, "request", None)
        told = self._message(record) if request is None else self._request(request)
        return "\n".join([f"{self._paint(instant(record.created), 'dim')} {next(told)}", *told])

    def _request(self, request: dict[str, Any]) -> Iterator[str]:
        paint = self._paint
        status = request["status"]
        asked = paint(printable(f"{request['method']} {request['target']}"), "bold")
        answered = paint(str(status), OF_STATUS.get(status // 100, "red"))
        rest = f"{request['ms']} ms {request['operation'] or '-'} {request['request']}"
        fault = f" {paint(printable('(' + request['fault'] + ')'), 'magenta')}" if request["fault"] else ""
        yield f"{printable(request['sandbox'])} {asked} {answered} {paint(rest, 'dim')}{fault}"
        for each in request["findings"]:
            finding = f"{each['level']} {each['code']} at {each['at']}: {each['message']}"
            yield INDENT + paint(printable(finding), "yellow")

    def _message(self, record: logging.LogRecord) -> Iterator[str]:
        level = record.levelname.lower()
        colour = "red" if record.levelno >= logging.ERROR else "yellow"
        source = "" if record.name == OURS else f"{record.name}: "
        yield f"{self._paint(level, colour)} {printable(source + record.getMessage())}"
        if record.exc_info:
            yield from map(printable, self.formatException(record.exc_info).split("\n"))


class JsonLines(logging.Formatter):
    """For machines: one JSON object on a line."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as JSON."""
        line = {"time": instant(record.created), "level": record.levelname.lower()}
        line |= getattr(record, "request", None) or {"logger": record.name, "message": record.getMessage()}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line)
