"""A bar on the terminal for what takes longer than people like to wait without a word."""

import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

AFTER = 1.0
"""Seconds after which a bar is shown."""


@contextmanager
def progress(task: str) -> Iterator[None]:
    """Show a bar and the time that has passed while the block runs, if it runs long, on standard error.

    Where that is no terminal, nothing is shown. The bar is gone when the block ends.
    """
    if not sys.stderr.isatty():
        yield
        return
    with ExitStack() as shown:
        timer = threading.Timer(AFTER, _show, (task, shown))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()


def _show(task: str, shown: ExitStack) -> None:
    from rich.console import Console  # noqa: PLC0415 - what is quick does without
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - as above

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    bar = shown.enter_context(Progress(*columns, console=Console(stderr=True), transient=True))
    bar.add_task(task, total=None)
