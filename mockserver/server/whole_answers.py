"""Writing a whole answer to a connection in one go, past the messages of ASGI.

Two messages, of which each header is looked at, take as long as the emulated operation. What is private to
uvicorn here is how a cycle ends.
"""

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, RequestResponseCycle

from mockserver.domain.headers import join_headers

CONTROLS = bytes([*range(9), *range(10, 32), 127])
"""What may stand in no header; the ends of lines are two of them."""


def write_whole(cycle: RequestResponseCycle, status: int, head: bytes, body: bytes) -> bool:
    """Write an answer and end its cycle; false if that is to be done by messages, and nothing was written.

    Args:
        cycle: of uvicorn, which nothing was sent in yet.
        status: of HTTP.
        head: the headers in one piece, with the length of the body, and without those of the connection.
        body: all of it; empty for HEAD.
    """
    if cycle.disconnected or cycle.response_started or cycle.flow.write_paused or not cycle.keep_alive:
        return False
    if len(head) - len(head.translate(None, CONTROLS)) != 2 * head.count(b"\r\n"):
        return False  # more of them than ends of lines, which uvicorn refuses
    ours = join_headers(cycle.default_headers)
    cycle.transport.write(b"%b%b%b\r\n%b" % (STATUS_LINE[status], ours, head, body))
    cycle.response_started = cycle.response_complete = True
    cycle.waiting_for_100_continue = False
    cycle.message_event.set()
    cycle.on_response()
    return True
