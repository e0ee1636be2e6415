"""A message repeats of a value what is readable, and looks at no more of it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from mockserver.domain.text import LONGEST_VALUE, abbreviate, json_pointer, shorten


class Endless(list[Any]):
    """A list that goes on and on, and tells how far it was looked at."""

    def __init__(self, value: Any) -> None:
        super().__init__([value])
        self.asked = 0

    def __iter__(self) -> Iterator[Any]:
        while True:
            self.asked += 1
            yield self[0]


def nested(levels: int) -> Any:
    """A list in a list in a list."""
    found: Any = []
    for _ in range(levels):
        found = [found]
    return found


def itself() -> Any:
    """A list that is in itself."""
    found: list[Any] = []
    found.append(found)
    return found


@pytest.mark.parametrize(
    "value",
    [None, True, 1, -1.5, "", 'a "b" \n é', [], {}, [1, [2, {"a": None}]], {"a": {"b": [1, "x"]}}, 10**20],
    ids=repr,
)
def test_a_short_value_is_told_whole_as_json(value: Any) -> None:
    assert abbreviate(value) == json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize(
    ("value", "begin"),
    [
        ("x" * 10_000_000, '"xxx'),
        (["x" * 10_000_000], '["xxx'),
        ({"x" * 10_000_000: 1}, '{"xxx'),
        (b"x" * 10_000_000, "\"b'xxx"),
        (nested(100_000), "[[[["),
        (itself(), "[[[["),
        (list(range(1_000_000)), "[0, 1, 2, "),
    ],
    ids=["string", "string within", "name", "bytes", "deep", "itself", "list"],
)
def test_a_large_value_is_cut(value: Any, begin: str) -> None:
    told = abbreviate(value)
    assert told.startswith(begin)
    assert told.endswith("…")
    assert len(told) == LONGEST_VALUE


def test_only_as_much_of_a_value_is_looked_at_as_is_told() -> None:
    values = Endless("long enough")
    abbreviate(values)
    assert values.asked < LONGEST_VALUE
    outer = Endless(Endless(""))
    abbreviate({"a": outer})
    assert outer.asked + outer[0].asked < LONGEST_VALUE


@pytest.mark.parametrize("number", [10**5000, -(10**5000)], ids=["above 0", "below 0"])
def test_an_integer_that_python_would_not_write_is_told_by_its_size(number: int) -> None:
    assert abbreviate(number) == "an integer of 16610 bits"
    assert abbreviate([number]) == "[an integer of 16610 bits]"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (
            {
                1,
            },
            '"{1}"',
        ),
        (1j, '"1j"'),
        ((1, 2), "[1, 2]"),
        ({1: 2}, '{"1": 2}'),
        ({(1, 2): 3}, '{"(1, 2)": 3}'),
    ],
    ids=repr,
)
def test_what_json_does_not_know_is_told_in_the_words_of_python(value: Any, told: str) -> None:
    assert abbreviate(value) == told


def test_a_text_is_cut_where_it_would_be_too_long() -> None:
    assert shorten("x" * LONGEST_VALUE) == "x" * LONGEST_VALUE
    assert shorten("x" * (LONGEST_VALUE + 1)) == "x" * (LONGEST_VALUE - 1) + "…"


def test_steps_are_a_json_pointer() -> None:
    assert json_pointer("a/b", 0, "~") == "/a~1b/0/~0"
    assert json_pointer() == ""
