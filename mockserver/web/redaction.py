"""Credentials, which neither the log nor the journal repeats."""

from collections.abc import Mapping
from urllib.parse import unquote_plus

KEYS = frozenset({"api_key"})
"""Parameters that carry credentials."""
SECRET_HEADERS = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie"})
REDACTED = "redacted"


def without_keys(target: str) -> str:
    """A path, or a whole URL, without the values of the parameters that carry credentials.

    >>> without_keys("/v1/nowhere?api_key=abc&page=2")
    '/v1/nowhere?api_key=redacted&page=2'
    """
    path, mark, query = target.partition("?")
    told = (_blotted(*parameter.partition("=")) for parameter in query.split("&"))
    return path + mark + "&".join(told)


def without_secrets(headers: Mapping[str, str]) -> dict[str, str]:
    """Headers without the values of those that carry credentials; names are in lower case."""
    return {name: REDACTED if name in SECRET_HEADERS else value for name, value in headers.items()}


def _blotted(name: str, sign: str, value: str) -> str:
    return f"{name}{sign}{REDACTED if unquote_plus(name).lower() in KEYS else value}"
