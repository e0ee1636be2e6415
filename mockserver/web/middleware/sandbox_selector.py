"""Which sandbox a request names: by base path, header, Basic user or token, first hit wins, or default."""

import base64
import binascii
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import unquote

from mockserver.domain.protocol import DEFAULT_SANDBOX, SANDBOX_HEADER, SANDBOX_PATH, SANDBOX_USER
from mockserver.services.tokens import find_sandbox
from mockserver.web.context import Place

HEADER = SANDBOX_HEADER.lower().encode()
ENCODED_USER = b"c2FuZGJv"
"""How every Basic pair of such a user begins; others need not be decoded."""
TOKEN = b"eyJ"
"""How every token of ours begins."""
IN_DEFAULT = Place(DEFAULT_SANDBOX, "")


def select_sandbox(path: str, headers: Mapping[bytes, bytes]) -> Place:
    """Where a request belongs.

    Args:
        path: raw, as it came.
        headers: with names in lower case.
    """
    if path.startswith(SANDBOX_PATH):
        name, slash, _ = path.removeprefix(SANDBOX_PATH).partition("/")
        if slash:
            return Place(unquote(name), f"{SANDBOX_PATH}{name}")
    named = headers.get(HEADER)
    if named is not None:
        return Place(named.decode("latin-1").strip(), "")
    authorization = headers.get(b"authorization", b"")
    if authorization[6:14] == ENCODED_USER:
        return Place(_of_user(authorization) or DEFAULT_SANDBOX, "")
    if authorization[7:10] == TOKEN and authorization[:7].lower() == b"bearer ":
        return Place(find_sandbox(authorization[7:].decode("latin-1")) or DEFAULT_SANDBOX, "")
    return IN_DEFAULT


@lru_cache(1024)
def _of_user(authorization: bytes) -> str:
    try:
        user = base64.b64decode(authorization[6:], validate=True).decode().partition(":")[0]
    except (binascii.Error, ValueError):
        return ""
    return user.removeprefix(SANDBOX_USER) if user.startswith(SANDBOX_USER) else ""
