"""Listens to the log of the server, and leaves it as it was."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from mockserver.server.logging import start_log
from mockserver.settings import LogFormat
from mockserver.web.request_log import log


class _Keep(logging.Handler):
    def __init__(self, kept: list[logging.LogRecord]) -> None:
        super().__init__()
        self.kept = kept

    def emit(self, record: logging.LogRecord) -> None:
        self.kept.append(record)


@contextmanager
def listen() -> Iterator[list[logging.LogRecord]]:
    """The records that the server logs meanwhile."""
    kept: list[logging.LogRecord] = []
    with _as_it_was():
        log.handlers, log.propagate = [_Keep(kept)], False
        log.setLevel(logging.INFO)
        yield kept


@contextmanager
def started_log(kind: LogFormat) -> Iterator[None]:
    """The log as a server of its own starts it, on standard error."""
    with _as_it_was():
        start_log(kind, quiet=False)
        yield


@contextmanager
def _as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    of_libraries, handlers, propagate, level = root.handlers, log.handlers, log.propagate, log.level
    try:
        yield
    finally:
        root.handlers, log.handlers, log.propagate = of_libraries, handlers, propagate
        logging.captureWarnings(capture=False)
        log.setLevel(level)
