"""One connection, as HTTP/1.1: uvicorn's protocol on httptools, mended where callers would be lost.

- The application can close the connection (`CLOSE`), and write a whole answer in one go (`WRITE`).
- An offer to go on in another protocol leaves no trace (RFC 9110 §7.8): httptools reads no body after one.
- What cannot be read is answered by the application too (`REFUSED`), in the shape of all its errors.
- A head has a size and a time.
"""

import asyncio
import logging
from typing import Any

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from mockserver.domain import errors
from mockserver.domain.errors import ApiError, InvalidRequest
from mockserver.server import open_files
from mockserver.server.lingering import LingeringTransport
from mockserver.server.request_head import LONGEST_LINE, NO_METHOD, first_line, readable, without_offer
from mockserver.server.whole_answers import write_whole
from mockserver.web.connection import ABORT, CLOSE, REFUSED, WRITE

HEAD_BYTES = 64 * 1024
HEAD_SECONDS: float = 30
"""From the first byte of a head to its last."""
CONNECT = b"CONNECT"
"""The method after which httptools reads no further either."""

log = logging.getLogger("mockserver.http")
log.setLevel(logging.WARNING)  # below it, uvicorn traces every connection


def _is_not_a_cancellation(record: logging.LogRecord) -> bool:
    """Requests are cancelled when the server ends: nobody is to blame, and nothing to be logged."""
    return not (record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError))


log.addFilter(_is_not_a_cancellation)


