"""Requests as they come."""

import time
from collections.abc import Iterator
from typing import Any

from mockserver.client._sync.connection import Connection
from mockserver.client.errors import Refused
from mockserver.client.types import Exchange
from mockserver.domain.errors import InvalidRequest

PAUSE = 0.25
"""Seconds between two looks into the journal."""


def follow(server: Connection, wanted: dict[str, Any], limit: int) -> Iterator[Exchange]:
    """Requests, the newest last: so many that are there, then each that comes. It does not end by itself.

    Args:
        server: whose journal it is.
        wanted: what they must have, as the server's query parameters.
        limit: how many of those that are there.
    """
    newest = server.get("requests", limit=1)["requests"]
    found = server.get("requests", **wanted, limit=limit)["requests"]
    yield from found
    last = _last(found) or _last(newest)
    while True:
        found = _after(server, wanted, last)
        yield from found
        last = _last(found) or last
        time.sleep(PAUSE)


def _last(found: list[Exchange]) -> str | None:
    return found[-1]["id"] if found else None


def _after(server: Connection, wanted: dict[str, Any], last: str | None) -> list[Exchange]:
    """What came after a request. If the journal has it no more, all that it has came after."""
    since = {} if last is None else {"since": last}
    try:
        found: list[Exchange] = server.get("requests", **wanted, **since)["requests"]
    except Refused as refused:
        if last is None or refused.status != InvalidRequest.status:
            raise
        found = server.get("requests", **wanted)["requests"]
    return found
