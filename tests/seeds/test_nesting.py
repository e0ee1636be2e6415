"""How deep a seed may be nested is our limit, whatever limit the parser beneath has, and whatever it says."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml

from mockserver.seeds.files import SeedRefused, parse
from mockserver.seeds.parsing import read_json, read_yaml

DEEPEST = 200
ENDLESS = 2000
SHAPES: dict[str, tuple[Callable[[int], str], str]] = {
    "lists": (lambda levels: "[" * levels, "line 1, column 201"),
    "entries": (lambda levels: "- " * levels, "line 1, column 401"),
    "objects": (lambda levels: "{a: " * levels, "line 1, column 801"),
    "both": (lambda levels: "[{a: " * (levels // 2), "line 1, column 501"),
    "indented": (
        lambda levels: "\n".join(f"{' ' * level}a:" for level in range(levels)),
        "line 201, column 201",
    ),
    "in a member": (lambda levels: "- 1\n- a: " + "[" * levels, "line 2, column 204"),
}
"""Texts of so many levels, and where the first that is too deep begins."""


def limit(levels: int, parse: Any = yaml.parse) -> Any:
    """A parser that refuses more levels than these, in words of its own, as a version of the C parser may."""

    def parse_so_far(text: str, loader: Any) -> Iterator[yaml.Event]:
        depth = 0
        for event in parse(text, loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > levels and issubclass(loader, yaml.CSafeLoader):
                raise yaml.scanner.ScannerError(problem="too deep", problem_mark=event.start_mark)
            yield event

    return parse_so_far


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("levels", [None, 0, 199, 201])
def test_a_text_is_refused_where_it_is_nested_too_deep(
    monkeypatch: pytest.MonkeyPatch, shape: str, levels: int | None
) -> None:
    write, place = SHAPES[shape]
    if levels is not None:
        monkeypatch.setattr(yaml, "parse", limit(levels))
    with pytest.raises(SeedRefused) as refused:
        parse("seed.yaml", write(ENDLESS))
    assert (
        str(refused.value) == f"seed.yaml: {place}: cannot be read as YAML: more than 200 levels of nesting"
    )


@pytest.mark.parametrize("read", [read_yaml, read_json])
def test_a_text_may_be_as_deep_as_the_limit(read: Any) -> None:
    found = read("[" * DEEPEST + "]" * DEEPEST)
    for _ in range(DEEPEST - 1):
        (found,) = found
    assert found == []


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("[" * 201 + "]" * 201, 201),
        ('{"a":' * 201 + "1" + "}" * 201, 1001),
        ('["[[[", ' + "[" * 200 + "]" * 201, 208),
        ("[" * 100_000, 201),
    ],
    ids=["lists", "objects", "brackets in a string", "far too deep"],
)
def test_json_is_refused_where_it_is_nested_too_deep(text: str, column: int) -> None:
    with pytest.raises(SeedRefused) as refused:
        parse("seed.json", text)
    told = f"seed.json: line 1, column {column}: cannot be read as JSON: more than 200 levels of nesting"
    assert str(refused.value) == told


def test_aliases_count_for_the_levels_that_they_stand_for() -> None:
    deep, deeper = "[" * 150 + "1" + "]" * 150, "[" * 50 + "*a" + "]" * 50
    assert read_yaml(f"a: &a {deep}\nb: {deeper[1:-1]}")
    with pytest.raises(SeedRefused) as refused:
        parse("seed.yaml", f"a: &a {deep}\nb: {deeper}")
    told = "seed.yaml: line 2, column 54: cannot be read as YAML: more than 200 levels of nesting"
    assert str(refused.value) == told
