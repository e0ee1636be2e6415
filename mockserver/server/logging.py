"""The log of a server of the command line: where it goes, and in which form.

What libraries have to say goes the same way, so that every line of a JSON log is JSON.
"""

import logging
import os
import sys
from typing import TextIO

from mockserver.server.log_lines import JsonLines, TextLines, in_colour, plain
from mockserver.settings import LogFormat
from mockserver.web.request_log import log


def start_log(kind: LogFormat, *, quiet: bool) -> None:
    """Write the log of this process to standard error; a quiet one tells of faults only."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_form(kind, sys.stderr))
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


def shows_colour(stream: TextIO) -> bool:
    """Whether a stream is a terminal that shows colours, and nobody asked for none (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _form(kind: LogFormat, stream: TextIO) -> logging.Formatter:
    if kind is LogFormat.JSON:
        return JsonLines()
    return TextLines(in_colour if shows_colour(stream) else plain)
