"""The applications behind the middleware: documents, health, the admin API."""

import re
from urllib.parse import unquote

from starlette.types import ASGIApp, Message, Receive, Send

from mockserver.web.context import CONTEXT, RequestContext
from mockserver.web.middleware.writing import told_headers


def _decode(path: str) -> str:
    """A path with its names decoded; a slash within a name stays as it is, so that it leads nowhere else."""
    return unquote(re.sub("%2f", "%252F", path, flags=re.IGNORECASE))


async def show_page(app: ASGIApp, context: RequestContext, receive: Receive, send: Send) -> int:
    """Have a request answered by an application; gives the status of its answer, 0 without one."""
    status = 0

    async def tell(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
            message = {**message, "headers": [*message["headers"], *told_headers(context)]}
        elif context.is_head:
            message = {**message, "body": b""}
        await send(message)

    scope = {
        **context.scope,
        CONTEXT: context,
        "method": context.method,
        "path": _decode(context.path),
        "raw_path": context.path.encode("latin-1"),
    }
    await app(scope, receive, tell)
    return status
