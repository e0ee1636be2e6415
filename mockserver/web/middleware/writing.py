"""Writing an answer to the connection: the one place where one leaves."""

from starlette.types import Send

from mockserver import __version__
from mockserver.domain.headers import Header, join_headers, split_headers
from mockserver.web import connection
from mockserver.web.answer import Answer
from mockserver.web.context import RequestContext
from mockserver.web.diagnosis import diagnosis
from mockserver.web.evidence import evidence

VERSION = (b"x-mockserver-version", __version__.encode())


def told_headers(context: RequestContext) -> list[Header]:
    """What every answer tells of its request."""
    headers = [VERSION, (b"x-mockserver-request-id", context.request_id.encode())]
    if context.findings.noted:
        headers.append((b"x-mockserver-diagnosis", diagnosis(context.findings).encode()))
    if context.settings.evidence and context.route is not None:
        headers.append((b"x-mockserver-evidence", evidence(context).encode()))
    if context.applied:
        headers.append((b"preference-applied", context.applied.encode()))
    return headers


def head_of(answer: Answer, context: RequestContext) -> bytes:
    """All headers of an answer in one piece, as they are sent."""
    framing = ((b"content-type", answer.kind), (b"content-length", b"%d" % len(answer.body)))
    return join_headers([*framing, *answer.headers, *told_headers(context)])


async def write(answer: Answer, head: bytes, context: RequestContext, send: Send) -> None:
    """Send an answer; one that is to be cut or dropped ends with its connection.

    Raises:
        ConnectionDropped: the connection is to be closed, but there is none.
    """
    if answer.status is None or answer.is_lost:
        await connection.close(context.scope)
        return
    body = b"" if context.is_head else answer.body
    if answer.sent is None:
        await connection.write(context.scope, send, answer.status, head, body)
        return
    await send({"type": "http.response.start", "status": answer.status, "headers": split_headers(head)})
    await send({"type": "http.response.body", "body": body[: answer.sent], "more_body": True})
    await connection.close(context.scope)
    await send({"type": "http.response.body", "body": body[answer.sent :]})
