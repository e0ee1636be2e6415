"""The handles that do not await are those that do, without the waiting."""

import inspect
from pathlib import Path
from typing import Any

import pytest

from mockserver.client._async import (
    callbacks,
    clock,
    connection,
    data,
    faults,
    journal,
    passes,
    sandbox,
    server,
    snapshots,
)
from scripts.generate_sync import AWAITS, DOES_NOT, OURS, modules, write

MODULES = (callbacks, clock, connection, data, faults, journal, passes, sandbox, server, snapshots)


def test_they_are_made_from_those_that_await(tmp_path: Path) -> None:
    write(tmp_path)
    made = {file.name: file.read_text() for file in modules(tmp_path)}
    assert made == {file.name: file.read_text() for file in modules(DOES_NOT)}
    assert made.keys() == {file.name for file in modules(AWAITS)}


def test_every_class_that_awaits_has_a_name_without() -> None:
    classes = {
        name
        for module in MODULES
        for name, found in vars(module).items()
        if inspect.isclass(found) and found.__module__ == module.__name__
    }
    assert classes == set(OURS)


@pytest.mark.parametrize("module", MODULES)
def test_nothing_of_asyncio_is_left(module: Any) -> None:
    text = DOES_NOT.joinpath(Path(module.__file__).name).read_text()
    assert "async" not in text.lower()
    assert "await" not in text
