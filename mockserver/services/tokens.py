"""Access tokens as text: signed, so that a server knows its own again and need not keep them.

They are JSON Web Tokens (RFC 7519), as the vendor's are by the look of them. Assumed: A-30.
"""

from functools import lru_cache

from mockserver.domain.clock import Instant
from mockserver.domain.tokens import LIFETIME, AccessToken, TokenScope
from mockserver.services.jwt import is_signed, read_claims, write_jwt

APP = "app:"
"""How the subject of a token begins that is a project's key. Source: oauth § Request a token."""
SANDBOX = "mockserver_sandbox"
"""The claim that names where a token was issued."""


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
    return write_jwt(claims, secret)


@lru_cache(1024)
def read_token(text: str, secret: bytes) -> AccessToken | None:
    """What a token says; None if it is none that was issued with that secret."""
    if not is_signed(text, secret):
        return None
    claims = read_claims(text)
    opens = tuple(map(TokenScope, claims["scope"].split()))
    return AccessToken(claims["sub"].removeprefix(APP), opens, claims[SANDBOX], claims["exp"] * 1000)


@lru_cache(1024)
def find_sandbox(text: str) -> str | None:
    """The sandbox that a token names, whoever issued it; to be let in, it has to be read."""
    try:
        named = read_claims(text)[SANDBOX]
    except (ValueError, LookupError, TypeError):
        return None
    return named if isinstance(named, str) else None
