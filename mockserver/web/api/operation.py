"""The route of a documented operation.

FastAPI reads the signature of an operation and describes it in the document, but does not run it: solving
dependencies would take longer than all the rest of a request (docs/DECISIONS.md), and would spread the one
order in which a request is judged over many places.
"""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Annotated, Any, get_type_hints

from fastapi import Depends
from fastapi.routing import APIRoute
from pydantic import BaseModel

from mockserver.domain.policy import CLAIM
from mockserver.domain.tokens import OPENED_BY
from mockserver.web.answer import Answer
from mockserver.web.api import auth, prefer, undocumented
from mockserver.web.api.schemas import answers
from mockserver.web.api.schemas.requests import Body, PassQuery
from mockserver.web.api.validation import read_body, read_query
from mockserver.web.context import RequestContext

PAGES = {
    "Events": "events.txt",
    "Event Passes": "event-passes.txt",
    "Apple Passes Only": "apple-passes-only",
    "Callbacks": "callbacks",
    "Adaptive Links": "adaptive-links",
    "OAuth": "oauth",
}
"""The documentation page of each of the vendor's groups of operations."""

Endpoint = Callable[..., Awaitable[Mapping[str, Any] | Answer]]
Read = Callable[[RequestContext], Awaitable[BaseModel]]


def _never_solved() -> RequestContext:
    raise NotImplementedError("FastAPI describes operations, and does not run them")


Context = Annotated[RequestContext, Depends(_never_solved)]
"""The request, as an operation is given it."""


class Operation(APIRoute):
    """A route that judges a request, has it carried out and gives back an answer."""

    is_page = False

    def __init__(self, path: str, endpoint: Endpoint, **documented: Any) -> None:
        super().__init__(path, endpoint, **documented)
        group = str(self.tags[0])
        self.source = f"{PAGES[group]} § {self.summary}"
        self.opened_by = OPENED_BY.get(group, ())
        self.claims = tuple(CLAIM.findall(endpoint.__doc__ or ""))
        self.carry_out = endpoint
        hints = get_type_hints(endpoint)
        self.takes_query = any(map(_is_query, hints.values()))
        self.takes = _readers(hints)

    def judge(self, context: RequestContext) -> None:
        """Judge the head of a request. The order of judgement is the order of these lines.

        Raises:
            ApiError: the request is refused.
        """
        auth.authenticate(context, self.opened_by)
        prefer.honour(context)
        context.findings.judge(auth.judge_revision(context))
        self.judge_rest(context)

    def judge_rest(self, context: RequestContext) -> None:
        """Judge what a head says beyond the documentation.

        Raises:
            InvalidRequest: a strict server refuses it.
        """
        context.findings.judge(undocumented.of_head(context, takes_query=self.takes_query))

    async def answer(self, context: RequestContext) -> Answer:
        """The answer to a request.

        Raises:
            ApiError: the request is refused, or fails.
        """
        context.status = self.status_code or 200
        self.judge(context)
        taken = {name: await read(context) for name, read in self.takes}
        content = await self.carry_out(context, **taken)
        return content if isinstance(content, Answer) else Answer(context.status, answers.write(content))


def _readers(hints: dict[str, Any]) -> list[tuple[str, Read]]:
    """Which parameters of an operation are read from its request, and how."""
    bodies = [(name, partial(read_body, hint)) for name, hint in hints.items() if _is(Body, hint)]
    queries = [(name, partial(read_query, hint)) for name, hint in hints.items() if _is_query(hint)]
    return [*bodies, *queries]


def _is_query(hint: Any) -> bool:
    return _is(PassQuery, hint)


def _is(shape: type[BaseModel], hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, shape)
