"""The way to a server of ours: direct. A proxy knows nothing of servers on this machine or in a container."""

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from http.client import HTTPResponse

PROGRAM = "mockserver"
"""What a server of ours calls itself at its root."""
LONGEST_ANSWER = 4096
"""Bytes that are read of an answer: another program need not end its own."""


class DirectOptions(TypedDict):
    """Of a client or a transport of httpx."""

    trust_env: bool
    verify: bool


def direct_options(url: str) -> DirectOptions:
    """How httpx reaches a server: by no proxy, and reading certificates, which takes long, only for HTTPS."""
    return {"trust_env": False, "verify": url.startswith("https:")}


def check_ready(url: str, seconds: float) -> None:
    """See that a server answers and its seeds are in. It imports little, for those who ask often.

    Raises:
        OSError: it does not answer in time, or is not ready.
        HTTPException: what answers does not speak HTTP.
        ValueError: that is no URL.
    """
    _open(f"{url.rstrip('/')}/readyz", seconds).close()


def find_version(url: str, seconds: float) -> str | None:
    """The version of the server of ours that answers at a root; None if something else does, or nothing."""
    import json  # noqa: PLC0415 - only a command that looks around needs it
    from http.client import HTTPException  # noqa: PLC0415 - as above

    try:
        with _open(f"{url}/", seconds) as answer:
            told = json.loads(answer.read(LONGEST_ANSWER))
    except (OSError, ValueError, HTTPException):
        return None
    is_ours = isinstance(told, dict) and told.get("name") == PROGRAM
    return str(told.get("version")) if is_ours else None


def _open(url: str, seconds: float) -> "HTTPResponse":
    from urllib.request import ProxyHandler, build_opener  # noqa: PLC0415 - only few commands need it

    opened: HTTPResponse = build_opener(ProxyHandler({})).open(url, timeout=seconds)
    return opened
