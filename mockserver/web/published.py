"""The documentation's own examples, as data, from `fixtures/published`."""

import json
from collections.abc import Iterator
from typing import Any

from mockserver.seeds.files import fixtures

Example = dict[str, Any]


def read_examples() -> Iterator[tuple[str, Example]]:
    """Every example of the documentation with its name, in the order of their names."""
    for file in sorted((fixtures() / "published").glob("*.json")):
        yield file.stem, json.loads(file.read_text(encoding="utf-8"))


def answer_of(example: Example) -> Example:
    """What this server answers to an example: what is documented, with our departure from it."""
    documented: Example = example["response"]
    if "departure" not in example:
        return documented
    return documented | {"body": merge(documented["body"], example["departure"]["merge"])}


def merge(document: Any, patch: Any) -> Any:
    """A JSON merge patch applied to a document (RFC 7396)."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(document) if isinstance(document, dict) else {}
    for key, value in patch.items():
        merged[key] = merge(merged.get(key), value)
    return {key: value for key, value in merged.items() if patch.get(key, value) is not None}
