"""Is the process alive, and may tests begin? Never authenticated, never logged."""

from fastapi import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from mockserver.domain.errors import ServiceUnavailable
from mockserver.web.context import context_of

LIVE, READY = "/livez", "/readyz"
PATHS = frozenset({LIVE, READY})


async def _live(_: Request) -> JSONResponse:
    return JSONResponse({"status": "alive"})


async def _ready(request: Request) -> JSONResponse:
    registry = context_of(request).server.sandboxes
    if registry is None:
        return JSONResponse({"status": "starting"}, ServiceUnavailable.status)
    failure = registry.default.database.retry()
    if failure is not None:
        return JSONResponse({"status": "failing", "details": failure}, ServiceUnavailable.status)
    return JSONResponse({"status": "ready"})


ROUTES = [Route(LIVE, _live), Route(READY, _ready)]
