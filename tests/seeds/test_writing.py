"""Documents are written part by part, and read as if they had been written whole."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.seeds.parsing import read_json, read_yaml
from mockserver.seeds.writing import WIDTH, json_parts, yaml_parts

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | TEXT
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
LISTS = "abc"
"""Names whose values are lists that are still to be made; they stand last."""


def unmade(plain: dict[str, Any], lists: list[list[dict[str, Any]]]) -> dict[str, Any]:
    return plain | {name: iter(entries) for name, entries in zip(LISTS, lists, strict=False)}


OBJECTS = st.dictionaries(st.text("xyz", min_size=1, max_size=3), VALUES, max_size=3)


@given(plain=OBJECTS, lists=st.lists(st.lists(OBJECTS, max_size=3), max_size=3))
def test_parts_of_json_are_the_json_of_the_whole(plain: Any, lists: Any) -> None:
    whole = plain | dict(zip(LISTS, lists, strict=False))
    assert json.loads(b"".join(json_parts(unmade(plain, lists)))) == whole


@given(plain=OBJECTS, lists=st.lists(st.lists(OBJECTS, max_size=3), max_size=3))
def test_parts_of_yaml_are_read_as_the_whole(plain: Any, lists: Any) -> None:
    whole = plain | dict(zip(LISTS, lists, strict=False))
    assert read_yaml("".join(yaml_parts(unmade(plain, lists)))) == whole


@pytest.mark.parametrize(
    "value", ["a\nb", "\n", "a\n\n  b\n", "x " * WIDTH, "- a: b", "#", "\u2028", "\x85", "é\t", '"', "'"]
)
def test_a_text_stays_as_it_is_however_deep_it_stands(value: str) -> None:
    document = {"a": iter([{"b": iter([{"c": iter([{"value": value}]), "d": iter([])}])}])}
    assert read_yaml("".join(yaml_parts(document))) == {"a": [{"b": [{"c": [{"value": value}], "d": []}]}]}


def test_an_object_that_holds_iterators_may_stand_in_another() -> None:
    document = {"a": {"b": iter([{"c": 1}]), "d": iter([])}, "e": {"f": 1}}
    assert json.loads(b"".join(json_parts(document))) == {"a": {"b": [{"c": 1}], "d": []}, "e": {"f": 1}}


def test_each_entry_is_made_when_it_is_written() -> None:
    made = 0

    def entries() -> Any:
        nonlocal made
        for made in range(1, 4):
            yield {"number": made}

    parts = json_parts({"all": entries()})
    assert made == 0
    while made < 2:
        next(parts)
    assert read_json(b"".join(json_parts({"all": entries()})).decode()) == {
        "all": [{"number": 1}, {"number": 2}, {"number": 3}]
    }
