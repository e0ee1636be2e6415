"""An answer as a value, which is changed on its way out and written once."""

from dataclasses import dataclass, field

JSON = "application/json; charset=utf-8"

Header = tuple[bytes, bytes]


@dataclass(slots=True)
class Answer:
    """What a request is answered.

    Attributes:
        status: of HTTP; None if no answer is sent at all, and the connection is closed.
        body: all of it.
        headers: those beside content type and length.
        kind: the content type.
        is_lost: whether it never leaves, though it is the true answer: the connection is closed instead.
        sent: how many bytes of the body are sent before the connection is closed; None for all, and no close.
    """

    status: int | None
    body: bytes = b""
    headers: list[Header] = field(default_factory=list)
    kind: bytes = JSON.encode()
    is_lost: bool = False
    sent: int | None = None

    @property
    def head(self) -> list[Header]:
        """All headers, as they are sent."""
        framing = [(b"content-type", self.kind), (b"content-length", b"%d" % len(self.body))]
        return [*framing, *self.headers]
