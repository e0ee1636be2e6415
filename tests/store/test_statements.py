"""The statements of the service: written from the tables, and taken by SQLite as they are."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from mockserver.store import statements
from mockserver.store.database import Database
from scripts import generate_sql


def texts(name: str, value: Any) -> Iterator[tuple[str, str]]:
    """Every statement by its name; one of several, with its key."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from texts(f"{name}[{key}]", each)
    elif type(value) is tuple:
        for index, each in enumerate(value):
            yield from texts(f"{name}[{index}]", each)


STATEMENTS = {
    named: text
    for name, value in vars(statements).items()
    if name.isupper() and name != "SCHEMA"
    for named, text in texts(name, value)
}


def test_the_committed_statements_are_current() -> None:
    assert generate_sql.FILE.read_text(encoding="utf-8") == generate_sql.text(), (
        "run: python -m scripts.generate_sql"
    )


@pytest.mark.parametrize("name", STATEMENTS)
def test_sqlite_takes_every_statement(name: str) -> None:
    statement = STATEMENTS[name]
    names = re.findall(r":(\w+)", statement)
    nothing = dict.fromkeys(names) if names else [None] * statement.count("?")
    with closing(Database.open_memory()) as database:
        assert database.execute(f"EXPLAIN {statement}", nothing).fetchall()


def test_a_server_is_imported_without_what_its_statements_are_made_with() -> None:
    code = "import sys, mockserver.server.foreground, mockserver.web.app; print('sqlalchemy' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
