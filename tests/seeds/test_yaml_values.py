"""What a YAML text writes without quotes is a string, unless every reader of YAML would say otherwise."""

from typing import Any

import pytest
import yaml

from mockserver.seeds.files import SeedRefused, parse
from mockserver.seeds.parsing import read_yaml
from mockserver.seeds.writing import to_yaml

STRINGS = [
    "19:30",
    "1:30:00",
    "19:30.5",
    "010",
    "0o10",
    "0x1F",
    "0b11",
    "1_000",
    "+5",
    "1e3",
    "1.0e5",
    ".5",
    "1.",
    "00",
    "yes",
    "no",
    "on",
    "off",
    "Y",
    "n",
    "nUll",
    "tRUE",
    "2026-01-01",
    "2026-01-01T00:00:00Z",
    "1.2.3",
    "=",
]
"""What a version of YAML, or a reader of it, takes for something else."""
OTHERS: list[tuple[str, Any]] = [
    ("", None),
    ("~", None),
    ("null", None),
    ("NULL", None),
    ("true", True),
    ("False", False),
    ("0", 0),
    ("-5", -5),
    ("9223372036854775807", 2**63 - 1),
    ("-9223372036854775808", -(2**63)),
    ("1.5", 1.5),
    ("-0.25", -0.25),
    ("1.5e+3", 1500.0),
    ("1.5E-3", 0.0015),
    ("!!str 5", "5"),
    ("! 5", "5"),
    ("!!int 5", 5),
    ("!!int '5'", 5),
    ("!!float 5", 5.0),
    ("!!bool true", True),
    ("!!null ''", None),
]


@pytest.mark.parametrize("text", STRINGS)
def test_what_readers_disagree_about_is_the_string_that_was_written(text: str) -> None:
    assert read_yaml(f"a: {text}") == {"a": text}
    assert read_yaml(f"{{a: [{text}]}}") == {"a": [text]}


@pytest.mark.parametrize(("text", "value"), OTHERS)
def test_what_all_readers_agree_about_is_what_they_say(text: str, value: Any) -> None:
    found = read_yaml(f"a: {text}")["a"]
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize("text", STRINGS)
def test_a_message_tells_a_value_as_it_was_written(text: str) -> None:
    with pytest.raises(SeedRefused) as refused:
        parse("a.yaml", f"projects: [{{id: {text}}}]")
    assert str(refused.value) == f'a.yaml: projects/0/id: "{text}": expected an integer'


@pytest.mark.parametrize("quotes", ["'{}'", '"{}"'])
@pytest.mark.parametrize("text", ["5", "true", "null", "", "<<", ".inf", "1.5"])
def test_what_stands_in_quotes_is_a_string(text: str, quotes: str) -> None:
    assert read_yaml(f"a: {quotes.format(text)}") == {"a": text}
    assert read_yaml(f"{quotes.format(text)}: 1") == {text: 1}


@pytest.mark.parametrize("value", [*STRINGS, *(value for _, value in OTHERS), 1e16, 1e-7, -1e300, 5e-324])
def test_a_value_that_is_written_is_read_again(value: Any) -> None:
    assert read_yaml(to_yaml({"a": value})) == {"a": value}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{<<: {a: 1, b: 1}, b: 2}", {"a": 1, "b": 2}),
        ("{b: 2, <<: {a: 1, b: 1}}", {"a": 1, "b": 2}),
        ("{<<: [{a: 1}, {a: 2, b: 2}]}", {"a": 1, "b": 2}),
        ("{<<: {a: 1}, <<: {b: 2}}", {"a": 1, "b": 2}),
        ("[&x {a: 1}, {<<: *x, b: 2}]", [{"a": 1}, {"a": 1, "b": 2}]),
        ("[&x 1, &x 2, *x]", [1, 2, 2]),
        ("{&x a: *x}", {"a": "a"}),
        ("{a: &x {}, b: *x}", {"a": {}, "b": {}}),
    ],
)
def test_anchors_aliases_and_merges_are_as_yaml_says(text: str, found: Any) -> None:
    assert read_yaml(text) == found


def test_a_text_is_read_as_the_library_reads_it() -> None:
    text = "a: [1, {b: 'x'}, []]\n# f\ng:\n- h: >-\n    i\n    j\n  n: |\n    d\n    e\n- &k {l: m}\n- *k\n"
    assert read_yaml(text) == yaml.safe_load(text)
