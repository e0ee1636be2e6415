"""The log: one line for each request, as text or as JSON, on standard error.

Credentials never reach it: headers are not logged, and the legacy parameter `api_key` is blotted out.
"""

import json
import logging
import sys
import time
from typing import Any

from mockserver.domain.text import printable
from mockserver.settings import LogFormat
from mockserver.web.context import RequestContext
from mockserver.web.redaction import without_keys

log = logging.getLogger("mockserver")


def log_request(context: RequestContext, status: int) -> None:
    """Write the line of a finished request, if anybody listens."""
    if not log.isEnabledFor(logging.INFO):
        return
    request = {
        "request": context.request_id,
        "sandbox": context.place,
        "operation": context.operation,
        "method": context.sent_method,
        "target": without_keys(context.target),
        "status": status,
        "ms": round((time.perf_counter_ns() - context.began) / 1e6, 2),
        "fault": context.fault,
        "findings": [
            f"{each.level} {each.code} at {each.at}: {each.message}" for each in context.findings.noted
        ],
    }
    log.info("%(method)s %(target)s %(status)s", request, extra={"request": request, "context": context})


def start_log(kind: LogFormat, *, quiet: bool) -> None:
    """Write the log of this process to standard error; a quiet one tells of faults only."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        JsonLines() if kind is LogFormat.JSON else TextLines("%(asctime)s %(message)s", "%H:%M:%S")
    )
    log.handlers = [handler]
    log.propagate = False
    log.setLevel(logging.WARNING if quiet else logging.INFO)


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
