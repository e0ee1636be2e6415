"""Prints every statement of the service, with its name: `python -m mockserver.store`."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from mockserver.store import statements

ORDERS = ("id", "created_at", "updated_at")


def listing() -> Iterator[tuple[str, str]]:
    """Every statement by its name in `statements`; one of several, with its key."""
    for name, value in vars(statements).items():
        if name.isupper():
            yield from _texts(name, value)
    for statuses, order, descending in product([None, ("installed",)], ORDERS, [False, True]):
        name = f"find_passes({statuses}, {order!r}, {descending})"
        yield name, statements.find_passes(statuses, order, descending)


def _texts(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield name, value
    if isinstance(value, dict | tuple):
        entries = value.items() if isinstance(value, dict) else enumerate(value)
        for key, each in entries:
            yield from _texts(f"{name}[{_name_of(key)}]", each)


def _name_of(key: Any) -> str:
    return ", ".join(map(_name_of, key)) if isinstance(key, tuple) else getattr(key, "__name__", str(key))


if __name__ == "__main__":
    for name, text in listing():
        print(f"-- {name}\n{text};\n")  # noqa: T201 - what this command is for
