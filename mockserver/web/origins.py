"""Where a request of a browser comes from, and under which name it asks for this server."""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from mockserver.domain.errors import InvalidRequest
from mockserver.domain.text import abbreviate
from mockserver.settings import Settings

AUTHORITY = re.compile(r"[\w.:\[\]-]+")
LOCALHOST = "localhost"
ANY_ORIGIN = "*"
CROSS_SITE = b"cross-site"
BROWSER = b"Mozilla/"
"""How every browser begins its name: all that it tells with a read over plain HTTP under another's name."""


@lru_cache(1024)
def host_name(authority: str) -> str:
    """The name or the address in a `Host` header, in lower case; nothing if it is none.

    >>> host_name("LOCALHOST:8412"), host_name("[::1]:80")
    ('localhost', '::1')
    """
    if not AUTHORITY.fullmatch(authority):
        return ""
    try:
        return (urlsplit(f"//{authority}").hostname or "").lower()
    except ValueError:
        return ""


def is_known_host(name: str, settings: Settings) -> bool:
    """Whether a host name cannot have been bound to this machine by a page.

    An address, localhost and a name without a dot, as in compose files, cannot; other names have to be told.
    """
    known = {LOCALHOST, settings.host, *settings.admin_hosts}
    return name in known or _is_address(name) or bool(re.fullmatch(r"[a-z0-9_-]+", name))


@lru_cache(1024)
def is_loopback(origin: str) -> bool:
    """Whether an origin is a page on this machine, on any port: what a front end under development has."""
    scheme, _, authority = origin.partition("://")
    name = host_name(authority)
    if scheme not in {"http", "https"} or not name:
        return False
    if name == LOCALHOST or name.endswith(f".{LOCALHOST}"):
        return True
    return _is_address(name) and ip_address(name).is_loopback


def is_from_browser(headers: Mapping[bytes, bytes]) -> bool:
    """Whether a browser asks, so that a page may have made it."""
    if b"sec-fetch-site" in headers or b"origin" in headers:
        return True
    return headers.get(b"user-agent", b"").startswith(BROWSER)


def check_receiver(url: str, hosts: Collection[str]) -> None:
    """See that callbacks may go where a URL leads: to this machine, or to a host that the server is told.

    Raises:
        InvalidRequest: they may not.
    """
    origin = "/".join(url.split("/")[:3])
    name = host_name(origin.partition("://")[2])
    if name not in hosts and not is_loopback(origin):
        raise InvalidRequest(
            f"baseUrl is {abbreviate(url)}; expected an address of this machine, or a host that the server is"
            f" told: --callback-hosts {name}."
        )


def is_foreign(headers: Mapping[bytes, bytes], scheme: str) -> bool:
    """Whether a page asks that is not this server's: of another site, or of another port.

    Browsers tell the site of every page, and the origin of those that write or read what they get.
    """
    if headers.get(b"sec-fetch-site") == CROSS_SITE:
        return True
    origin = headers.get(b"origin")
    return origin is not None and origin != f"{scheme}://".encode() + headers.get(b"host", b"")


def is_visit(method: str, headers: Mapping[bytes, bytes]) -> bool:
    """Whether somebody follows a link: the answer is shown in a tab, and no page that led there can read it.

    Source: Fetch Metadata Request Headers § The Sec-Fetch-Dest and Sec-Fetch-Mode HTTP Request Headers.
    """
    shown = (headers.get(b"sec-fetch-mode"), headers.get(b"sec-fetch-dest"))
    return method == "GET" and shown == (b"navigate", b"document")


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
