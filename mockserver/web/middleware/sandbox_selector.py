"""Which sandbox a request is in: what base path, header or Basic user names first, or the default one."""

import base64
import binascii
from urllib.parse import unquote

from starlette.types import Scope

from mockserver.sandbox.registry import DEFAULT

BASE_PATH = "/sandboxes/"
HEADER = b"x-mockserver-sandbox"
USER = "sandbox-"
ENCODED_USER = b"c2FuZGJv"
"""How every Basic pair of such a user begins; others need not be decoded."""


def select_sandbox(scope: Scope) -> tuple[str, str]:
    """The name of the sandbox, and the base path that named it (empty if something else did)."""
    path = _raw_path(scope)
    if path.startswith(BASE_PATH):
        name, slash, _ = path.removeprefix(BASE_PATH).partition("/")
        if slash:
            return unquote(name), f"{BASE_PATH}{name}"
    by_user = ""
    for header, value in scope["headers"]:
        if header == HEADER:
            return value.decode("latin-1").strip(), ""
        if header == b"authorization" and value[6:14] == ENCODED_USER:
            by_user = _user(value)
    return by_user or DEFAULT, ""


def strip_base_path(scope: Scope, base: str) -> None:
    """Take the base path of a sandbox off a request."""
    rest = _raw_path(scope).removeprefix(base)
    scope["raw_path"], scope["path"] = rest.encode("latin-1"), unquote(rest)


def _raw_path(scope: Scope) -> str:
    raw: bytes | None = scope.get("raw_path")
    return raw.decode("latin-1") if raw else str(scope["path"])


def _user(authorization: bytes) -> str:
    try:
        user = base64.b64decode(authorization[6:], validate=True).decode().partition(":")[0]
    except (binascii.Error, ValueError):
        return ""
    return user.removeprefix(USER) if user.startswith(USER) else ""
