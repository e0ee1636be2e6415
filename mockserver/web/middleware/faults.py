"""Carrying out fault plans: the answer of a call is delayed, replaced, cut or dropped as a plan says."""

from asyncio import sleep
from collections.abc import Awaitable, Callable

from mockserver.domain import errors
from mockserver.sandbox.broadcast import Kind
from mockserver.sandbox.faults.plan import Receipt
from mockserver.sandbox.matching import Call
from mockserver.sandbox.sandbox import Sandbox
from mockserver.web import problems
from mockserver.web.answer import Answer
from mockserver.web.context import RequestContext

NO_JSON = b'{"eventId": '
"""The body of a malformed answer."""

Proceed = Callable[[RequestContext], Awaitable[Answer]]


async def meet_faults(context: RequestContext, proceed: Proceed) -> Answer:
    """The answer of a call, after whatever goes wrong with it on purpose.

    Args:
        context: the request.
        proceed: carries it out.
    """
    sandbox = context.sandbox
    if sandbox is None or not sandbox.faults.are_active:
        return await proceed(context)
    receipt = await _take(context, sandbox)
    if receipt is None:
        return await proceed(context)
    context.fault = str(receipt)
    sandbox.broadcast.tell(Kind.FAULT, sandbox.faults.get(receipt.plan))
    if receipt.step.delay_ms is not None:
        await sleep(receipt.step.delay_ms / 1000)
    return await _fail(context, receipt, proceed)


async def _take(context: RequestContext, sandbox: Sandbox) -> Receipt | None:
    """The next step that a plan has for a call."""
    await context.read_ahead(context.settings.max_body)
    came = context.came
    call = Call(
        operation=context.operation,
        method=context.sent_method,
        path=context.path,
        events=context.resolve_events(),
        pass_group=context.names.pass_group,
        headers=came.texts(),
        body=came.read_body(),
    )
    return sandbox.faults.take(call, context.request_id, sandbox.clock.now())


async def _fail(context: RequestContext, receipt: Receipt, proceed: Proceed) -> Answer:
    step = receipt.step
    if step.status is not None:
        return _error(receipt)
    if step.malformed:
        return Answer(200, NO_JSON)
    if step.drop == "before":
        return Answer(None)
    answer = await proceed(context)
    answer.is_lost = step.drop == "after"
    answer.sent = step.truncate
    return answer


def _error(receipt: Receipt) -> Answer:
    """The error that is answered in place of the true answer."""
    step = receipt.step
    assert step.status is not None  # noqa: S101 - as its caller looked
    details = step.details or f"The fault plan {receipt.plan} asks for this."
    headers = dict(step.headers or {})
    if step.retry_after is not None:
        headers["Retry-After"] = str(step.retry_after)
    answer = problems.answer(errors.of_status(step.status, details, headers))
    kinds = [value for name, value in answer.headers if name == b"content-type"]
    if kinds:
        answer.kind = kinds[-1]
        answer.headers = [each for each in answer.headers if each[0] != b"content-type"]
    return answer
