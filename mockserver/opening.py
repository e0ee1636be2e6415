"""How the default sandbox begins: from the seeds, in memory or in a file."""

import sqlite3
from contextlib import closing
from pathlib import Path

from mockserver.clock import Clock
from mockserver.sandbox import Sandbox
from mockserver.seeds.files import SeedFile, read_seeds
from mockserver.seeds.load import load
from mockserver.settings import Settings
from mockserver.store import database
from mockserver.store.database import DatabaseRefused

DEFAULT = "default"


def open_sandbox(settings: Settings, seeds: list[SeedFile] | None = None) -> Sandbox:
    """The sandbox of a server, filled, and ready for requests.

    Args:
        settings: of the server.
        seeds: what to fill it with, instead of what the settings name.

    Raises:
        SeedRefused: a seed cannot be used.
        DatabaseRefused: the database file cannot be used, or a seed stands beside one that exists.
    """
    clock = Clock()
    if settings.db is None:
        connection = _filled(settings, seeds, clock)
    else:
        connection = _of_file(settings.db, settings, seeds, clock)
    return Sandbox(DEFAULT, connection, clock, settings.dials)


def _of_file(
    file: Path, settings: Settings, seeds: list[SeedFile] | None, clock: Clock
) -> sqlite3.Connection:
    """Seeds go into a file through memory, so that the file is never half filled."""
    if database.find_version(file) is None or settings.reset:
        with closing(_filled(settings, seeds, clock)) as connection:
            database.save_file(connection, file)
    elif settings.seed is not None or seeds is not None:
        raise DatabaseRefused(
            f"{file}: exists and is opened as it is, without --seed; --reset starts it over from the seed"
        )
    return database.open_file(file)


def _filled(settings: Settings, seeds: list[SeedFile] | None, clock: Clock) -> sqlite3.Connection:
    connection = database.open_memory()
    try:
        load(connection, clock, read_seeds(settings.seed) if seeds is None else seeds)
    except BaseException:
        connection.close()
        raise
    return connection
