"""Writing a whole answer to a connection in one go, past the messages of ASGI.

Two messages, of which each header is looked at, take as long as the emulated operation. What is private to
uvicorn here is how a cycle ends.
"""

from collections.abc import Sequence

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, RequestResponseCycle

CONTROLS = bytes([*range(9), *range(10, 32), 127])
"""What may stand in no header; the ends of lines are two of them."""


def write_whole(
    cycle: RequestResponseCycle, status: int, headers: Sequence[tuple[bytes, bytes]], body: bytes
) -> bool:
    """Write an answer and end its cycle; false if that is to be done by messages, and nothing was written.

    Args:
        cycle: of uvicorn, which nothing was sent in yet.
        status: of HTTP.
        headers: with names in lower case, with the length of the body, and without those of the connection.
        body: all of it; empty for HEAD.
    """
    if cycle.disconnected or cycle.response_started or cycle.flow.write_paused or not cycle.keep_alive:
        return False
    lines = [b"%b: %b\r\n" % header for header in (*cycle.default_headers, *headers)]
    head = STATUS_LINE[status] + b"".join(lines)
    if len(head) - len(head.translate(None, CONTROLS)) != 2 * len(lines) + 2:
        return False  # more of them than ends of lines, which uvicorn refuses
    cycle.transport.write(head + b"\r\n" + body)
    cycle.response_started = cycle.response_complete = True
    cycle.waiting_for_100_continue = False
    cycle.message_event.set()
    cycle.on_response()
    return True
