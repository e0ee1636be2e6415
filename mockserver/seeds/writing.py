"""Writing documents part by part, each made when it is asked for, so that a large one is never there whole.

An iterator in an object stands for a list of objects; iterators stand last.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml
from pydantic_core import to_json

Document = dict[str, Any]

WIDTH, NARROWEST = 110, 40
"""Columns of a text as YAML; those that remain for what is indented deeply."""
LINE = re.compile(r"^(?=.)", re.MULTILINE)
ENTRY, WITHIN = "- ", "  "


def json_parts(value: Any) -> Iterator[bytes]:
    """A value as JSON; an object that holds iterators may be a member of another.

    >>> b"".join(json_parts({"a": 1, "b": iter([{}, {"c": 2}])}))
    b'{"a":1,"b":[{},{"c":2}]}'
    """
    if isinstance(value, Iterator):
        opening = b"["
        for entry in value:
            yield opening
            yield from json_parts(entry)
            opening = b","
        yield b"[]" if opening == b"[" else b"]"
        return
    plain, unmade = _apart(value) if isinstance(value, dict) else (value, {})
    text = to_json(plain)
    if not unmade:
        yield text
        return
    opening = text[:-1] + (b"," if plain else b"")
    for name, part in unmade.items():
        yield opening + to_json(name) + b":"
        yield from json_parts(part)
        opening = b","
    yield b"}"


def yaml_parts(document: Document, indent: str = "") -> Iterator[str]:
    """An object as YAML, in the order in which it was written.

    >>> print("".join(yaml_parts({"a": 1, "b": iter([{"c": 2, "d": 3}]), "e": iter([])})), end="")
    a: 1
    b:
    - c: 2
      d: 3
    e: []
    """
    plain, unmade = _apart(document)
    if plain or not unmade:
        yield LINE.sub(indent, to_yaml(plain, max(WIDTH - len(indent), NARROWEST)))
    for name, entries in unmade.items():
        opening = f"{indent}{name}:\n"
        for entry in entries:
            parts = yaml_parts(entry, indent + WITHIN)
            yield opening + indent + ENTRY + next(parts).removeprefix(indent + WITHIN)
            yield from parts
            opening = ""
        if opening:
            yield f"{indent}{name}: []\n"


def to_yaml(document: Document, width: int = WIDTH) -> str:
    """A document as YAML, in the order in which it was written."""
    text: str = yaml.dump(document, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=width)
    return text


def _apart(document: Document) -> tuple[Document, Document]:
    """What is there, and what is still to be made."""
    unmade = {name: each for name, each in document.items() if _is_unmade(each)}
    return {
        name: each for name, each in document.items() if name not in unmade
    } if unmade else document, unmade


def _is_unmade(value: Any) -> bool:
    """Whether a value is an iterator, or an object that has one. No deeper: what is plain may be large."""
    if isinstance(value, dict):
        return any(isinstance(each, Iterator) for each in value.values())
    return isinstance(value, Iterator)
