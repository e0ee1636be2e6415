"""An answer as a value, which is changed on its way out and written once."""

from dataclasses import dataclass, field

from mockserver.domain.headers import Header

JSON = "application/json; charset=utf-8"
JSON_KIND = JSON.encode()


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
    kind: bytes = JSON_KIND
    is_lost: bool = False
    sent: int | None = None
