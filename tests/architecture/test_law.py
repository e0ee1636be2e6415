"""The law of the code: who may import whom, which package knows which library, where a status is written."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import mockserver

PACKAGE = Path(__file__).parents[2] / "mockserver"

FLOORS: list[set[str]] = [
    {"cli", "testing"},
    {"verify"},
    {"server"},
    {"web"},
    {"sandbox", "client"},
    {"seeds"},
    {"services"},
    {"store"},
    {"settings", "guides"},
    {"domain"},
]
"""From the roof to the ground; a package imports from floors below its own, and from itself."""
HEIGHT = {package: height for height, floor in enumerate(reversed(FLOORS)) for package in floor}
DOORS = {"__init__", "__main__", "containers"}
"""Modules at the top that only hand on what is below them."""
COMING: set[str] = set()
"""Packages that have a floor before they have a file."""

CLIENT_KNOWS = {
    "mockserver.client",
    "mockserver.domain.protocol",
    "mockserver.domain.text",
    "mockserver.seeds.files",
}

SQL = {"sqlalchemy", "sqlmodel", "sqlite3"}
HTTP = {"fastapi", "starlette", "uvicorn"}
FORBIDDEN = {
    "domain": HTTP | SQL | {"httpx"},
    "services": HTTP | SQL | {"httpx"},
    "store": HTTP | {"httpx"},
    "seeds": SQL | HTTP,
    "sandbox": SQL | HTTP,
    "web": SQL,
    "client": HTTP | {"sqlalchemy"},
}
"""The libraries that a package does not know."""

WEB_FLOORS: list[set[str]] = [
    {"app"},
    {"admin", "explorer", "inspector"},
    {"middleware"},
    {"api"},
    {
        "answer",
        "connection",
        "context",
        "diagnosis",
        "evidence",
        "health",
        "lost",
        "metrics",
        "openapi",
        "problems",
    }
    | {"origins", "published", "redaction", "request_log", "routing", "state", "streaming", "turns"},
]
"""Likewise within `web`; those on the ground may import each other."""
WEB_HEIGHT = {part: height for height, floor in enumerate(reversed(WEB_FLOORS)) for part in floor}


def modules(*parts: str) -> list[Path]:
    """The modules of a package, which are some."""
    found = sorted(PACKAGE.joinpath(*parts).rglob("*.py"))
    assert found, f"mockserver/{'/'.join(parts)} has no module"
    return found


def package_of(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(module: Path) -> Iterator[str]:
    """Every name that a module imports, dotted: `from a import b` names a.b."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None, f"{module}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(module: Path) -> Iterator[list[str]]:
    """The parts of each name of ours that a module imports: `["web", "api", "events"]`."""
    for name in imports(module):
        top, *parts = name.split(".")
        if top == "mockserver" and parts[0] not in {*mockserver.__all__, *DOORS}:
            yield parts


def test_every_package_has_a_floor() -> None:
    assert {package_of(module) for module in modules()} | COMING == set(HEIGHT) | DOORS


@pytest.mark.parametrize("package", sorted(set(HEIGHT) - COMING))
def test_a_package_imports_only_from_floors_below(package: str) -> None:
    crossed = 0
    for module in modules(package) if (PACKAGE / package).is_dir() else [PACKAGE / f"{package}.py"]:
        for other, *rest in ours(module):
            if other != package:
                crossed += 1
                where = f"{module.relative_to(PACKAGE)} imports {'.'.join([other, *rest])}"
                assert HEIGHT[other] < HEIGHT[package], where
    assert crossed or package == "domain"


@pytest.mark.parametrize("package", FORBIDDEN)
def test_a_package_does_not_speak_the_language_of_another(package: str) -> None:
    for module in modules(package):
        spoken = {name.split(".")[0] for name in imports(module)}
        assert not spoken & FORBIDDEN[package], module