class HttpProtocol(HttpToolsProtocol):
    """One connection. Its parser calls `on_…` while it is fed."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.logger = log
        self._lost = asyncio.Event()
        self._extensions: dict[str, Any] = {CLOSE: self.close, ABORT: self.cut, WRITE: self.write}
        self._is_in_head = self._is_in_body = self._offers = self._is_refused = False
        self._beginning = b""
        """Of a head that is being read; empty if it began behind another request, who knows where."""
        self._size = self._received = 0
        """Bytes that came since it began, and bytes that came last."""
        self._too_late: asyncio.TimerHandle | None = None

    # --- the connection

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
        """Begin."""
        super().connection_made(transport)
        open_files.note(transport.get_extra_info("socket").fileno())

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that the connection has ended."""
        self._stop_timer()
        super().connection_lost(exc)
        self._lost.set()

    def write(self, scope: Any, status: int, head: bytes, body: bytes) -> bool:
        """Write a whole answer; false if nothing was written, and uvicorn is to do it.

        Args:
            scope: of the request.
            status: of HTTP.
            head: the headers in one piece, with the length of the body, and without those of the connection.
            body: all of it; empty for HEAD.
        """
        return self.cycle.scope is scope and write_whole(self.cycle, status, head, body)

    async def close(self) -> None:
        """Close the connection once everything that was written is sent."""
        self.transport.close()
        await self._lost.wait()

    def cut(self) -> None:
        """Close the connection at once, whatever waits to be sent."""
        self.transport.abort()

    async def abort(self) -> None:
        """Close the connection at once, and wait until it is."""
        self.cut()
        await self._lost.wait()

    def shutdown(self) -> None:
        """End as soon as a request under way is answered; who was refused needs not go on sending."""
        super().shutdown()
        if self._is_refused and self.transport.is_closing():
            self.transport.abort()

    # --- what comes

    def data_received(self, data: bytes) -> None:
        """Read what has come; what follows a request that was refused is not read."""
        if self._is_refused:
            return
        self._unset_keepalive_if_required()
        self._note(data)
        try:
            self._feed(data)
        except httptools.HttpParserError as error:
            self._refuse(_refusal(error))
            return
        if self._is_in_head:
            self._expect_rest_of_head()

    def _note(self, data: bytes) -> None:
        """Keep the beginning and the size of a head."""
        self._received = len(data)
        if self._is_in_body:
            self._beginning, self._size = b"", 0
        elif not self._is_in_head:
            self._beginning, self._size = data[:LONGEST_LINE], len(data)
        else:
            self._size += len(data)
            if self._beginning:
                self._beginning = (self._beginning + data)[:LONGEST_LINE]

    def _feed(self, data: bytes) -> None:
        """Have data parsed, and again what an offer kept from being parsed."""
        while True:
            try:
                self.parser.feed_data(data)
            except httptools.HttpParserUpgrade as upgrade:
                data = self._head_without_offer() + data[upgrade.args[0] :]
            else:
                return

    def on_message_begin(self) -> None:
        """Begin a request, whose application may close the connection."""
        super().on_message_begin()
        self.scope["extensions"] = self._extensions
        self._is_in_head = True

    def on_headers_complete(self) -> None:
        """Have the application called, unless the request is to be parsed again."""
        if max(self._size, self._received) > HEAD_BYTES:
            self._check_size_of_head()
        self._offers = self.parser.should_upgrade()
        if not self._offers:
            super().on_headers_complete()
        elif self.parser.get_method() == CONNECT:
            raise _Unreadable(InvalidRequest("CONNECT asks for a tunnel; expected a request to this server."))
        self._is_in_head, self._is_in_body = False, True
        self._beginning, self._size = b"", 0
        self._stop_timer()

    def on_message_complete(self) -> None:
        """End the request."""
        self._is_in_body = False
        if not self._offers:
            super().on_message_complete()

    # --- offers

    def _head_without_offer(self) -> bytes:
        """The head that was parsed last, and a parser that reads on after it."""
        method, version = self.parser.get_method(), self.parser.get_http_version()
        self._renew_parser()
        return without_offer(method, self.url, version, self.headers)

    def _renew_parser(self) -> None:
        self.parser = httptools.HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)

    # --- what cannot be read

    def _expect_rest_of_head(self) -> None:
        if self._size > HEAD_BYTES:
            self._refuse(_head_too_long())
        elif self._too_late is None:
            self._too_late = self.loop.call_later(HEAD_SECONDS, self._refuse, _head_too_late())

    def _check_size_of_head(self) -> None:
        """Measure a head, of which all has come, with what may have come before and after it."""
        if len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers) > HEAD_BYTES:
            raise _Unreadable(_head_too_long())

    def _stop_timer(self) -> None:
        if self._too_late is not None:
            self._too_late.cancel()
            self._too_late = None

    def _refuse(self, error: ApiError) -> None:
        """Have the application answer with an error to what cannot be read, and close after that answer."""
        self._is_refused = True
        self._stop_timer()
        method, target = self._line_of_refused()
        if self._is_in_body:
            if self.cycle.response_started:  # nobody is answered twice
                self.transport.close()
                return
            self._give_up_cycle()
        self.transport = LingeringTransport(self.transport, self.loop)
        self._renew_parser()
        self.parser.feed_data(b"GET %s HTTP/1.1\r\nConnection: close\r\n\r\n" % target)
        self.headers.clear()
        self.scope["method"] = method
        self.scope["extensions"] = {**self._extensions, REFUSED: error}  # type: ignore[dict-item] # uvicorn's type knows none but dicts

    def _line_of_refused(self) -> tuple[str, bytes]:
        """Method and target of a request that is refused, as far as they are known."""
        if self._beginning:
            return first_line(self._beginning)
        if self._is_in_head or self._is_in_body:
            return self.scope.get("method", NO_METHOD), readable(self.url)
        return NO_METHOD, readable(b"")

    def _give_up_cycle(self) -> None:
        """Leave the application of a broken request without its end, and take its place."""
        if self.pipeline and self.pipeline[0][0] is self.cycle:  # its turn has not come
            self.pipeline.popleft()
            return
        self.cycle.disconnected = True
        self.cycle.message_event.set()
        self.cycle = None  # type: ignore[assignment] # as it is before the first request


class _Unreadable(httptools.HttpParserError):
    """A request that we refuse to read, though the parser would."""

    def __init__(self, refusal: ApiError) -> None:
        super().__init__(refusal.details)
        self.refusal = refusal


def _refusal(error: httptools.HttpParserError) -> ApiError:
    cause = error if isinstance(error, _Unreadable) else error.__context__
    if isinstance(cause, _Unreadable):
        return cause.refusal
    return InvalidRequest(f"The request cannot be read: {cause or error}; expected HTTP/1.1 (RFC 9112).")


def _head_too_long() -> ApiError:
    details = f"The head of the request is longer than {HEAD_BYTES} bytes; expected at most that."
    return errors.of_status(errors.HEAD_TOO_LONG, details)


def _head_too_late() -> ApiError:
    details = f"The head of the request did not end; expected all of it within {HEAD_SECONDS} seconds."
    return errors.of_status(errors.REQUEST_TIMEOUT, details)
