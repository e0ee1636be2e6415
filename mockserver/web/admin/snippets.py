"""Requests of the journal as code that sends them again: httpx, fetch, pytest, and files of REST clients."""

import json
from base64 import b64encode
from collections.abc import Callable
from typing import NamedTuple

from mockserver.sandbox.journal.entry import JournalEntry
from mockserver.web.admin.export import PAIR, body_without_secrets, sent_headers
from mockserver.web.redaction import without_keys


class Snippet(NamedTuple):
    """What code has to send. Credentials are not told; a pair stands for those of Basic."""

    entry: JournalEntry
    headers: dict[str, str]
    is_basic: bool
    body: bytes

    @classmethod
    def of(cls, entry: JournalEntry, sandbox: str) -> "Snippet":
        """What sends a request again to the same sandbox."""
        headers, is_basic = sent_headers(entry, sandbox)
        return cls(entry, headers, is_basic, body_without_secrets(entry.request))

    @property
    def url(self) -> str:
        """The address that was asked."""
        return without_keys(self.entry.url)

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode(errors="replace")

    @property
    def all_headers(self) -> dict[str, str]:
        """The headers, and the pair as one."""
        basic = {"authorization": f"Basic {b64encode(PAIR.encode()).decode()}"} if self.is_basic else {}
        return self.headers | basic


def _call(snippet: Snippet) -> str:
    given = [repr(snippet.entry.method), repr(snippet.url), f"headers={snippet.headers!r}"]
    if snippet.is_basic:
        given.append(f"auth={tuple(PAIR.split(':'))!r}")
    if snippet.body:
        given.append(f"content={snippet.body!r}")
    return f"httpx.request({', '.join(given)})"


def _httpx(snippet: Snippet) -> str:
    return f"import httpx\n\n{_call(snippet)}\n"


def _pytest(snippet: Snippet) -> str:
    name = snippet.entry.id.replace("-", "_")
    return (
        f"import httpx\n\n\ndef test_request_{name}() -> None:\n    answer = {_call(snippet)}\n"
        f"    assert answer.status_code == {snippet.entry.status}\n"
    )


def _fetch(snippet: Snippet) -> str:
    given = {"method": snippet.entry.method, "headers": snippet.all_headers}
    body = {"body": snippet.text} if snippet.body else {}
    return f"await fetch({json.dumps(snippet.url)}, {json.dumps(given | body, indent=2)});\n"


def _http(snippet: Snippet) -> str:
    lines = [f"{name}: {value}" for name, value in snippet.all_headers.items()]
    head = "\n".join([f"### {snippet.entry.id}", f"{snippet.entry.method} {snippet.url}", *lines])
    return f"{head}\n\n{snippet.text}\n"


WRITERS: dict[str, Callable[[Snippet], str]] = {
    "httpx": _httpx,
    "fetch": _fetch,
    "pytest": _pytest,
    "http": _http,
}
"""What writes a request, by the name of the format."""
