"""File descriptors, of which every connection takes one."""

import logging
import sys
from functools import cache

MOST = 65_536
"""How many are enough, where the system would allow more."""

log = logging.getLogger("mockserver")

if sys.platform == "win32":

    def raise_limit() -> None:
        """Nothing is to be raised here."""

    def note(descriptor: int) -> None:
        """Nothing is known of a limit here."""

else:
    import resource

    def raise_limit() -> None:
        """Let this process open as many files as the system allows; the usual limit is a low one."""
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = MOST if hard == resource.RLIM_INFINITY else min(MOST, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))

    def note(descriptor: int) -> None:
        """Say so, once, if a new connection got the last descriptor: the event loop would be silent."""
        limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        if descriptor + 1 == limit:
            _tell_exhausted(limit)


@cache
def _tell_exhausted(limit: int) -> None:
    log.error("no more connections can be accepted: %d files are open; expected a higher ulimit -n", limit)
