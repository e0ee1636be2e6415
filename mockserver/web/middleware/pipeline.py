"""The one way of a request: where it belongs, its answer as a value, what is kept of it, and out.

    select the sandbox and the operation → faults → judge and carry out → CORS → journal → write → log

Nobody wraps anybody: each step is given the context or the answer, and gives back an answer.
"""

from functools import partial

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

from mockserver.domain.errors import ApiError, of_status
from mockserver.domain.protocol import INSPECTOR_PREFIX, OAUTH_PATH
from mockserver.web import connection, health, metrics, problems
from mockserver.web.answer import Answer
from mockserver.web.context import RequestContext
from mockserver.web.middleware.cors import Cors
from mockserver.web.middleware.faults import meet_faults
from mockserver.web.middleware.normalize import check_path, normalize_path, raw_path
from mockserver.web.middleware.pages import show_page
from mockserver.web.middleware.recording import record
from mockserver.web.middleware.sandbox_selector import select_sandbox
from mockserver.web.middleware.writing import head_of, write
from mockserver.web.origins import is_visit
from mockserver.web.request_log import log_request
from mockserver.web.state import ServerState

API = "/v1/"
"""Below it is the emulated API."""
UNLOGGED = health.PATHS | {metrics.PATH}
"""What is asked every few seconds."""


class Pipeline:
    """Answers every request of a server.

    Args:
        server: what the requests share.
        pages: answers whatever is not emulated.
    """

    def __init__(self, server: ServerState, pages: ASGIApp) -> None:
        self._server = server
        self._router = server.operations
        self._pages = pages
        self._cors = Cors(server.settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._pages(scope, receive, send)
            return
        context = self.begin(scope, receive)
        try:
            if _is_emulated(context.path) or connection.refusal(scope):
                await self.serve(context, send)
            else:
                await self._show(context, receive, send)
        finally:
            context.leave()

    async def _show(self, context: RequestContext, receive: Receive, send: Send) -> None:
        """Have an application behind the pipeline answer a request."""
        status = await show_page(self._pages, context, receive, send)
        if context.path not in UNLOGGED and not context.path.startswith(INSPECTOR_PREFIX):
            log_request(context, status)

    def begin(
        self, scope: Scope, receive: Receive, kind: type[RequestContext] = RequestContext
    ) -> RequestContext:
        """The context of a request. Whoever begins one has it leave."""
        raw = raw_path(scope)
        headers = dict(scope["headers"])
        place = select_sandbox(raw, headers)
        path = normalize_path(raw, place.base_path)
        return kind(self._server, scope, receive, headers=headers, place=place, path=path)

    async def judge(self, context: RequestContext) -> Answer:
        """The answer to a request that meets no fault and leaves no trace."""
        try:
            check_path(context.path)
            self._resolve(context)
        except ApiError as error:
            return problems.answer(error)
        return await self._carry_out(context)

    async def serve(self, context: RequestContext, send: Send) -> None:
        """Answer a request to the emulated API."""
        answer = Answer(None)
        try:
            answer = await self._answer(context)
        except ClientDisconnect:
            return
        finally:
            head = head_of(answer, context)
            await record(context, answer, head)
            metrics.count(context, answer.status or 0)
            log_request(context, answer.status or 0)
        await write(answer, head, context, send)

    async def _answer(self, context: RequestContext) -> Answer:
        """The answer to a request, whatever happens on the way to it."""
        refusal = connection.refusal(context.scope)
        if refusal is not None:
            return problems.answer(refusal)
        try:
            self._check_page(context)
            preflight = self._cors.preflight(context.method, context.headers)
            if preflight is not None:
                return preflight
            check_path(context.path)
            self._resolve(context)
            answer = await meet_faults(context, self._carry_out)
        except ApiError as error:
            answer = self._refuse(context, error)
        except ClientDisconnect:
            raise
        except Exception as error:  # noqa: BLE001 - the last place that can still answer in the vendor's shape
            answer = problems.answer(problems.unexpected(error))
        answer.headers += self._cors.headers(context.headers)
        return answer

    def _check_page(self, context: RequestContext) -> None:
        """Keep out a page that may not use the API, and leave no trace of it but a line in the log."""
        try:
            self._cors.check(context.headers, context.scheme, is_public=partial(self._is_public, context))
        except ApiError:
            context.leave()
            raise

    def _is_public(self, context: RequestContext) -> bool:
        """Whether somebody follows a link that is made to be followed, in a sandbox that is there."""
        if context.sandbox is None or not is_visit(context.sent_method, context.headers):
            return False
        found = self._router.resolve(context.method, context.path)
        return found is not None and found.operation.is_page

    def _resolve(self, context: RequestContext) -> None:
        """Find the operation of a request, and what its path names."""
        found = self._router.resolve(context.method, context.path)
        if found is not None:
            context.begin(found.operation, found.names)

    async def _carry_out(self, context: RequestContext) -> Answer:
        """The answer of the operation, or the error that stands for it."""
        try:
            if context.route is None:
                allowed = self._router.methods(context.path)
                raise problems.no_operation(context.method, context.path, allowed, self._router)
            return await context.route.answer(context)
        except ApiError as error:
            return self._refuse(context, error)

    def _refuse(self, context: RequestContext, error: ApiError) -> Answer:
        """The answer that tells of an error, with the status that the service was seen to have for it."""
        context.cause = error.cause
        seen = context.policy.profile.statuses.get(error.cause)
        if seen is not None:
            error = of_status(seen, error.details, error.headers, error.cause)
        return problems.answer(error)


def _is_emulated(path: str) -> bool:
    """Whether a path is one of the vendor's: below `/v1`, or where tokens are issued."""
    return path.startswith(API) or path in (API[:-1], OAUTH_PATH)
