"""Every error as the vendor's body: `{code, description, details}`. Assumed: A-1, A-2.

FastAPI's own shapes (`{"detail": …}`, 422, a text page) never leave this server.
"""

import logging
from collections.abc import Iterable
from typing import Any

from fastapi import Request, Response
from fastapi.routing import iter_route_contexts
from pydantic_core import to_json
from starlette.exceptions import HTTPException

from mockserver.domain.errors import ApiError, InternalError, MethodNotAllowed, NotFound
from mockserver.web import lost
from mockserver.web.answer import JSON, Answer
from mockserver.web.context import context_of
from mockserver.web.routing import OperationRouter, allowed_methods

Responses = dict[int | str, dict[str, Any]]
"""The answers of an operation, as its part of a document describes them, by status."""
# By reference: FastAPI would build a validator for each error of each route, which shows at every start.
PROBLEM = {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}}

log = logging.getLogger("mockserver")


def members(error: ApiError) -> dict[str, Any]:
    """What every body that tells of an error has."""
    return {"code": error.status, "description": error.description, "details": error.details}


def body_of(error: ApiError) -> bytes:
    """The body that tells of an error."""
    return to_json(members(error))


def answer(error: ApiError) -> Answer:
    """The answer that tells of an error."""
    headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in error.headers.items()]
    return Answer(error.status, body_of(error), headers)


def response(error: ApiError) -> Response:
    """The response that tells of an error, for the applications behind the middleware."""
    return Response(body_of(error), error.status, error.headers, JSON)


def unexpected(error: Exception) -> InternalError:
    """The error that stands for a fault of ours, which is logged with its trace."""
    log.error("A request failed unexpectedly", exc_info=error)
    return InternalError(f"{type(error).__name__} in the mock server itself; its log has the trace.")


def no_operation(method: str, path: str, allowed: list[str], operations: OperationRouter) -> ApiError:
    """The error of a request that no operation takes."""
    if allowed:
        return MethodNotAllowed(method, allowed)
    return NotFound(
        f"Nothing is served at {path}; {lost.hint(method, path, operations)}.", cause="path.unknown"
    )


def error_responses(sent: Iterable[type[ApiError]]) -> Responses:
    """How a document describes errors that are sent."""
    ordered = sorted(sent, key=lambda error: error.status)
    return {error.status: {"description": error.description, "content": PROBLEM} for error in ordered}


async def handle(_: Request, error: Exception) -> Response:
    """The response to an error of the vendor's table."""
    assert isinstance(error, ApiError)  # noqa: S101 - what this handler is registered for
    return response(error)


async def handle_routing(request: Request, error: Exception) -> Response:
    """The response to a path or a method that no route of an application takes."""
    assert isinstance(error, HTTPException)  # noqa: S101 - what this handler is registered for
    operations = context_of(request).server.operations
    return response(no_operation(request.method, request.url.path, _methods(request), operations))


def _methods(request: Request) -> list[str]:
    """Every method that a path takes."""
    methods: set[str] = set()
    path = request.url.path.removeprefix(request.scope.get("root_path", ""))
    for route in iter_route_contexts(request.app.routes):
        if route.methods and route.path_regex.match(path):
            methods |= route.methods
    return allowed_methods(methods)
