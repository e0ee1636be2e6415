"""Reading the text of a seed: YAML or JSON. Only what JSON can hold is let in, within limits."""

import json
from contextlib import suppress
from typing import Any

import yaml

from mockserver.domain.steps import Steps, do_at_once
from mockserver.seeds.json_text import JsonText, Refused, TooDeep, abyss, half
from mockserver.seeds.yaml_events import TOO_DEEP, Values, refuse_abyss

LOOKED_AGAIN = 2**16
"""Characters of a bad text in which the reason is looked for again: a third of a second, at worst."""


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
    return do_at_once(read_json_in_steps(text))


def read_json_in_steps(text: str) -> Steps[Any]:
    """The same, step by step."""
    try:
        return (yield from JsonText(text).read())
    except json.JSONDecodeError as error:
        raise UnreadableText(error.msg, _place_of(text, error.pos)) from error
    except Refused as error:
        raise UnreadableText(str(error), "" if error.at is None else _place_of(text, error.at)) from error
    except TooDeep as error:
        raise UnreadableText(TOO_DEEP, _place_of(text, abyss(text))) from error


def read_yaml(text: str) -> Any:
    """What a YAML text holds. Dates stay as they are written, since a field's value is a string.

    Raises:
        UnreadableText: it is no YAML, holds what JSON cannot, names something twice, or is beyond a limit.
    """
    return do_at_once(read_yaml_in_steps(text))


def read_yaml_in_steps(text: str) -> Steps[Any]:
    """The same, step by step."""
    try:
        return (yield from Values().build(yaml.parse(text, yaml.CSafeLoader)))
    except yaml.constructor.ConstructorError as ours:
        raise _unreadable(ours) from ours
    except yaml.MarkedYAMLError as error:
        yield from _refuse_abysses(text[:LOOKED_AGAIN])
        raise _unreadable(error) from error
    except yaml.reader.ReaderError as error:
        line = text.encode().count(b"\n", 0, error.position) + 1
        message = f"#x{error.character:04x} is no character that YAML allows"
        raise UnreadableText(message, f"line {line}") from error
    except UnicodeEncodeError as error:
        raise UnreadableText(half(error)) from error


def _unreadable(error: yaml.MarkedYAMLError) -> UnreadableText:
    mark = error.problem_mark
    place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
    return UnreadableText(error.problem or str(error), place)


def _refuse_abysses(text: str) -> Steps[None]:
    """Refuse too much nesting in a text that the C parser refused for whatever reason.

    It looks ahead of what it tells us, and some versions have a limit of their own, which they may meet
    first. The parser in Python has none, but is twenty times as slow.
    """
    depth = 0
    with suppress(yaml.scanner.ScannerError, yaml.parser.ParserError, yaml.reader.ReaderError):
        for event in yaml.parse(text, yaml.SafeLoader):
            yield
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            try:
                refuse_abyss(event, depth)
            except yaml.MarkedYAMLError as error:
                raise _unreadable(error) from error


def _place_of(text: str, at: int) -> str:
    line_start = text.rfind("\n", 0, at) + 1
    return f"line {text.count(chr(10), 0, at) + 1}, column {at - line_start + 1}"
