"""Says things to an application that an HTTP client would mend, or refuse, on the way."""

from collections.abc import Iterable
from urllib.parse import unquote_to_bytes

import httpx
from starlette.types import Message

from tests import conformance
from tests.world import Api

Headers = list[tuple[bytes, bytes]]

JSON: Headers = [(b"content-type", b"application/json")]
USUAL: Headers = [
    (b"host", b"mock.test"),
    (b"authorization", b"Basic a2V5OnNlY3JldA=="),
    (b"api-revision", b"1.2"),
]
"""The headers of every request here, as `tests.world.Api` sends them too."""


def encoded(name: str) -> str:
    """A name with every byte of it percent-encoded, so that no client mistakes a dot or a slash in it."""
    return "".join(f"%{byte:02X}" for byte in name.encode())


def send(
    api: Api, method: str, target: bytes, headers: Iterable[tuple[bytes, bytes]] = (), body: bytes = b""
) -> httpx.Response:
    """Send a request to a target byte for byte; `headers` stand beside, or instead of, the usual ones."""
    own = list(headers)
    named = {name for name, _ in own}
    path, _, query = target.partition(b"?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote_to_bytes(path).decode("utf-8", "replace"),
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": [header for header in USUAL if header[0] not in named] + own,
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 80),
    }
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def tell(message: Message) -> None:
        said.append(message)

    async def call() -> None:
        await api.app(scope, receive, tell)

    api._run(call())
    start, *rest = said
    content = b"".join(message.get("body", b"") for message in rest)
    answer = httpx.Response(start["status"], headers=start["headers"], content=content)
    conformance.check(method, target, body, answer)
    return answer
