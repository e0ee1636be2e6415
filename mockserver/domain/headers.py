"""Headers of HTTP: pairs of bytes, or all of them in one piece as they are on the wire."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import StringConstraints

Header = tuple[bytes, bytes]
HeaderName = Annotated[str, StringConstraints(pattern=r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")]
HeaderValue = Annotated[str, StringConstraints(pattern=r"^[\x20-\x7e\x80-\xff\t]*$")]


def join_headers(headers: Iterable[Header]) -> bytes:
    r"""Headers in one piece, a line for each.

    >>> join_headers([(b"host", b"localhost"), (b"accept", b"*/*")])
    b'host: localhost\r\naccept: */*\r\n'
    """
    return b"".join([b"%b: %b\r\n" % header for header in headers])


def split_headers(head: bytes) -> list[Header]:
    r"""The headers of one piece. No name holds a colon, and no value the end of a line.

    >>> split_headers(b"host: localhost\r\naccept: */*\r\n")
    [(b'host', b'localhost'), (b'accept', b'*/*')]
    """
    parts = [line.partition(b": ") for line in head.split(b"\r\n")[:-1]]
    return [(name, value) for name, _, value in parts]
