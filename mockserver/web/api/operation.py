"""The route of a documented operation.

FastAPI reads the signature of an operation and describes it in the document, but does not run it: solving
dependencies would take longer than all the rest of a request (docs/DECISIONS.md), and would spread the one
order in which a request is judged over many places.
"""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, get_type_hints

from fastapi.responses import Response
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.types import Receive, Scope, Send

from mockserver.web import problems
from mockserver.web.api import auth, prefer
from mockserver.web.api.request import OperationRequest
from mockserver.web.api.schemas.requests import Body, PassQuery
from mockserver.web.api.validation import read_body, read_query

PAGES = {"Events": "events.txt", "Event Passes": "event-passes.txt"}
"""The documentation page of each of the vendor's groups of operations."""

Endpoint = Callable[..., Awaitable[BaseModel]]
Read = Callable[[OperationRequest], Awaitable[BaseModel]]


class Operation(APIRoute):
    """A route that judges a request, has it carried out and gives back a shape."""

    def __init__(self, path: str, endpoint: Endpoint, **documented: Any) -> None:
        super().__init__(path, endpoint, **documented)
        self.source = f"{PAGES[str(self.tags[0])]} § {self.summary}"
        self.carry_out = endpoint
        self.takes = _what_it_takes(endpoint)
        self.app = self.serve

    def names_in(self, path: str) -> dict[str, Any] | None:
        """What a path names, by parameter; None if it is not a path of this operation."""
        found = self.path_regex.match(path)
        if found is None:
            return None
        return {name: self.param_convertors[name].convert(text) for name, text in found.groupdict().items()}

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request. The order of judgement is the order of these lines."""
        request = OperationRequest(scope, receive)
        request.status = self.status_code or 200
        context = request.context
        context.begin(self.name, self.source)
        auth.authenticate(request)
        prefer.honour(request, context)
        context.findings.judge(auth.judge_revision(request))
        taken = {name: await read(request) for name, read in self.takes}
        answer = await self.carry_out(request, **taken)
        content = answer.model_dump_json(by_alias=True, exclude_unset=True)
        await Response(content, request.status, media_type=problems.JSON)(scope, receive, send)


def _what_it_takes(endpoint: Endpoint) -> list[tuple[str, Read]]:
    """Which parameters of an operation are read from its request, and how."""
    hints = {name: hint for name, hint in get_type_hints(endpoint).items() if name != "return"}
    bodies = [(name, partial(read_body, hint)) for name, hint in hints.items() if issubclass(hint, Body)]
    queries = [
        (name, partial(read_query, hint)) for name, hint in hints.items() if issubclass(hint, PassQuery)
    ]
    return [*bodies, *queries]
