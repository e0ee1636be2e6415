"""Every error as the vendor's body: `{code, description, details}`. Assumed: A-1, A-2.

FastAPI's own shapes (`{"detail": …}`, 422, a text page) never leave this server.
"""

import logging
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.routing import iter_route_contexts
from pydantic_core import to_json
from starlette.exceptions import HTTPException

from mockserver.domain.errors import ApiError, InternalError, MethodNotAllowed, NotFound

JSON = "application/json; charset=utf-8"

log = logging.getLogger("mockserver")


def response(error: ApiError) -> Response:
    """The answer that tells of an error."""
    body = {"code": error.status, "description": error.description, "details": error.details}
    return Response(to_json(body), error.status, error.headers, JSON)


async def told(_: Request, error: Exception) -> Response:
    """The answer to an error of the vendor's table."""
    assert isinstance(error, ApiError)  # noqa: S101 - what this handler is registered for
    return response(error)


def unexpected(error: Exception) -> Response:
    """The answer to a request that met a fault of ours, which is logged with its trace."""
    log.error("A request failed unexpectedly", exc_info=error)
    return response(
        InternalError(f"{type(error).__name__} in the mock server itself; its log has the trace.")
    )


async def routing(request: Request, error: Exception) -> Response:
    """The answer to a path or a method that no route takes."""
    assert isinstance(error, HTTPException)  # noqa: S101 - what this handler is registered for
    path = request.scope["path"]
    allowed = methods_of(request.app, request.scope)
    if allowed:
        return response(MethodNotAllowed(request.scope["method"], allowed))
    return response(
        NotFound(
            f"EmptyObject is served at {path}; ids are integers, external ids are written id/{{externalId}}."
        )
    )


def methods_of(app: FastAPI, scope: Any) -> list[str]:
    """Every method that a path takes, HEAD with GET. Assumed: A-5."""
    methods: set[str] = set()
    path = scope["path"].removeprefix(scope.get("root_path", ""))
    for route in iter_route_contexts(app.routes):
        if route.methods and route.path_regex.match(path):
            methods |= route.methods
    return sorted(methods | ({"HEAD"} if "GET" in methods else set()))
