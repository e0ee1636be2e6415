"""Documents that are bad on purpose: small ones that unfold, deep ones, long numbers, and large ones."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.reliability.promises import MIB

DEEP = 50_000
DIGITS = 500_000
JSON, YAML = "application/json", "application/yaml"


@dataclass(frozen=True, slots=True)
class Document:
    """A bad document.

    Attributes:
        name: what is bad about it.
        content: makes its bytes.
        kind: its media type.
    """

    name: str
    content: Callable[[], bytes]
    kind: str = JSON


def _aliases(shape: str) -> bytes:
    """Ten levels, each nine times the one before."""
    levels = [f"a0: &a0 {shape}"] + [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(levels).encode()


DOCUMENTS = (
    Document("lists, 50,000 deep", lambda: b"[" * DEEP + b"]" * DEEP),
    Document("lists without end", lambda: b"[" * DEEP),
    Document("objects, 50,000 deep", lambda: b'{"a":' * DEEP + b"1" + b"}" * DEEP),
    Document("an integer of 500,000 digits", lambda: b'{"projects": [{"id": ' + b"9" * DIGITS + b"}]}"),
    Document("a number beyond any", lambda: b'{"projects": [{"id": 1e999999999}]}'),
    Document("no number", lambda: b'{"projects": [{"id": NaN}]}'),
    Document("half a character", lambda: b'{"fields": {"\\ud800": {"value": "x"}}}'),
    Document("no UTF-8", lambda: b'{"fields": {"\xff": 1}}'),
    Document("a name twice", lambda: b'{"fields": 1, "fields": 2}'),
    Document("no JSON", lambda: b"\x00\x1f\x8b" * 1000),
    Document("YAML aliases, nine to the tenth", lambda: _aliases("[x]"), YAML),
    Document("YAML aliases of a mapping", lambda: _aliases("{x: y}"), YAML),
    Document("an alias of itself", lambda: b"&a [*a]", YAML),
    Document("YAML lists, 50,000 deep", lambda: b"[" * DEEP + b"]" * DEEP, YAML),
    Document("YAML, nested by indents", lambda: b"\n".join(b" " * n + b"a:" for n in range(1000)), YAML),
    Document("YAML, an integer of 500,000 digits", lambda: b"projects: [{id: " + b"9" * DIGITS + b"}]", YAML),
    Document("an object of Python", lambda: b"!!python/object/apply:os.system ['true']", YAML),
    Document(
        "volumes that multiply",
        lambda: b"projects: [{id: 1, events: [{count: 10000000, passes: {count: 10000000}}]}]",
        YAML,
    ),
    Document("1 MiB of strings that are no events", lambda: b'{"projects": ["' + b'","' * 340_000 + b'"]}'),
)
"""Each is refused by the API, by the lab, and as a seed."""

TOO_LONG = 200 * MIB
