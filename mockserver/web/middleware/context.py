"""The porch: every request comes in and goes out here. Pure ASGI.

It opens the context, tells the answer's reader about it in headers, and writes the one line of the log.
"""

import itertools
import secrets
import time
from functools import partial

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mockserver import __version__
from mockserver.domain.errors import ApiError
from mockserver.sandbox.registry import SandboxRegistry
from mockserver.web import health, problems
from mockserver.web.admin.lazy import PREFIX
from mockserver.web.context import RequestContext
from mockserver.web.middleware.recording import Recording
from mockserver.web.middleware.sandbox_selector import select_sandbox, strip_base_path
from mockserver.web.request_log import log_request

UNLOGGED = (health.LIVE, health.READY)
ADMIN = f"{PREFIX}/"
VERSION = (b"x-mockserver-version", __version__.encode())


class RequestContextMiddleware:
    """Wraps the whole application."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._prefix = secrets.token_hex(3)
        self._numbers = itertools.count(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See one request in and out."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter_ns()
        method, target = scope["method"], _target(scope)
        context = RequestContext(f"{self._prefix}-{next(self._numbers):06d}")
        answer = self.app
        try:
            _enter(scope, context)
        except ApiError as error:
            answer = problems.response(error)
        scope["mockserver.context"] = context
        recording = Recording(context, scope, target, receive) if context.keeps_journal else None
        if recording:
            receive = recording.receive
        status = 0

        async def tell(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": [*message["headers"], *_headers(context)]}
                if recording and recording.misses_body:
                    await recording.fetch_body()
            if recording:
                recording.hear(message)
            await send(message)

        try:
            await answer(scope, receive, tell)
        finally:
            if recording:
                recording.keep()
            if not target.startswith(UNLOGGED):
                log_request(context, method, target, status, (time.perf_counter_ns() - began) / 1e6)


def _enter(scope: Scope, context: RequestContext) -> None:
    """Find the sandbox that a request is in; before the lifespan there is none."""
    sandboxes: SandboxRegistry | None = scope["app"].state.sandboxes
    if sandboxes is None or scope["path"] in health.PATHS:
        return
    name, base = select_sandbox(scope)
    if base:
        strip_base_path(scope, base)
    if _is_for_the_lab(scope):
        context.enter_when_asked(partial(sandboxes.enter, name), base)
    else:
        context.enter(sandboxes.enter(name), base)


def _is_for_the_lab(scope: Scope) -> bool:
    return f"{scope['path']}/".startswith(ADMIN)


def _target(scope: Scope) -> str:
    path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
    query = scope["query_string"].decode("latin-1")
    return f"{path}?{query}" if query else str(path)


def _headers(context: RequestContext) -> list[tuple[bytes, bytes]]:
    headers = [VERSION, (b"x-mockserver-request-id", context.request_id.encode())]
    if context.findings.noted:
        headers.append((b"x-mockserver-diagnosis", context.diagnosis().encode()))
    if context.applied:
        headers.append((b"preference-applied", context.applied.encode()))
    return headers
