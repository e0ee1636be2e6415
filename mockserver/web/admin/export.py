"""The journal in the languages of other tools: HAR 1.2, and command lines of curl."""

import shlex
from base64 import b64encode
from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from mockserver import __version__
from mockserver.domain.clock import to_milliseconds
from mockserver.domain.protocol import DEFAULT_SANDBOX, SANDBOX_HEADER, SANDBOX_PATH
from mockserver.sandbox.journal.entry import JournalEntry, Sent
from mockserver.web.redaction import REDACTED, without_body_secrets, without_keys, without_secrets

VERSION = "HTTP/1.1"
CURL = "curl -sS --globoff --path-as-is"
PAIR = "key:secret"
"""Stands in command lines for the credentials, which are not told."""
WRITTEN_BY_CURL = frozenset({"host", "content-length", "transfer-encoding", "connection", "accept-encoding"})
LONGEST_ARGUMENT = 100_000
"""Bytes of a body that are safe in an argument; Linux takes 128 KiB."""


def har(entries: Iterable[JournalEntry]) -> dict[str, Any]:
    """Requests as a HAR document, without credentials. Source: the HAR 1.2 specification.

    The list of them is an iterator, for whoever writes it.
    """
    creator = {"name": "mockserver", "version": __version__}
    return {"log": {"version": "1.2", "creator": creator, "entries": map(_exchange, entries)}}


def curl(entries: Iterable[JournalEntry], sandbox: str) -> Iterator[str]:
    """Requests as command lines, each of which sends one of them again to the same sandbox."""
    return (f"{_command(entry, sandbox)}\n" for entry in entries)


def _exchange(entry: JournalEntry) -> dict[str, Any]:
    return {
        "startedDateTime": to_milliseconds(entry.at),
        "time": entry.milliseconds,
        "request": _request(entry),
        "response": _response(entry),
        "cache": {},
        "timings": {"send": 0, "wait": entry.milliseconds, "receive": 0},
        "_resourceType": "fetch",  # network panels take JSON for scripts if they are not told
        "comment": " ".join(filter(None, (entry.id, entry.operation, entry.fault))),
    }


def _request(entry: JournalEntry) -> dict[str, Any]:
    url = without_keys(entry.url)
    query = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    request = _message(entry.request) | {
        "method": entry.method,
        "url": url,
        "queryString": [{"name": name, "value": value} for name, value in query],
    }
    if entry.request.body:
        kind = entry.request.header("content-type")
        request["postData"] = {
            "mimeType": kind,
            "text": body_without_secrets(entry.request).decode(errors="replace"),
        }
    return request


def _response(entry: JournalEntry) -> dict[str, Any]:
    """The answer; one that was never sent has the status 0, as browsers write it."""
    status = entry.status or 0
    return _message(entry.response) | {
        "status": status,
        "statusText": HTTPStatus(status).phrase if status in set(HTTPStatus) else "",
        "content": _content(entry.response.header("content-type"), body_without_secrets(entry.response)),
        "redirectURL": entry.response.header("location"),
    }


def _message(sent: Sent) -> dict[str, Any]:
    headers = without_secrets(sent.texts())
    return {
        "httpVersion": VERSION,
        "cookies": [],
        "headers": [{"name": name, "value": value} for name, value in headers.items()],
        "headersSize": -1,
        "bodySize": len(sent.body),
    }


def _content(kind: str, body: bytes) -> dict[str, Any]:
    content = {"size": len(body), "mimeType": kind or "x-unknown"}
    try:
        return content | {"text": body.decode()}
    except UnicodeDecodeError:
        return content | {"text": b64encode(body).decode(), "encoding": "base64"}


def _command(entry: JournalEntry, sandbox: str) -> str:
    body, before = _body(body_without_secrets(entry.request))
    method = ["--head"] if entry.method == "HEAD" else ["-X", entry.method]
    options = [*method, without_keys(entry.url), *_headers(entry, sandbox), *body]
    return f"{before}{CURL} {shlex.join(options)}"


def _headers(entry: JournalEntry, sandbox: str) -> list[str]:
    told, is_basic = sent_headers(entry, sandbox)
    options = ["-u", PAIR] if is_basic else []
    lines = [f"{name}: {value}" if value else f"{name};" for name, value in told.items()]
    if entry.request.body and "content-type" not in told:
        lines.append("content-type:")
    return [*options, *(part for line in lines for part in ("-H", line))]


def sent_headers(entry: JournalEntry, sandbox: str) -> tuple[dict[str, str], bool]:
    """The headers that send a request again to the same sandbox, and whether it had a Basic pair."""
    sent = entry.request.texts()
    told = {name: value for name, value in without_secrets(sent).items() if name not in WRITTEN_BY_CURL}
    told = {name: value for name, value in told.items() if value != REDACTED}
    named = SANDBOX_HEADER.lower()
    if sandbox != DEFAULT_SANDBOX and named not in told and not entry.target.startswith(SANDBOX_PATH):
        told[named] = sandbox
    return told, sent.get("authorization", "").lower().startswith("basic ")


def body_without_secrets(sent: Sent) -> bytes:
    """A body, without credentials."""
    return without_body_secrets(sent.header("content-type"), sent.body)


def _body(body: bytes) -> tuple[list[str], str]:
    """The options that send a body, and what has to be piped into them if no argument can hold it."""
    if not body:
        return [], ""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        text = "\0"
    if "\0" not in text and len(body) <= LONGEST_ARGUMENT:
        return ["--data-raw", text], ""
    octal = "".join(f"\\{byte:03o}" for byte in body)
    return ["--data-binary", "@-"], f"printf {shlex.quote(octal)} | "