def test_only_the_store_knows_which_database_it_is() -> None:
    speaking = {
        package_of(module)
        for module in modules()
        if {name.split(".")[0] for name in imports(module)} & SQL
        or re.search("sqlite|postgres", module.read_text(encoding="utf-8"), re.IGNORECASE)
    }
    assert speaking == {"store"}


def test_the_client_knows_the_protocol_and_seed_files_alone() -> None:
    for module in modules("client"):
        for parts in ours(module):
            name = ".".join(["mockserver", *parts])
            assert any(name.startswith(known) for known in CLIENT_KNOWS), f"{module} imports {name}"


def web_part(parts: list[str]) -> str:
    return parts[1].removesuffix(".py")


def test_the_web_has_an_order_of_its_own() -> None:
    seen = set()
    for module in modules("web"):
        part = web_part(list(module.relative_to(PACKAGE).parts))
        if part == "__init__":
            continue
        seen.add(part)
        for parts in ours(module):
            if parts[0] != "web" or web_part(parts) == part or parts[:3] == ["web", "api", "schemas"]:
                continue
            assert WEB_HEIGHT[web_part(parts)] <= WEB_HEIGHT[part], f"{module} imports {'.'.join(parts)}"
            assert {part, web_part(parts)} != {"admin", "api"}, f"{module} imports {'.'.join(parts)}"
    assert seen | {"inspector"} == set(WEB_HEIGHT)


def test_wire_schemas_and_tables_never_meet() -> None:
    for module in modules("web", "api", "schemas"):
        assert not [name for name in imports(module) if "store" in name.split(".")]
    for module in modules("store"):
        assert not [name for name in imports(module) if "schemas" in name]


def subscripts(module: Path, name: str) -> list[int]:
    """The lines on which a module reads or writes a key of something of that name."""
    tree = ast.walk(ast.parse(module.read_text(encoding="utf-8")))
    return [
        node.lineno
        for node in tree
        if isinstance(node, ast.Subscript) and ast.unparse(node.value).rpartition(".")[2] == name
    ]


def test_only_the_context_and_the_middleware_touch_the_scope() -> None:
    touching = {
        module.relative_to(PACKAGE / "web").parts[0]
        for module in modules("web")
        if subscripts(module, "scope")
    }
    assert touching
    assert touching <= {"context.py", "middleware"}


def test_only_the_app_and_the_context_know_its_state() -> None:
    touching = {
        str(module.relative_to(PACKAGE))
        for module in modules()
        if "app.state" in module.read_text(encoding="utf-8")
    }
    assert touching
    assert touching <= {"web/app.py", "web/context.py"}


def examples(tree: ast.AST) -> set[int]:
    """The numbers in dictionaries of a module: what its documents show is an example, not an answer."""
    shown = [node for node in ast.walk(tree) if isinstance(node, ast.Dict)]
    return {id(part) for each in shown for part in ast.walk(each)}


def error_statuses(module: Path) -> list[int]:
    """The lines on which a module writes a number that is the status of an error."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    shown = examples(tree) if "admin" in module.parts else set()
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and type(node.value) is int and id(node) not in shown
        if 400 <= node.value <= 599
    ]


def test_only_the_error_table_writes_an_error_status() -> None:
    written = {str(module.relative_to(PACKAGE)) for module in modules() if error_statuses(module)}
    assert written == {"domain/errors.py"}


SUPPRESSION = re.compile(r"# (noqa\b|type: ignore)")
WITH_REASON = re.compile(r"# (noqa: [A-Z0-9, ]+ - |type: ignore\[[a-z, -]+\] # )\S")


def test_every_suppression_tells_its_reason() -> None:
    root = PACKAGE.parent
    checked = [
        file
        for folder in ("mockserver", "tests", "scripts", "benchmarks")
        for file in (root / folder).rglob("*.py")
    ]
    lines = [
        (file.relative_to(root), line)
        for file in checked
        for line in file.read_text(encoding="utf-8").splitlines()
        if SUPPRESSION.search(line) and "re.compile" not in line
    ]
    assert len(lines) > 10
    assert [each for each in lines if not WITH_REASON.search(each[1])] == []
