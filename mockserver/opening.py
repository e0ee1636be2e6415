"""How the default sandbox begins: from the seeds, in memory or in a file."""

import sqlite3
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
        if settings.reset or not database.is_ours(settings.db):
            _start_over(settings.db, settings, seeds, clock)
        elif settings.seed is not None or seeds is not None:
            raise DatabaseRefused(
                f"{settings.db}: exists and is opened as it is, without --seed; --reset starts it over from the seed"
            )
        connection = database.open_file(settings.db)
    return Sandbox(DEFAULT, connection, clock, settings.dials)


def _filled(settings: Settings, seeds: list[SeedFile] | None, clock: Clock) -> sqlite3.Connection:
    connection = database.open_memory()
    load(connection, clock, read_seeds(settings.seed) if seeds is None else seeds)
    return connection


def _start_over(file: Path, settings: Settings, seeds: list[SeedFile] | None, clock: Clock) -> None:
    """Seeds go into a file through memory, so that the file is never half filled."""
    database.is_ours(file)
    connection = _filled(settings, seeds, clock)
    database.save_file(connection, file)
    connection.close()
