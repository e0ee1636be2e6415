"""The head of an HTTP/1.1 request, as bytes."""

from collections.abc import Iterable
from urllib.parse import quote

import httptools

OFFERS = frozenset({b"upgrade", b"http2-settings"})
"""The headers with which a client offers to go on in another protocol."""
VISIBLE = "".join(map(chr, range(0x21, 0x7F)))
NO_METHOD = "-"
LONGEST_LINE = 2048
"""How much of the target of a request that cannot be read is kept."""


def without_offer(
    method: bytes, target: bytes, version: str, headers: Iterable[tuple[bytes, bytes]]
) -> bytes:
    """The head of a request without the offer to go on in another protocol; names are in lower case."""
    lines = [b"%s %s HTTP/%s" % (method, target, version.encode())]
    for name, value in headers:
        kept = _without_offers(value) if name == b"connection" else value
        if name not in OFFERS and (kept or name != b"connection"):
            lines.append(b"%s: %s" % (name, kept))
    return b"\r\n".join([*lines, b"", b""])


def _without_offers(connection: bytes) -> bytes:
    tokens = (token.strip() for token in connection.split(b","))
    return b", ".join(token for token in tokens if token.lower() not in OFFERS)


def first_line(head: bytes) -> tuple[str, bytes]:
    """Method and target of a head that no parser takes, the target as one would.

    >>> first_line(b"BREW /a pot HTTP/1.1")
    ('BREW', b'/a%20pot')
    """
    line = head.lstrip(b"\r\n").partition(b"\n")[0].rstrip(b"\r")
    method, _, rest = line.partition(b" ")
    target = rest.partition(b" HTTP/")[0].strip()
    return quote(method, safe=VISIBLE) or NO_METHOD, readable(target)


def readable(target: bytes) -> bytes:
    """A target, or what can be told of it, as a path that a parser takes."""
    path = quote(target, safe=VISIBLE).encode()
    path = path if path.startswith(b"/") else b"/" + path
    try:
        httptools.parse_url(path)
    except httptools.HttpParserInvalidURLError:
        return b"/"
    return path
