"""Reading the text of a seed: YAML or JSON. Only what JSON can hold is let in."""

import json
import math
from collections.abc import Hashable, Iterable
from contextlib import suppress
from typing import Any

import yaml
from pydantic_core import from_json

DEEPEST = 200
"""Levels of nesting; the C parser beneath would overflow its stack long after. As deep as requests may be."""
LOOKED_AGAIN = 2**16
"""Characters of a bad text in which the reason is looked for again: a third of a second, at worst."""
KINDS = ("map", "seq", "str", "int", "float", "bool", "null")
TAG = "tag:yaml.org,2002:"
MERGE = f"{TAG}merge"
"""The tag of `<<`, which may stand several times."""


class UnreadableText(Exception):
    """A text that is neither YAML nor JSON.

    Attributes:
        place: the line and the column, if they are known.
    """

    def __init__(self, message: str, place: str = "") -> None:
        super().__init__(message)
        self.place = place


def read_json(text: str) -> Any:
    """What a JSON text holds.

    Raises:
        UnreadableText: it is no JSON, or names something twice.
    """
    try:
        from_json(text, allow_inf_nan=False)  # refuses what the next line would let pass
        return json.loads(text, object_pairs_hook=_each_once, parse_float=_finite)
    except ValueError as error:
        message, _, place = str(error).partition(" at line ")
        raise UnreadableText(
            message, f"line {place.replace(' column', ', column')}" if place else ""
        ) from error


def read_yaml(text: str) -> Any:
    """What a YAML text holds. Dates stay as they are written, since a field's value is a string.

    Raises:
        UnreadableText: it is no YAML, holds what JSON cannot, or names something twice.
    """
    try:
        _refuse_loops(text)
        return yaml.load(text, _Plain)  # noqa: S506 - a safe loader, see below
    except yaml.MarkedYAMLError as error:
        _refuse_abysses(text[:LOOKED_AGAIN])
        raise UnreadableText(error.problem or str(error), _place(error.problem_mark)) from error
    except yaml.reader.ReaderError as error:
        line = text.encode().count(b"\n", 0, error.position) + 1
        message = f"#x{error.character:04x} is no character that YAML allows"
        raise UnreadableText(message, f"line {line}") from error
    except (ValueError, LookupError) as error:
        # What Python says of a value with an explicit tag, such as `!!int x`, and of thousands of digits.
        raise UnreadableText(f"a value does not fit its type, {' '.join(str(error).split())}") from error


def _refuse_loops(text: str) -> None:
    """Refuse what would never end, or end the process: too much nesting, and what contains itself."""
    open_anchors: list[str | None] = []
    for event in yaml.parse(text, _Plain):
        if isinstance(event, yaml.CollectionStartEvent):
            open_anchors.append(event.anchor)
            _refuse_abyss(event, len(open_anchors))
        elif isinstance(event, yaml.CollectionEndEvent):
            open_anchors.pop()
        elif isinstance(event, yaml.AliasEvent) and event.anchor in open_anchors:
            raise UnreadableText(f"*{event.anchor} is part of itself", _place(event.start_mark))


def _refuse_abysses(text: str) -> None:
    """Refuse too much nesting in a text that the C parser refused for whatever reason.

    It looks ahead of what it tells us, and some versions have a limit of their own, which they may meet
    first. The parser in Python has none, but is twenty times as slow.
    """
    depth = 0
    with suppress(yaml.YAMLError):
        for event in yaml.parse(text, yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            _refuse_abyss(event, depth)


def _refuse_abyss(event: yaml.Event, depth: int) -> None:
    if depth > DEEPEST:
        raise UnreadableText(f"more than {DEEPEST} levels of nesting", _place(event.start_mark))


def _place(mark: Any) -> str:
    return f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text} is no number that JSON can hold")
    return number


def _each_once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"{key!r} stands twice in the same object")
        found[key] = value
    return found


class _Plain(yaml.CSafeLoader):
    """A safe loader for what JSON can hold."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[tuple[str, str]] = set()
        for key, _ in node.value:
            name = (key.tag, key.value) if isinstance(key, yaml.ScalarNode) else (MERGE, "")
            if name in seen and name[0] != MERGE:
                raise yaml.constructor.ConstructorError(
                    problem=f"{key.value!r} stands twice in the same object", problem_mark=key.start_mark
                )
            seen.add(name)
        return super().construct_mapping(node, deep)


def _finite_float(loader: _Plain, node: yaml.ScalarNode) -> float:
    number = yaml.constructor.SafeConstructor.construct_yaml_float(loader, node)
    if not math.isfinite(number):
        raise yaml.constructor.ConstructorError(
            problem=f"{node.value} is no number that JSON can hold", problem_mark=node.start_mark
        )
    return number


_Plain.yaml_constructors = {
    tag: constructor
    for tag, constructor in yaml.SafeLoader.yaml_constructors.items()
    if tag is None or tag.removeprefix(TAG) in KINDS  # None is for all others, and raises
} | {f"{TAG}float": _finite_float}
_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != f"{TAG}timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
