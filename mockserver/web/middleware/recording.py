"""Recording an exchange for the journal, as it passes. EmptyObject is copied or read before somebody asks."""

import asyncio
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from starlette.routing import Match
from starlette.types import Message, Receive, Scope

from mockserver.sandbox.journal.entry import JournalEntry, Sent
from mockserver.web.context import RequestContext

WITHOUT_BODY = frozenset({"GET", "HEAD"})
PATIENCE, MOST_FETCHED = 0.05, 64 * 1024
"""How many seconds to wait for a body that the server had no need of, and how many bytes it may have."""


class Recording:
    """One exchange. It hears what goes; what comes it hears standing in place of the server's `receive`.

    Args:
        context: the request's stay in its sandbox.
        scope: of the request, as it came.
        target: path and query, as they came.
        receive: the server's.
    """

    __slots__ = (
        "_at",
        "_began",
        "_came",
        "_context",
        "_headers",
        "_is_kept",
        "_method",
        "_receive",
        "_scope",
        "_status",
        "_target",
        "_went",
    )

    def __init__(self, context: RequestContext, scope: Scope, target: str, receive: Receive) -> None:
        self._context = context
        self._scope = scope
        self._method = scope["method"]
        self._target = target
        self._receive = receive
        self._began = time.perf_counter_ns()
        self._at = context.sandbox.clock.now()
        self._came: list[bytes] = []
        self._went: list[bytes] = []
        self._status: int | None = None
        self._headers: list[tuple[bytes, bytes]] = []
        self._is_kept = False

    @property
    def misses_body(self) -> bool:
        """Whether a body may have come that nobody has read."""
        return not self._came and self._method not in WITHOUT_BODY

    async def receive(self) -> Message:
        """What comes, noted."""
        message = await self._receive()
        if message["type"] == "http.request":
            self._came.append(message.get("body", b""))
        return message

    def hear(self, message: Message) -> None:
        """Note what goes. The entry is there before the caller has the last of the answer."""
        if message["type"] == "http.response.start":
            self._status, self._headers = message["status"], message["headers"]
        elif message["type"] == "http.response.body":
            self._went.append(message.get("body", b""))
            if not message.get("more_body", False):
                self.keep()

    def keep(self) -> None:
        """Put the exchange into the journal, once."""
        if self._is_kept:
            return
        self._is_kept = True
        context, scope = self._context, self._scope
        context.sandbox.journal.add(
            JournalEntry(
                id=context.request_id,
                at=self._at,
                milliseconds=(time.perf_counter_ns() - self._began) / 1e6,
                operation=context.operation,
                method=self._method,
                scheme=scope["scheme"],
                target=self._target,
                path=scope["path"],
                names=scope["path_params"] if "path_params" in scope else _names(scope),
                request=Sent(scope["headers"], b"".join(self._came)),
                status=self._status,
                response=Sent(self._headers, b"".join(self._went)),
                findings=context.findings.noted,
                fault=context.fault,
                touched=context.touched,
            )
        )

    async def fetch_body(self) -> None:
        """The body of a request that was answered without it, if it is there already."""
        headers = dict(self._scope["headers"])
        length = headers.get(b"content-length", b"")
        if not length.isdigit() or not 0 < int(length) <= MOST_FETCHED or b"expect" in headers:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while (await self.receive()).get("more_body", False):
                    pass


def _names(scope: Scope) -> Mapping[str, Any]:
    """What the path names, by parameter, though no route ran, because a fault was met before."""
    for route in scope["app"].routes:
        match, found = route.matches(scope)
        if match is Match.FULL:
            return dict(found["path_params"])
    return {}
