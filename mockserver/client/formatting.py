"""A request of the journal, as people read it: text, and the style that a terminal may show it in."""

import json
from collections.abc import Iterator
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from mockserver.client.types import Exchange, RecordedResponse

Segment: TypeAlias = tuple[str, str]
COLOURS = {2: "green", 3: "cyan", 4: "yellow", 5: "red"}
"""Of the answer, by the first digit of its status."""
INDENT = " " * 25
NO_ANSWER = ("---", "red")
LONGEST_BODY = 2000
"""How many characters of a body are shown."""


def head(exchange: Exchange) -> list[Segment]:
    """The line of a request: when, what, with which answer, by which operation."""
    request = exchange["request"]
    return [
        (exchange["at"], "dim"),
        (_clean(f"{request['method']} {_target(request['url'])}"), "bold"),
        _status(exchange["response"]),
        (f"{exchange['durationMs']:g} ms {exchange['operation'] or '-'}", "dim"),
    ]


def remarks(exchange: Exchange) -> Iterator[Segment]:
    """A line for each finding, and for the fault that was met."""
    for each in exchange["findings"]:
        finding = f"{each['level']} {each['code']} at {each['at']}: {each['message']}"
        yield _clean(f"{INDENT}{finding}"), "yellow"
    if exchange["fault"]:
        yield _clean(f"{INDENT}fault {exchange['fault']}"), "magenta"


def plain(exchange: Exchange) -> str:
    """A request in full, as text: its line, its remarks, and both bodies."""
    response = exchange["response"]
    bodies = {">": exchange["request"]["body"], "<": response and response["body"]}
    return "\n".join(
        [
            " ".join(text for text, _ in head(exchange)),
            *(text for text, _ in remarks(exchange)),
            *(f"{INDENT}{arrow} {_brief(body)}" for arrow, body in bodies.items() if body is not None),
        ]
    )


def _status(response: RecordedResponse | None) -> Segment:
    if response is None:
        return NO_ANSWER
    return str(response["status"]), COLOURS.get(response["status"] // 100, "white")


def _target(url: str) -> str:
    """Path and query, without scheme and host."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _brief(body: Any) -> str:
    text = _clean(json.dumps(body, ensure_ascii=False))
    return text if len(text) <= LONGEST_BODY else f"{text[:LONGEST_BODY]}… ({len(text)} characters)"


def _clean(text: str) -> str:
    """Text that came from outside, without what could drive a terminal."""
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)
