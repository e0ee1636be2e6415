"""The floor plan: who may import whom."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "mockserver"

FLOORS = [
    {"__main__"},
    {"cli"},
    {"commands"},
    {"errand"},
    {"foreground"},
    {"pytest_plugin", "containers"},
    {"server", "in_process"},
    {"aside"},
    {"app"},
    {"lab"},
    {"openapi"},
    {"health"},
    {"opening"},
    {"client"},
    {"seeds"},
    {"api"},
    {"visit"},
    {"sandbox"},
    {"rules"},
    {"store"},
    {"findings"},
    {"settings", "knobs"},
    {"refs", "errors", "clock", "dials"},
]
"""From the roof to the ground; a room imports from floors below it, and from itself."""
HEIGHT = {room: height for height, floor in enumerate(reversed(FLOORS)) for room in floor}
FORBIDDEN = {
    "rules": {"fastapi", "starlette", "sqlalchemy", "sqlmodel", "sqlite3"},
    "store": {"fastapi", "starlette"},
    "api": {"sqlalchemy", "sqlmodel", "sqlite3"},
}
"""Rules know neither HTTP nor SQL, shelves no HTTP, the front desk no SQL."""


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room_of(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            # `from mockserver import health` names a room, `from mockserver.api import events` a part of one
            yield from ([f"{node.module}.{alias.name}" for alias in node.names] if node.module else [])


@pytest.mark.parametrize("module", modules(), ids=lambda module: str(module.relative_to(PACKAGE)))
def test_a_room_imports_only_from_floors_below(module: Path) -> None:
    room = room_of(module)
    if room == "__init__":
        return
    for name in imports(module):
        package, _, rest = name.partition(".")
        other = rest.split(".")[0]
        if package == "mockserver" and other in HEIGHT and other != room:
            assert HEIGHT[other] < HEIGHT[room], f"{room} imports {name}"


@pytest.mark.parametrize("room", FORBIDDEN)
def test_a_room_does_not_speak_the_language_of_another(room: str) -> None:
    for module in modules():
        if room_of(module) == room:
            spoken = {name.split(".")[0] for name in imports(module)}
            assert not spoken & FORBIDDEN[room], module


def test_every_room_has_a_floor() -> None:
    assert {room_of(module) for module in modules()} - {"__init__"} == set(HEIGHT)


def test_wire_shapes_and_tables_never_meet() -> None:
    for module in PACKAGE.joinpath("api", "schemas").glob("*.py"):
        assert not [name for name in imports(module) if "tables" in name]
    for module in PACKAGE.joinpath("store").glob("*.py"):
        assert not [name for name in imports(module) if "schemas" in name]


def examples(tree: ast.AST) -> set[int]:
    """The numbers in dictionaries of a module: what its documents show is an example, not an answer."""
    shown = [node for node in ast.walk(tree) if isinstance(node, ast.Dict)]
    return {id(part) for each in shown for part in ast.walk(each)}


def test_only_the_error_table_writes_an_error_status() -> None:
    for module in modules():
        tree = ast.parse(module.read_text(encoding="utf-8"))
        shown = examples(tree) if "admin" in module.parts else set()
        for node in ast.walk(tree) if module.name != "errors.py" else ():
            if isinstance(node, ast.Constant) and type(node.value) is int and id(node) not in shown:
                assert not 400 <= node.value <= 599, f"{module}:{node.lineno}"
