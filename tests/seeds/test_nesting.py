"""How deep a seed may be nested is our limit, whatever limit the parser beneath has, and whatever it says."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml

from mockserver.seeds.files import SeedRefused, parse
from mockserver.seeds.parsing import read_yaml

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
@pytest.mark.parametrize("levels", [None, 0, 20, 199, 201, 1000])
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


def test_a_text_may_be_as_deep_as_the_limit() -> None:
    found = read_yaml("[" * DEEPEST + "]" * DEEPEST)
    for _ in range(DEEPEST - 1):
        (found,) = found
    assert found == []
