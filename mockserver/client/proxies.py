"""Proxies that the environment names: they know nothing of servers on this machine."""

from collections.abc import Mapping

PROXIES = ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY")
"""What clients ask for the proxy of a URL that begins with http."""
EXCEPTIONS = ("NO_PROXY", "no_proxy")
EVERY_HOST = "*"


def find_proxy(environment: Mapping[str, str], host: str) -> str | None:
    """The variable that makes clients ask a proxy for a host, if one does."""
    if all(_excepts(value, host) for value in _exceptions(environment).values()):
        return None
    return next((name for name in PROXIES if environment.get(name)), None)


def except_host(environment: Mapping[str, str], host: str) -> dict[str, str]:
    """The variables that make clients ask a host itself: what stands there, and the host.

    >>> except_host({"NO_PROXY": "internal"}, "127.0.0.1")
    {'NO_PROXY': 'internal,127.0.0.1', 'no_proxy': 'internal,127.0.0.1'}
    """
    return {
        name: value if _excepts(value, host) else ",".join(filter(None, [value, host]))
        for name, value in _exceptions(environment).items()
    }


def _exceptions(environment: Mapping[str, str]) -> dict[str, str]:
    """Both variables as they are read: a client that knows one of them takes the other's value without it."""
    upper, lower = (environment.get(name, "") for name in EXCEPTIONS)
    return dict(zip(EXCEPTIONS, (upper or lower, lower or upper), strict=True))


def _excepts(value: str, host: str) -> bool:
    return bool({host, EVERY_HOST} & {each.strip() for each in value.split(",")})
