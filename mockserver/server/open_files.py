"""File descriptors, of which every connection takes one."""

import asyncio
import errno
import logging
import sys
from typing import Any

MOST = 65_536
"""How many are enough, where the system would allow more."""
EXHAUSTED = (errno.EMFILE, errno.ENFILE)

log = logging.getLogger("mockserver")
_told: set[int] = set()


def raise_open_files() -> None:
    """Let this process have as many descriptors as the system allows; the usual limit is a low one."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST if hard == resource.RLIM_INFINITY else min(MOST, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def handle_loop_error(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Say once that connections cannot be accepted; a loop would say so for each."""
    error = context.get("exception")
    if not isinstance(error, OSError) or error.errno not in EXHAUSTED:
        loop.default_exception_handler(context)
    elif error.errno not in _told:
        _told.add(error.errno)
        log.error(
            "no more connections can be accepted: %s; expected a higher limit (ulimit -n)", error.strerror
        )
