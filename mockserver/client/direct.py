"""The way to a server of ours: direct. A proxy knows nothing of servers on this machine or in a container."""

from typing import TypedDict


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
    from urllib.request import ProxyHandler, build_opener  # noqa: PLC0415 - only a health check needs it

    build_opener(ProxyHandler({})).open(f"{url.rstrip('/')}/readyz", timeout=seconds).close()
