"""Access tokens as text: signed, so that a server knows its own again and need not keep them.

They are JSON Web Tokens (RFC 7519), as the vendor's are by the look of them. Assumed: A-30.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache
from typing import Any

from pydantic_core import from_json, to_json

from mockserver.domain.clock import Instant
from mockserver.domain.tokens import LIFETIME, AccessToken, TokenScope

APP = "app:"
"""How the subject of a token begins that is a project's key. Source: oauth § Request a token."""
SANDBOX = "mockserver_sandbox"
"""The claim that names where a token was issued."""
OPENING = urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT"}').rstrip(b"=").decode()


def issue(key: str, opens: tuple[TokenScope, ...], sandbox: str, now: Instant) -> AccessToken:
    """A token for a project, from now on."""
    until = -(-now // 1000) + LIFETIME  # told in whole seconds, and never shorter than promised
    return AccessToken(key, opens, sandbox, until * 1000)


def write_token(token: AccessToken, token_id: str, secret: bytes) -> str:
    """A token as its bearer sends it.

    Args:
        token: what it says.
        token_id: what no other token has.
        secret: of the server that issues it.
    """
    until = token.expires_at // 1000
    claims = {
        "jti": token_id,
        "sub": f"{APP}{token.key}",
        "scope": " ".join(token.opens),
        SANDBOX: token.sandbox,
        "iat": until - LIFETIME,
        "exp": until,
    }
    signed = f"{OPENING}.{_encoded(to_json(claims))}"
    return f"{signed}.{_signature(signed, secret)}"


@lru_cache(1024)
def read_token(text: str, secret: bytes) -> AccessToken | None:
    """What a token says; None if it is none that was issued with that secret."""
    signed, _, signature = text.rpartition(".")
    if not hmac.compare_digest(_signature(signed, secret).encode(), signature.encode()):
        return None
    claims = _claims(text)
    opens = tuple(map(TokenScope, claims["scope"].split()))
    return AccessToken(claims["sub"].removeprefix(APP), opens, claims[SANDBOX], claims["exp"] * 1000)


@lru_cache(1024)
def find_sandbox(text: str) -> str | None:
    """The sandbox that a token names, whoever issued it; to be let in, it has to be read."""
    try:
        named = _claims(text)[SANDBOX]
    except (ValueError, LookupError, TypeError):
        return None
    return named if isinstance(named, str) else None


def _claims(text: str) -> Any:
    _, claims, _ = text.split(".")
    return from_json(urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))


def _signature(signed: str, secret: bytes) -> str:
    return _encoded(hmac.digest(secret, signed.encode(), "sha256"))


def _encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()
