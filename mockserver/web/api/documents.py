"""Reading the JSON object that a request carries. Assumed: A-6."""

import json
from collections.abc import Iterator
from math import isfinite
from typing import Any

from pydantic_core import from_json, to_json

from mockserver.domain.errors import InvalidRequest, UnsupportedMediaType
from mockserver.domain.findings import Finding, Level
from mockserver.domain.text import abbreviate
from mockserver.web.context import RequestContext

Document = dict[str, Any]

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
PLAIN = b"application/json"
"""The content type of most requests, of which there is nothing to say."""
UTF8 = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
"""Names of UTF-8 and of what is always UTF-8 too."""
OTHERS = frozenset({"iso-8859-1", "iso-8859-15", "latin1", "windows-1252", "utf-16", "utf-16be", "utf-16le"})
"""Charsets that are understood where that is let pass; Python knows others that take very long."""


async def read_document(context: RequestContext) -> Document:
    """The JSON object that a request carries.

    Raises:
        ApiError: it is missing, too long, encoded, not declared as JSON, malformed, or no object.
    """
    content = await context.read_body(context.settings.max_body)
    if not content.strip():
        raise InvalidRequest("The request has no body; expected a JSON object.", cause="body.missing")
    _refuse_encoding(context)
    if context.headers.get(b"content-type") != PLAIN:
        context.findings.judge(_judge_type(context))
        content = _to_utf8(content, _charset(context))
    document = _parse(content)
    written = to_json(document)
    if b"Infinity" in written and not _is_finite(document):
        raise _malformed("holds a number that is too large")
    if _quoted(written) != _quoted(content):
        context.findings.judge(_judge_repeated(content, context.findings.source))
    return document


def _parse(content: bytes) -> Document:
    if content.startswith(BYTE_ORDER_MARK):
        raise _malformed("begins with a byte order mark")
    try:
        # Where there are many names, few are the same: to look each up in a cache takes half as long again.
        document = from_json(content, allow_inf_nan=False, cache_strings=False)
    except ValueError as error:
        raise _malformed(f"is not JSON: {error}") from error
    if not isinstance(document, dict):
        raise _malformed(f"is {abbreviate(document)}")
    return document


def _malformed(fault: str) -> InvalidRequest:
    return InvalidRequest(f"The request body {fault}; expected a JSON object.", cause="body.malformed")


def _refuse_encoding(context: RequestContext) -> None:
    """Bodies are read as they come; one that was compressed is told so, and not that it is no JSON."""
    if b"content-encoding" not in context.headers:
        return
    encoding = context.headers[b"content-encoding"].decode("latin-1")
    if encoding.strip().lower() not in {"", "identity"}:
        raise UnsupportedMediaType(
            f"The header Content-Encoding is {abbreviate(encoding)}; expected none, and a body as it is.",
            cause="body.encoding",
        )


def _judge_type(context: RequestContext) -> Iterator[Finding]:
    declared = context.header(b"content-type")
    if declared is None:
        message = "The header Content-Type is missing; expected application/json."
        level = Level.UNDOCUMENTED
    else:
        kind = declared.partition(";")[0].strip().lower()
        is_json = kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))
        if is_json and _charset(context) in UTF8:
            return
        message = f"The header Content-Type is {abbreviate(declared)}; expected application/json in UTF-8."
        level = Level.VIOLATION
    yield Finding(
        "body.type", level, "header Content-Type", message, context.findings.source, UnsupportedMediaType
    )


def _charset(context: RequestContext) -> str:
    """The charset that a body is declared to have, in lower case."""
    declared = context.header(b"content-type") or ""
    for parameter in declared.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip('"').lower()
    return "utf-8"


def _to_utf8(content: bytes, charset: str) -> bytes:
    """A body in UTF-8, whatever it was declared to be; who is strict has refused another charset before.

    Raises:
        InvalidRequest: it is not in the charset that it is declared to be in, or that is none.
    """
    if charset in UTF8:
        return content
    fault = f"The request body is declared to be {abbreviate(charset)}, and cannot be read as that"
    if charset not in OTHERS:
        raise InvalidRequest(f"{fault}; expected UTF-8.", cause="body.malformed")
    try:
        return content.decode(charset).encode()
    except ValueError as error:
        raise InvalidRequest(f"{fault}; expected UTF-8.", cause="body.malformed") from error


def _quoted(text: bytes) -> int:
    """How many strings stand in JSON, names included."""
    without_backslashes = text.replace(b"\\\\", b"")
    return (without_backslashes.count(b'"') - without_backslashes.count(b'\\"')) // 2


def _judge_repeated(content: bytes, source: str) -> Iterator[Finding]:
    """A name that stands twice in an object: JSON leaves open which one counts, and here it is the last."""
    repeated: dict[str, None] = {}

    def look(pairs: list[tuple[str, Any]]) -> None:
        if len(dict(pairs)) < len(pairs):
            seen: set[str] = set()
            for name, _ in pairs:
                if name in seen:
                    repeated[name] = None
                seen.add(name)

    json.loads(content, object_pairs_hook=look)
    for name in repeated:
        message = f"{abbreviate(name)} stands more than once in the same object; the last one counts."
        yield Finding("body.repeated", Level.UNDOCUMENTED, "", message, source)


def _is_finite(value: Any) -> bool:
    """Whether no number in a document is infinite, as `1e999` is once it is read."""
    if isinstance(value, float):
        return isfinite(value)
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    return all(map(_is_finite, value)) if isinstance(value, list) else True
