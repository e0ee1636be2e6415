"""A route of the admin API: how what came is read, and what is told of what is wrong with it.

FastAPI would read a body of any size and depth, take one that it cannot read for a path that does not exist,
and tell of faults in the words of its libraries.
"""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic_core import ErrorDetails

from mockserver.domain.errors import ERROR_STATUSES, InvalidRequest, UnsupportedMediaType
from mockserver.domain.messages import dotted, member_names, sentence
from mockserver.sandbox.broadcast import Kind
from mockserver.web.admin.bodies import read_content, read_document
from mockserver.web.context import context_of

JSON = "application/json"
ONLY_LOOK = frozenset(
    {
        "count_requests",
        "wait_for_requests",
        "wait_for_deliveries",
        "replay_request",
        "preview_faults",
        "validate_seed",
    }
)
"""Operations that change nothing, though they take a body; what a replay does is told as a request."""


class AdminRoute(APIRoute):
    """A route of the admin API."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """What serves a request, and raises an error of the vendor's table where it cannot."""
        serve = super().get_route_handler()

        async def read_and_serve(request: Request) -> Response:
            try:
                return await serve(request if self.body_field is None else await _read(request))
            except RequestValidationError as error:
                raise InvalidRequest(" ".join(map(self._sentence, error.errors()))) from error

        async def serve_and_tell(request: Request) -> Response:
            sandbox = context_of(request).sandbox
            was = None if sandbox is None else sandbox.clock.setting
            response = await read_and_serve(request)
            if sandbox is not None and response.status_code not in ERROR_STATUSES:
                sandbox.tell_change(self.name)
                if sandbox.clock.setting != was:
                    sandbox.broadcast.tell(Kind.CLOCK, sandbox.clock)
            return response

        changes = self.methods != {"GET"} and self.name not in ONLY_LOOK
        return serve_and_tell if changes else read_and_serve

    def _sentence(self, fault: ErrorDetails) -> str:
        """What is wrong, and where in the part of the request that the first step names."""
        part, *steps = fault["loc"]
        return sentence(dotted(steps) or f"The {part}", fault, self._names(str(part), steps[:-1]))

    def _names(self, part: str, owner: Sequence[str | int]) -> list[str]:
        """The names that may stand in a place of a request."""
        fields = self.dependant.query_params if part == "query" else [self.body_field]
        shapes = [field.field_info.annotation for field in fields if field is not None]
        return [name for shape in shapes for name in member_names(shape, owner)]


class _ReadRequest(Request):
    """A request whose body was read."""

    def __init__(self, request: Request, content: bytes, document: Any) -> None:
        super().__init__(request.scope, request.receive)
        self._content, self._document = content, document

    async def body(self) -> bytes:
        return self._content

    async def json(self) -> Any:
        return self._document


async def _read(request: Request) -> Request:
    content = await read_content(request)
    declared = request.headers.get("content-type", "")
    if content and declared.partition(";")[0].strip().lower() != JSON:
        raise UnsupportedMediaType(f"The header Content-Type is {declared!r}; expected {JSON}.")
    return _ReadRequest(request, content, await read_document(content) if content else None)
