"""Carrying out fault plans. Pure ASGI, between transport and the routes."""

from asyncio import sleep
from collections.abc import Awaitable

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mockserver.domain import errors
from mockserver.sandbox.faults.plan import Receipt
from mockserver.web import connection, problems
from mockserver.web.calls import identify, read_ahead
from mockserver.web.context import RequestContext
from mockserver.web.middleware.normalize import BASE_PATH

NO_JSON = '{"eventId": '
"""The body of a malformed answer."""


class Faults:
    """Lets calls of the emulated API go wrong as the plans of their sandbox say."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Answer one request."""
        if scope["type"] == "http" and scope["path"].startswith(BASE_PATH):
            context: RequestContext = scope["mockserver.context"]
            if context.may_fail:
                return self._judge(context, scope, receive, send)
        return self.app(scope, receive, send)

    async def _judge(self, context: RequestContext, scope: Scope, receive: Receive, send: Send) -> None:
        """Find out what is to go wrong with a request, and let it."""
        body, receive = await read_ahead(receive, scope["app"].state.settings.max_body)
        sandbox = context.sandbox
        receipt = sandbox.faults.take(identify(scope, body), context.request_id, sandbox.clock.now())
        if receipt is None:
            await self.app(scope, receive, send)
            return
        context.fault = str(receipt)
        if receipt.step.delay_ms is not None:
            await sleep(receipt.step.delay_ms / 1000)
        await self._fail(receipt, scope, receive, send)

    async def _fail(self, receipt: Receipt, scope: Scope, receive: Receive, send: Send) -> None:
        step = receipt.step
        if step.status is not None or step.malformed:
            await _answer(receipt)(scope, receive, send)
        elif step.drop == "before":
            await connection.close(scope)
        elif step.drop == "after":
            answer = await self._hear(scope, receive)
            await connection.close(scope)
            await _say(answer, send)
        elif step.truncate is not None:
            said, unsaid = _cut(await self._hear(scope, receive), step.truncate)
            await _say(said, send)
            await connection.close(scope)
            await _say(unsaid, send)
        else:
            await self.app(scope, receive, send)

    async def _hear(self, scope: Scope, receive: Receive) -> list[Message]:
        """What the application answers; by then, what it wrote is kept."""
        heard: list[Message] = []

        async def hear(message: Message) -> None:
            heard.append(message)

        await self.app(scope, receive, hear)
        return heard


def _answer(receipt: Receipt) -> Response:
    """The answer that is given in place of the true one."""
    step = receipt.step
    if step.status is None:
        return Response(NO_JSON, media_type=problems.JSON)
    details = step.details or f"The fault plan {receipt.plan} asks for this."
    answer = problems.response(errors.of_status(step.status, details))
    headers = MutableHeaders(raw=answer.raw_headers)
    headers.update(step.headers or {})
    if step.retry_after is not None:
        headers["Retry-After"] = str(step.retry_after)
    return answer


async def _say(messages: list[Message], send: Send) -> None:
    for message in messages:
        await send(message)


def _cut(answer: list[Message], size: int) -> tuple[list[Message], list[Message]]:
    """An answer up to so many bytes of its body, and the rest of it."""
    start, *parts = answer
    body = b"".join(part.get("body", b"") for part in parts)
    said = {"type": "http.response.body", "body": body[:size], "more_body": True}
    return [start, said], [{"type": "http.response.body", "body": body[size:]}]
