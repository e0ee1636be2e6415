"""A request of the journal once more: carried out, or only judged by another policy."""

from collections.abc import Sequence
from dataclasses import fields
from itertools import product
from types import TracebackType
from typing import NamedTuple

from starlette.types import Message, Scope

from mockserver.domain.findings import Finding
from mockserver.domain.policy import Reading, Strictness
from mockserver.sandbox.journal.entry import JournalEntry
from mockserver.store.unit_of_work import UnitOfWork
from mockserver.web.connection import CLOSE
from mockserver.web.context import RequestContext
from mockserver.web.middleware.pipeline import Pipeline

FRAMING = (b"content-length", b"transfer-encoding")
"""Headers that tell of the connection that the request came over."""


class Judgement(NamedTuple):
    """What a request is answered under a policy, and what is found about it."""

    strictness: Strictness
    reading: Reading
    status: int
    findings: list[Finding]


class Undone(Exception):
    """Ends a unit of work of which nothing is to be kept."""


class _Trial(UnitOfWork):
    """A unit of work of which nothing is kept, however it ends."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        super().__exit__(kind, error or Undone(), trace)


class _TrialContext(RequestContext):
    """A request that changes nothing."""

    def work(self) -> UnitOfWork:
        """A unit of work of which nothing is kept. As none ever awaits, nobody sees what it writes."""
        work = self.enter().work(self.request_id, self.findings, self.touched, self.policy.turned)
        return _Trial(*(getattr(work, field.name) for field in fields(work)))


async def ask_again(pipeline: Pipeline, entry: JournalEntry, prefer: dict[str, str]) -> str:
    """Send a request once more, as if it came over a connection; gives the id that it has now.

    Args:
        pipeline: answers it.
        entry: the request.
        prefer: the preferences that it has now beside its own, by their names.
    """
    scope = _scope(entry, prefer)
    scope["extensions"] = {CLOSE: _nothing}
    context = pipeline.begin(scope, _Body(entry))
    try:
        await pipeline.serve(context, _forget)
    finally:
        context.leave()
    return context.request_id


async def judge_again(pipeline: Pipeline, entry: JournalEntry) -> list[Judgement]:
    """What every policy would answer to a request in the sandbox as it is now; nothing is changed."""
    found: list[Judgement] = []
    for strictness, reading in product(Strictness, Reading):
        scope = _scope(entry, {"strictness": strictness, "reading": reading}, left_out=(*FRAMING, b"prefer"))
        context = pipeline.begin(scope, _Body(entry), _TrialContext)
        try:
            answer = await pipeline.judge(context)
        finally:
            context.leave()
        found.append(Judgement(strictness, reading, answer.status or 0, context.findings.noted))
    return found


def _scope(entry: JournalEntry, prefer: dict[str, str], left_out: Sequence[bytes] = FRAMING) -> Scope:
    path, _, query = entry.target.partition("?")
    own = [each for each in entry.request.headers if each[0] not in left_out]
    asked = ", ".join(f"{name}={value}" for name, value in prefer.items())
    preferred = [(b"prefer", asked.encode())] if asked else []  # of two alike, the first counts
    return {
        "type": "http",
        "method": entry.method,
        "scheme": entry.scheme,
        "path": path,
        "raw_path": path.encode("latin-1"),
        "query_string": query.encode("latin-1"),
        "headers": [*preferred, *own, (b"content-length", b"%d" % len(entry.request.body))],
    }


class _Body:
    """Gives the body of a request, at once."""

    def __init__(self, entry: JournalEntry) -> None:
        self._body = entry.request.body

    async def __call__(self) -> Message:
        return {"type": "http.request", "body": self._body, "more_body": False}


async def _forget(_: Message) -> None:
    """An answer is in the journal; nobody waits for it."""


async def _nothing() -> None:
    """There is no connection to close."""
