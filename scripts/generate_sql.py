"""`python -m scripts.generate_sql`: write the SQL of the service into `mockserver/store/statements.py`."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mockserver.store.model import pages, statements, tables

FILE = Path(__file__).parents[1] / "mockserver" / "store" / "statements.py"
HEAD = '''\
# Made by `python -m scripts.generate_sql`; do not edit.
# ruff: noqa: E501, S105 - SQL stands on one line, and a pass is no password
"""The SQL of the service, as the driver runs it. What it is made from: `mockserver/store/model`."""

from typing import Any

from mockserver.domain.refs import ByExternalId, ById
from mockserver.store.table import Table

'''


def text() -> str:
    """The module, as it should stand in the file."""
    lines = [f"{name}{_hint(value)} = {_literal(value)}\n" for name, value in _named()]
    written = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--quiet", "--stdin-filename", str(FILE), "-"],
        input=HEAD + "".join(lines),
        capture_output=True,
        text=True,
        check=True,
    )
    return written.stdout


def _named() -> Iterator[tuple[str, Any]]:
    """Every table, and every statement by its name."""
    for table in tables.Row.__subclasses__():
        yield _constant(table), table
    for name, value in (*vars(statements).items(), *vars(pages).items()):
        if name.isupper() and isinstance(value, str | dict | tuple) and _is_sql(value):
            yield name, value


def _is_sql(value: Any) -> bool:
    """Whether a constant is a statement, or statements by their keys."""
    if isinstance(value, dict | tuple):
        return all(map(_is_sql, value.values() if isinstance(value, dict) else value))
    return isinstance(value, str)


def _hint(value: Any) -> str:
    return ": dict[Any, str]" if isinstance(value, dict) else ""


def _literal(value: Any) -> str:
    if isinstance(value, dict):
        entries = (f"{_key(key)}: {_literal(each)}" for key, each in value.items())
        return f"{{{', '.join(entries)}}}"
    if isinstance(value, tuple):
        return f"({', '.join(map(_literal, value))},)"
    if isinstance(value, str):
        return repr(" ".join(value.split()))
    return f"Table({value.__tablename__!r}, {tuple(value.model_fields)!r})"


def _key(key: Any) -> str:
    """What tells one of several statements from the others: a table, a kind of name, or plain values."""
    if isinstance(key, type):
        return _constant(key) if issubclass(key, tables.Row) else key.__name__
    if isinstance(key, tuple):
        return f"({', '.join(map(_key, key))},)"
    return repr(str(key)) if isinstance(key, str) else repr(key)


def _constant(table: type[tables.Row]) -> str:
    return str(table.__tablename__).upper()


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
