"""Reading seeds again while a server runs: when they change, or when it is asked to."""

import asyncio
import logging
from asyncio import AbstractEventLoop, Task
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from mockserver.sandbox.factory import fill
from mockserver.sandbox.registry import SandboxRegistry
from mockserver.seeds.files import SeedRefused, find_files, read_seeds
from mockserver.settings import Settings

DEBOUNCE, STEP = 200, 20
"""Milliseconds in which changes are taken for one, and after which a quiet folder ends them."""
LOOK = 1000
"""Milliseconds between two looks at folders that tell nothing, as some that containers share do."""

log = logging.getLogger("mockserver")


class Reloader:
    """Reads the seeds of a server again; made in its event loop.

    Seeds that cannot be used leave everything as it was, and are told of in the log.
    """

    def __init__(self, registry: SandboxRegistry, settings: Settings) -> None:
        self._registry = registry
        self._settings = settings
        self._loop: AbstractEventLoop = asyncio.get_running_loop()
        self._turn = asyncio.Lock()
        self._seen = _stamps(find_files(settings.seed))
        self._tasks: set[Task[None]] = set()

    def ask(self) -> None:
        """Have the seeds read again; a handler of signals may call this."""
        self._loop.call_soon_threadsafe(self._begin, self._reload)

    def watch(self) -> None:
        """Have the seeds read again whenever one of their files changes."""
        if not find_files(self._settings.seed):
            log.warning(
                "--watch has nothing to do: no file is a seed; expected --seed FILE or mockserver.yaml"
            )
            return
        self._begin(self._watch)

    def _begin(self, work: Callable[[], Any]) -> None:
        task = self._loop.create_task(work())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _watch(self) -> None:
        from watchfiles import awatch  # noqa: PLC0415 - a server that watches nothing does without

        files = find_files(self._settings.seed)
        # An editor may put a new file in place of the old one: the folder tells of that, the file does not.
        folders = {each if each.is_dir() else each.parent for each in files}
        changes = awatch(
            *folders,
            debounce=DEBOUNCE,
            step=STEP,
            rust_timeout=LOOK,
            yield_on_timeout=True,
            recursive=False,
        )
        async for _ in changes:
            found = _stamps(files)
            if found != self._seen:
                self._seen = found
                await self._reload()

    async def _reload(self) -> None:
        if self._settings.db is not None:
            log.warning("Seeds are not read again: %s has a world of its own", self._settings.db)
            return
        async with self._turn:
            try:
                files = await asyncio.to_thread(read_seeds, self._settings.seed)
                seed = fill(files, self._settings.policy)
            except SeedRefused as refused:
                for line in str(refused).split("\n"):
                    log.error("The seed stays as it was: %s", line)  # noqa: TRY400 - its trace says nothing more
                return
            followed = self._registry.reseed(seed)
        names = ", ".join(each.name for each in followed) or "none"
        log.info("The seeds were read again; sandboxes that begin anew: %s", names)


def _stamps(files: list[Path]) -> dict[Path, int]:
    """When each of some seeds, or of the seeds in folders, was last written."""
    stamps: dict[Path, int] = {}
    for file in files:
        for each in [file, *(file.iterdir() if file.is_dir() else [])]:
            with suppress(OSError):  # it may be gone by now
                stamps[each] = each.stat().st_mtime_ns
    return stamps
