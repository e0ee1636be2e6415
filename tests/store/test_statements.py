"""The statements of the service: each is named, and SQLite takes it as it is printed."""

import re
import subprocess
import sys
from contextlib import closing

import pytest

from mockserver.store.__main__ import listing
from mockserver.store.database import Database

STATEMENTS = dict(listing())


def test_every_statement_has_a_name_of_its_own() -> None:
    assert len(STATEMENTS) == len(list(listing()))
    assert {"SUMMARIES", "FIND_EVENT[ById, ByExternalId]", "PUT[EventPass]", "DELETE_EVENT[0]"} <= set(
        STATEMENTS
    )


@pytest.mark.parametrize("name", STATEMENTS)
def test_sqlite_takes_every_statement(name: str) -> None:
    statement = STATEMENTS[name]
    names = re.findall(r":(\w+)", statement)
    nothing = dict.fromkeys(names) if names else [None] * statement.count("?")
    with closing(Database.open_memory()) as database:
        assert database.execute(f"EXPLAIN {statement}", nothing).fetchall()


def test_a_command_prints_them() -> None:
    command = [sys.executable, "-m", "mockserver.store"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "-- FIND_PASS\nSELECT event_pass.id, event_pass.external_id" in printed
