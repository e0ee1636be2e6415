"""Putting an exchange into the journal of its sandbox."""

import asyncio
import time
from contextlib import suppress

from starlette.requests import ClientDisconnect

from mockserver.domain.errors import ApiError
from mockserver.sandbox.broadcast import Kind
from mockserver.sandbox.journal.entry import JournalEntry
from mockserver.sandbox.sandbox import Sandbox
from mockserver.web.answer import Answer
from mockserver.web.context import RequestContext

WITHOUT_BODY = frozenset({"GET", "HEAD"})
MOST_PUSHES = 100
"""Pushes of one request that are told one by one."""
PATIENCE, MOST_FETCHED = 0.05, 64 * 1024
"""How many seconds to wait for a body that the server had no need of, and how many bytes it may have."""


async def record(context: RequestContext, answer: Answer, head: bytes) -> None:
    """Keep a request and its answer. One that was refused before there was a sandbox leaves no trace."""
    sandbox = context.sandbox
    if sandbox is None or not sandbox.journal.is_on:
        return
    if not context.is_read and context.method not in WITHOUT_BODY:
        await _fetch_body(context)
    is_answered = answer.status is not None
    touched = context.touched
    entry = JournalEntry(
        context.request_id,
        context.at,
        (time.perf_counter_ns() - context.began) / 1e6,
        context.operation,
        context.sent_method,
        context.scheme,
        context.target,
        context.path,
        context.names.pass_group,
        _events(context),
        context.came_head,
        context.body,
        answer.status,
        head if is_answered else b"",
        answer.body if is_answered and not context.is_head else b"",
        tuple(context.findings.noted),
        context.fault,
        tuple(touched.events),
        touched.passes,
        touched.pushes,
        touched.changed,
        touched.keep_changes() if touched.changed else (),
    )
    sandbox.journal.add(entry)
    if sandbox.broadcast.listeners:
        _tell(sandbox, entry)


def _tell(sandbox: Sandbox, entry: JournalEntry) -> None:
    """Tell whoever listens of a request, and of the pushes that it made."""
    sandbox.broadcast.tell(Kind.REQUEST, entry)
    told = min(entry.pushed, MOST_PUSHES)
    for push in sandbox.store.latest_pushes(told) if told else ():
        sandbox.broadcast.tell(Kind.PUSH, push)
    sandbox.broadcast.miss(Kind.PUSH, entry.pushed - told)


def _events(context: RequestContext) -> tuple[int, ...]:
    """The ids of the events that a request is about. One that was carried out has touched what it names."""
    touched = context.touched.events
    if context.events is None and touched:
        return tuple(touched)
    try:
        return tuple(context.resolve_events() | touched)
    except ApiError:  # what failed the request fails this, too, and must not cost it its answer
        return tuple(touched)


async def _fetch_body(context: RequestContext) -> None:
    """The body of a request that was answered without it, if it is there already."""
    length = context.headers.get(b"content-length", b"")
    if not length.isdigit() or not 0 < int(length) <= MOST_FETCHED or b"expect" in context.headers:
        return
    with suppress(TimeoutError, ClientDisconnect):  # the answer is there, whatever else comes
        async with asyncio.timeout(PATIENCE):
            while not context.is_read:
                await context.read_more()
