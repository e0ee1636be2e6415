"""JSON Web Tokens (RFC 7519), signed with a secret (HS256)."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from pydantic_core import from_json, to_json

OPENING = urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT"}').rstrip(b"=").decode()


def write_jwt(claims: dict[str, Any], secret: bytes) -> str:
    """Claims as text, signed."""
    signed = f"{OPENING}.{_encoded(to_json(claims))}"
    return f"{signed}.{_signature(signed, secret)}"


def is_signed(text: str, secret: bytes) -> bool:
    """Whether a text was signed with a secret."""
    signed, _, signature = text.rpartition(".")
    return hmac.compare_digest(_signature(signed, secret).encode(), signature.encode())


def read_claims(text: str) -> Any:
    """What a token says, whoever signed it.

    Raises:
        ValueError: it is none.
    """
    _, claims, _ = text.split(".")
    return from_json(urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))


def _signature(signed: str, secret: bytes) -> str:
    return _encoded(hmac.digest(secret, signed.encode(), "sha256"))


def _encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()
