"""Reading JSON in steps: the upper levels of a document part by part, what stands deeper at once."""

import json
import re
from collections.abc import Callable, Iterable
from json import JSONDecodeError, JSONDecoder
from typing import Any

from mockserver.domain.steps import Steps
from mockserver.domain.text import shorten
from mockserver.seeds.limits import DEEPEST
from mockserver.seeds.scalars import read_decimal, read_integer, refuse_endless

STEPPED = 9
"""Levels that are read step by step: those of a seed document, be it one of several in a request."""
FLAT = re.compile(r"\{[^][{}]{0,500}\}")
"""A small object without any other in it, such as a pass: it is read at once."""
SPACE = re.compile(r"[ \t\n\r]*")
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[][{}]|[-+.\w]+')
"""A part of a JSON text: a string, a bracket, or a number or a word."""
HALF = re.compile(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]")
"""What may be half a character."""

Found = tuple[Any, int]
"""A value, and where it ends."""


class Refused(Exception):
    """What JSON could say, but must not here.

    Attributes:
        at: where that stands, if it is known.
    """

    def __init__(self, message: str, at: int | None = None) -> None:
        super().__init__(message)
        self.at = at


class TooDeep(Exception):
    """More levels than may be."""


class JsonText:
    """A JSON text that is read.

    Raises:
        JSONDecodeError: it is no JSON.
        Refused: it names something twice, or holds numbers or characters that may not be.
        TooDeep: it has more levels than may be.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._decode = JSONDecoder(
            object_pairs_hook=_each_once,
            parse_int=self._in_place(read_integer),
            parse_float=self._in_place(read_decimal),
            parse_constant=self._in_place(refuse_endless),
        ).raw_decode

    def read(self) -> Steps[Any]:
        """What the text holds."""
        value, end = yield from self._value(self._skip(0), 1)
        if self._skip(end) != len(self._text):
            raise JSONDecodeError("Extra data", self._text, self._skip(end))
        return value

    def _value(self, at: int, depth: int) -> Steps[Found]:
        opening = self._text[at : at + 1] if depth <= STEPPED else ""
        if opening == "[":
            return (yield from self._array(self._skip(at + 1), depth))
        if opening == "{" and not FLAT.match(self._text, at):
            return (yield from self._object(self._skip(at + 1), depth))
        yield
        return self._at_once(at, depth)

    def _array(self, at: int, depth: int) -> Steps[Found]:
        found: list[Any] = []
        is_ended, start = self._ends(at, "]")
        while not is_ended:
            value, at = yield from self._value(start, depth + 1)
            found.append(value)
            is_ended, start = self._ends(self._skip(at), "]", ",")
        return found, start

    def _object(self, at: int, depth: int) -> Steps[Found]:
        found: dict[str, Any] = {}
        is_ended, start = self._ends(at, "}")
        while not is_ended:
            name, at = self._name(start)
            _refuse_second(name, found)
            found[name], at = yield from self._value(at, depth + 1)
            is_ended, start = self._ends(self._skip(at), "}", ",")
        return found, start

    def _ends(self, at: int, closing: str, separator: str = "") -> tuple[bool, int]:
        """Whether a list or an object ends here; and where, or where its next part begins."""
        if self._text.startswith(closing, at):
            return True, at + 1
        return False, self._skip(self._expect(separator, at))

    def _name(self, at: int) -> tuple[str, int]:
        """The name of a member, and where its value begins."""
        if not self._text.startswith('"', at):
            raise JSONDecodeError("Expecting property name enclosed in double quotes", self._text, at)
        name, end = self._at_once(at, 0)
        return name, self._skip(self._expect(":", self._skip(end)))

    def _at_once(self, at: int, depth: int) -> Found:
        """A value with all that is in it."""
        try:
            value, end = self._decode(self._text, at)
        except RecursionError as error:
            raise TooDeep from error
        if _is_deeper(value, DEEPEST - depth + 1):
            raise TooDeep
        if HALF.search(self._text, at, end):
            _refuse_halves(value)
        return value, end

    def _skip(self, at: int) -> int:
        """Where the next thing stands that is no space."""
        return SPACE.match(self._text, at).end()  # type: ignore[union-attr] # it matches nothing as well

    def _expect(self, separator: str, at: int) -> int:
        if not self._text.startswith(separator, at):
            raise JSONDecodeError(f"Expecting {separator!r} delimiter", self._text, at)
        return at + len(separator)

    def _in_place(self, read: Callable[[str], Any]) -> Callable[[str], Any]:
        """A reader of numbers that tells where in the text the first is that it refuses."""

        def read_in_place(number: str) -> Any:
            try:
                return read(number)
            except ValueError as error:
                at = next(token.start() for token in TOKEN.finditer(self._text) if token.group() == number)
                raise Refused(str(error), at) from error

        return read_in_place


def abyss(text: str) -> int:
    """Where a text goes deeper than may be."""
    depth = 0
    for token in TOKEN.finditer(text):
        depth += (token.group() in {"[", "{"}) - (token.group() in {"]", "}"})
        if depth > DEEPEST:
            return token.start()
    raise AssertionError("it does not")


def half(error: UnicodeEncodeError) -> str:
    """What is told of half a character."""
    return f"\\u{ord(error.object[error.start]):04x} is half a character"


def _each_once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        _refuse_second(name, found)
        found[name] = value
    return found


def _refuse_second(name: str, found: dict[str, Any]) -> None:
    if name in found:
        raise Refused(f"{shorten(name)!r} stands twice in the same object")


def _is_deeper(found: Any, levels: int) -> bool:
    level = [found] if isinstance(found, dict | list) else []
    for _ in range(levels):
        level = [child for each in level for child in _children(each)]
        if not level:
            return False
    return any(isinstance(each, dict | list) for each in level)


def _children(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _refuse_halves(found: Any) -> None:
    try:
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise Refused(half(error)) from error
