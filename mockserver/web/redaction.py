"""Credentials, which neither the log nor the journal repeats."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_plus

from pydantic_core import from_json, to_json

SECRETS = re.compile(
    r"authorization|cookie|passw(or)?d|secret|token|credential|signature|assertion|(^|[-_.])(pwd|auth)($|[-_.])"
    r"|(api|access|private|client|session)[-_.]?key",
    re.IGNORECASE,
)
"""Part of the name of whatever carries credentials: headers, parameters, members of forms."""
REDACTED = "redacted"
FORM = "application/x-www-form-urlencoded"
HEADERS, ACCESS_TOKEN = "headers", "access_token"
JSON_MARKS = tuple(f'"{name}"'.encode() for name in (HEADERS, ACCESS_TOKEN))
"""Without one of these in it, JSON has no credentials: it need not be read to know that."""


def is_secret(name: str) -> bool:
    """Whether what has this name carries credentials.

    >>> is_secret("X-API-Key"), is_secret("x-keyword")
    (True, False)
    """
    return SECRETS.search(name) is not None


def without_keys(target: str) -> str:
    """A path, or a whole URL, without the values of the parameters that carry credentials.

    >>> without_keys("/v1/nowhere?api_key=abc&page=2")
    '/v1/nowhere?api_key=redacted&page=2'
    """
    path, mark, query = target.partition("?")
    return path + mark + without_form_secrets(query) if query else target


def without_form_secrets(form: str) -> str:
    """A query, or the body of a form, without the values of the members that carry credentials."""
    return "&".join(_blotted(*member.partition("=")) for member in form.split("&"))


def without_body_secrets(kind: str, body: bytes) -> bytes:
    """A body without credentials: in a form there may be some, and in JSON a token, or headers to send.

    Args:
        kind: the content type.
        body: as it came or went.
    """
    if kind.lower().startswith(FORM):
        return without_form_secrets(body.decode("latin-1")).encode("latin-1")
    return _without_json_secrets(body) if any(mark in body for mark in JSON_MARKS) else body


def _without_json_secrets(body: bytes) -> bytes:
    try:
        document = from_json(body)
    except ValueError:
        return body
    if not isinstance(document, dict):
        return body
    if ACCESS_TOKEN in document:
        document[ACCESS_TOKEN] = REDACTED
    if isinstance(document.get(HEADERS), dict):
        document[HEADERS] = without_secrets(document[HEADERS])
    return to_json(document)


def without_secrets(headers: Mapping[str, Any]) -> dict[str, Any]:
    """Headers without the values of those that carry credentials."""
    return {name: REDACTED if is_secret(name) else value for name, value in headers.items()}


def _blotted(name: str, sign: str, value: str) -> str:
    return f"{name}{sign}{REDACTED if is_secret(unquote_plus(name)) else value}"
