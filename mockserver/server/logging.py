"""The log of a server of the command line: where it goes, and what its lines look like.

What libraries have to say goes the same way, so that every line of a JSON log is JSON.
"""

import json
import logging
import sys
from typing import Any

from mockserver.domain.text import printable
from mockserver.settings import LogFormat
from mockserver.web.request_log import log


def start_log(kind: LogFormat, *, quiet: bool) -> None:
    """Write the log of this process to standard error; a quiet one tells of faults only."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        JsonLines() if kind is LogFormat.JSON else TextLines("%(asctime)s %(message)s", "%H:%M:%S")
    )
    log.handlers = [handler]
    log.propagate = False
    log.setLevel(logging.WARNING if quiet else logging.INFO)
    logging.getLogger().handlers = [handler]
    logging.captureWarnings(capture=True)


def tell_of_requests(listener: logging.Handler) -> None:
    """Let one handler, and no other, have the records of requests: the rest of the log tells of faults only.

    Such a record has the line's data in `request`, and the stay that it is about in `context`.
    """
    for handler in log.handlers:
        handler.setLevel(logging.WARNING)
    log.addHandler(listener)
    log.setLevel(logging.INFO)


class TextLines(logging.Formatter):
    """For people: the request, then its findings, each on a line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as text."""
        line = super().format(record)
        request: dict[str, Any] = getattr(record, "request", {})
        if request:
            line += f" {request['ms']} ms {request['operation'] or '-'} {request['request']}"
            line += f" ({request['fault']})" if request["fault"] else ""
        return "\n".join([line, *(f"         {printable(each)}" for each in request.get("findings", []))])

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """The line before a trace, if there is one: what callers sent can neither break nor colour it."""
        return printable(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's name
        """The trace, whose lines may repeat what callers sent."""
        return "\n".join(printable(line) for line in super().formatException(ei).split("\n"))


class JsonLines(logging.Formatter):
    """For machines: one JSON object on a line."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as JSON."""
        line = {"time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"), "level": record.levelname.lower()}
        line |= getattr(record, "request", {"message": record.getMessage()})
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line)
