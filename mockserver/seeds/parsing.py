"""Reading the text of a seed: YAML or JSON. Only what JSON can hold is let in, within limits."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

import yaml

from mockserver.domain.text import shorten
from mockserver.seeds.limits import DEEPEST
from mockserver.seeds.scalars import read_decimal, read_integer, refuse_endless
from mockserver.seeds.yaml_events import TOO_DEEP, Values, refuse_abyss

LOOKED_AGAIN = 2**16
"""Characters of a bad text in which the reason is looked for again: a third of a second, at worst."""
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[][{}]|[-+.\w]+')
"""A part of a JSON text: a string, a bracket, or a number or a word."""
HALF = re.compile(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]")
"""What may be half a character."""


class UnreadableText(Exception):
    """A text that is neither YAML nor JSON.

    Attributes:
        place: the line and the column, if they are known.
    """

    def __init__(self, message: str, place: str = "") -> None:
        super().__init__(message)
        self.place = place

    @property
    def located(self) -> str:
        """The message behind its place, as far as that is known."""
        return f"{self.place}: {self}" if self.place else str(self)


def read_json(text: str) -> Any:
    """What a JSON text holds.

    Raises:
        UnreadableText: it is no JSON, holds half characters, names something twice, or is beyond a limit.
    """
    try:
        found = json.loads(
            text,
            object_pairs_hook=_each_once,
            parse_int=_in_place(read_integer, text),
            parse_float=_in_place(read_decimal, text),
            parse_constant=_in_place(refuse_endless, text),
        )
    except json.JSONDecodeError as error:
        raise UnreadableText(error.msg, _place_of(text, error.pos)) from error
    except RecursionError as error:
        raise UnreadableText(TOO_DEEP, _abyss(text)) from error
    if _is_too_deep(found):
        raise UnreadableText(TOO_DEEP, _abyss(text))
    if HALF.search(text):
        _refuse_halves(found)
    return found


def read_yaml(text: str) -> Any:
    """What a YAML text holds. Dates stay as they are written, since a field's value is a string.

    Raises:
        UnreadableText: it is no YAML, holds what JSON cannot, names something twice, or is beyond a limit.
    """
    try:
        return Values().build(yaml.parse(text, yaml.CSafeLoader))
    except yaml.constructor.ConstructorError as ours:
        raise _unreadable(ours) from ours
    except yaml.MarkedYAMLError as error:
        _refuse_abysses(text[:LOOKED_AGAIN])
        raise _unreadable(error) from error
    except yaml.reader.ReaderError as error:
        line = text.encode().count(b"\n", 0, error.position) + 1
        message = f"#x{error.character:04x} is no character that YAML allows"
        raise UnreadableText(message, f"line {line}") from error
    except UnicodeEncodeError as error:
        raise UnreadableText(_half(error)) from error


def _unreadable(error: yaml.MarkedYAMLError) -> UnreadableText:
    mark = error.problem_mark
    place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
    return UnreadableText(error.problem or str(error), place)


def _refuse_abysses(text: str) -> None:
    """Refuse too much nesting in a text that the C parser refused for whatever reason.

    It looks ahead of what it tells us, and some versions have a limit of their own, which they may meet
    first. The parser in Python has none, but is twenty times as slow.
    """
    depth = 0
    with suppress(yaml.scanner.ScannerError, yaml.parser.ParserError, yaml.reader.ReaderError):
        for event in yaml.parse(text, yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            try:
                refuse_abyss(event, depth)
            except yaml.MarkedYAMLError as error:
                raise _unreadable(error) from error


def _each_once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise UnreadableText(f"{shorten(name)!r} stands twice in the same object")
        found[name] = value
    return found


def _in_place(read: Callable[[str], Any], text: str) -> Callable[[str], Any]:
    """A reader of numbers that tells where in the text the first is that it refuses."""

    def read_in_place(number: str) -> Any:
        try:
            return read(number)
        except ValueError as error:
            at = next(token.start() for token in TOKEN.finditer(text) if token.group() == number)
            raise UnreadableText(str(error), _place_of(text, at)) from error

    return read_in_place


def _is_too_deep(found: Any) -> bool:
    level = [found]
    for _ in range(DEEPEST):
        level = [child for each in level for child in _children(each)]
        if not level:
            return False
    return any(isinstance(each, dict | list) for each in level)


def _children(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _abyss(text: str) -> str:
    """Where a JSON text goes too deep."""
    return _place_of(text, next(at for at, depth in _brackets(text) if depth > DEEPEST))


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Where brackets stand, and how deep it is within."""
    depth = 0
    for token in TOKEN.finditer(text):
        depth += (token.group() in {"[", "{"}) - (token.group() in {"]", "}"})
        yield token.start(), depth


def _place_of(text: str, at: int) -> str:
    line_start = text.rfind("\n", 0, at) + 1
    return f"line {text.count(chr(10), 0, at) + 1}, column {at - line_start + 1}"


def _refuse_halves(found: Any) -> None:
    try:
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise UnreadableText(_half(error)) from error


def _half(error: UnicodeEncodeError) -> str:
    return f"\\u{ord(error.object[error.start]):04x} is half a character"
