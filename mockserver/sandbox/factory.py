"""How worlds begin: from seeds, in memory or in a file."""

from contextlib import ExitStack, closing
from pathlib import Path

from mockserver.domain.clock import Clock
from mockserver.domain.policy import Policy
from mockserver.domain.protocol import DEFAULT_SANDBOX
from mockserver.sandbox.journal.journal import Journal
from mockserver.sandbox.sandbox import Sandbox
from mockserver.sandbox.snapshot import Snapshot
from mockserver.seeds.files import SeedFile, read_seeds
from mockserver.seeds.load import load
from mockserver.settings import Settings
from mockserver.store.database import Database
from mockserver.store.files import DatabaseRefused, find_version


def open_sandbox(settings: Settings, seeds: list[SeedFile] | None = None) -> Sandbox:
    """The default sandbox of a server, filled, and ready for requests.

    Args:
        settings: of the server.
        seeds: what to fill it with, instead of what the settings name.

    Raises:
        SeedRefused: a seed cannot be used.
        DatabaseRefused: the database file cannot be used, or a seed stands beside one that exists.
    """
    if settings.db is None:
        return Sandbox.begin(DEFAULT_SANDBOX, _seed(settings, seeds), _journal(settings))
    return _of_file(settings.db, settings, seeds)


def fill(files: list[SeedFile], policy: Policy) -> Snapshot:
    """The world that seeds describe.

    Raises:
        SeedRefused: a seed cannot be used.
    """
    clock = Clock()
    with ExitStack() as opened:
        database = opened.enter_context(closing(Database.open_memory()))
        load(database, clock, files)
        opened.pop_all()
    return Snapshot(database, clock.keep(), policy, tuple(file.name for file in files))


def _seed(settings: Settings, seeds: list[SeedFile] | None) -> Snapshot:
    return fill(read_seeds(settings.seed) if seeds is None else seeds, settings.policy)


def _of_file(file: Path, settings: Settings, seeds: list[SeedFile] | None) -> Sandbox:
    """Seeds go into a file through memory, so that the file is never half filled."""
    with ExitStack() as opened:
        if find_version(file) is None or settings.reset:
            seed = opened.enter_context(closing(_seed(settings, seeds)))
            seed.database.save(file)
            database = Database.open_file(file)
        else:
            database = opened.enter_context(closing(_existing(file, settings, seeds)))
            seed = Snapshot.take(database, Clock(), settings.policy, (str(file),))
        opened.pop_all()
    return Sandbox(DEFAULT_SANDBOX, database, seed, _journal(settings))


def _existing(file: Path, settings: Settings, seeds: list[SeedFile] | None) -> Database:
    if settings.seed is not None or seeds is not None:
        raise DatabaseRefused(
            f"{file}: exists and is opened as it is, without --seed; --reset starts it over from the seed"
        )
    return Database.open_file(file)


def _journal(settings: Settings) -> Journal:
    return Journal(settings.journal_entries, settings.journal_bytes)
