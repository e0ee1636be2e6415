"""What a request shows of itself: a Basic pair, or a Bearer token. Neither is ever repeated in a message."""

import base64
import binascii
import re
from functools import lru_cache
from typing import NamedTuple

from mockserver.domain.errors import Unauthorized

TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")
"""What a Bearer token may consist of (RFC 6750 § 2.1)."""
EXPECTED = "expected Basic with base64 of key:secret, or Bearer with a token"


class Pair(NamedTuple):
    """HTTP Basic: the key and the secret of a project."""

    key: str
    secret: str


class Bearer(NamedTuple):
    """A token, as it came."""

    token: str


@lru_cache(1024)
def read_credentials(authorization: str | None) -> Pair | Bearer:
    """The credentials in an `Authorization` header.

    Raises:
        Unauthorized: they are missing or malformed, or the key is empty. Assumed: A-9.
    """
    scheme, _, encoded = (authorization or "").strip().partition(" ")
    encoded = encoded.strip()
    if scheme.lower() == "bearer" and TOKEN.fullmatch(encoded):
        return Bearer(encoded)
    pair = _decode(encoded) if scheme.lower() == "basic" else None
    if pair is None:
        fault = "malformed" if authorization else "missing"
        raise Unauthorized(f"The header Authorization is {fault}; {EXPECTED}.", cause=f"credentials.{fault}")
    return pair


def _decode(encoded: str) -> Pair | None:
    try:
        decoded = base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    key, colon, secret = decoded.partition(":")
    return Pair(key, secret) if colon and key else None
