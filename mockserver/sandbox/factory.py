"""How worlds begin: from seeds, in memory or in a file."""

from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

from pydantic_core import from_json, to_json

from mockserver.domain.clock import Clock, Setting
from mockserver.domain.policy import Policy
from mockserver.domain.protocol import DEFAULT_SANDBOX
from mockserver.domain.steps import Meter, Steps, do_at_once
from mockserver.sandbox.journal.journal import Journal
from mockserver.sandbox.journal.memory import JournalMemory
from mockserver.sandbox.sandbox import Sandbox
from mockserver.sandbox.snapshot import Snapshot
from mockserver.seeds.digest import digest
from mockserver.seeds.files import SeedFile, read_seeds
from mockserver.seeds.load import load_in_steps
from mockserver.seeds.profiles import read_profile
from mockserver.settings import Settings
from mockserver.store.database import Database
from mockserver.store.files import START_OVER, DatabaseRefused, alone, find_version


def open_sandbox(
    settings: Settings, seeds: list[SeedFile] | None = None, meter: Meter | None = None
) -> Sandbox:
    """The default sandbox of a server, filled, and ready for requests.

    Args:
        settings: of the server.
        seeds: what to fill it with, instead of what the settings name.
        meter: counts what is in already.

    Raises:
        SeedRefused: a seed cannot be used.
        DatabaseRefused: the database file cannot be used, or a seed stands beside one that exists.
    """
    if settings.db is not None:
        return _of_file(settings.db, settings, seeds, meter)
    seed = fill(_files(settings, seeds), policy_of(settings), meter)
    return Sandbox.begin(DEFAULT_SANDBOX, seed, _journal(settings))


def fill(files: list[SeedFile], policy: Policy, meter: Meter | None = None) -> Snapshot:
    """The world that seeds describe; a meter counts what is in already.

    Raises:
        SeedRefused: a seed cannot be used.
    """
    return do_at_once(fill_in_steps(files, policy, meter))


def fill_in_steps(files: list[SeedFile], policy: Policy, meter: Meter | None = None) -> Steps[Snapshot]:
    """The same, step by step."""
    clock = Clock()
    with ExitStack() as opened:
        database = opened.enter_context(closing(Database.open_memory()))
        yield from load_in_steps(database, clock, files, meter)
        opened.pop_all()
    return Snapshot(database, clock.keep(), follow(files, policy), tuple(file.name for file in files))


def follow(files: list[SeedFile], policy: Policy) -> Policy:
    """A policy with the profiles that seeds hold."""
    for file in files:
        if file.document.profile is not None:
            policy = policy.follow(file.document.profile.to_profile())
    return policy


def policy_of(settings: Settings) -> Policy:
    """How a server judges and reads, unless a seed, a sandbox or a request has it otherwise.

    Raises:
        SeedRefused: the profile cannot be used.
    """
    return (
        settings.policy
        if settings.profile is None
        else settings.policy.follow(read_profile(settings.profile))
    )


def _files(settings: Settings, seeds: list[SeedFile] | None) -> list[SeedFile]:
    return read_seeds(settings.seed) if seeds is None else seeds


def _of_file(file: Path, settings: Settings, seeds: list[SeedFile] | None, meter: Meter | None) -> Sandbox:
    """The world in a file, which is made first if need be."""
    with alone(file), ExitStack() as refused:
        if find_version(file) is None or settings.reset:
            seed = refused.enter_context(
                closing(_make_file(file, _files(settings, seeds), policy_of(settings), meter))
            )
            database = refused.enter_context(closing(Database.open_file(file)))
        else:
            database = refused.enter_context(closing(Database.open_file(file)))
            _refuse_another_seed(database, file, settings, seeds)
            seed = Snapshot.take(database, _noted_clock(database), policy_of(settings), (str(file),))
            refused.enter_context(closing(seed))
        sandbox = Sandbox(DEFAULT_SANDBOX, database, seed, _journal(settings))
        sandbox.clock.on_change = partial(_note_clock, database)
        refused.pop_all()
    return sandbox


def _make_file(file: Path, files: list[SeedFile], policy: Policy, meter: Meter | None) -> Snapshot:
    """Seeds go into a file through memory, so that it is never half filled."""
    with ExitStack() as refused:
        seed = refused.enter_context(closing(fill(files, policy, meter)))
        seed.database.note(seed=digest(files))
        _note_clock(seed.database, seed.clock.setting)
        seed.database.save(file)
        refused.pop_all()
    return seed


def _refuse_another_seed(
    database: Database, file: Path, settings: Settings, seeds: list[SeedFile] | None
) -> None:
    """What the environment names began the file once; what a caller names is what the caller wants now."""
    is_wanted = seeds is not None or settings.is_given("seed")
    if is_wanted and database.notes.get("seed") != digest(_files(settings, seeds)):
        raise DatabaseRefused(
            f"{file}: exists, from another seed, and is opened as it is, without --seed; {START_OVER}"
        )


def _note_clock(database: Database, setting: Setting) -> None:
    database.note(clock=to_json(setting).decode())


def _noted_clock(database: Database) -> Clock:
    clock = Clock()
    noted = database.notes.get("clock")
    if noted is not None:
        clock.set(from_json(noted))
    return clock


def _journal(settings: Settings) -> Journal:
    memory = JournalMemory(settings.journal_memory)
    return Journal(settings.journal_entries, settings.journal_bytes, memory)
