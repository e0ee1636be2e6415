"""A bar on the terminal for what takes longer than people like to wait without a word."""

import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from mockserver.domain.steps import Meter

AFTER = 1.0
"""Seconds after which a bar is shown."""


@contextmanager
def progress(task: str, meter: Meter | None = None) -> Iterator[None]:
    """Show a bar and the time that has passed while the block runs, if it runs long, on standard error.

    Where that is no terminal, nothing is shown. The bar is gone when the block ends.

    Args:
        task: what is done.
        meter: how much of it is done; without, or as long as the total is not known, the bar tells only that
            something is.
    """
    if not sys.stderr.isatty():
        yield
        return
    with ExitStack() as shown:
        timer = threading.Timer(AFTER, _show, (task, meter or Meter(), shown))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()


def _show(task: str, meter: Meter, shown: ExitStack) -> None:
    from rich.console import Console, RenderableType  # noqa: PLC0415 - what is quick does without
    from rich.progress import (  # noqa: PLC0415 - as above
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    class Bar(Progress):
        """Looks at the meter whenever it is drawn, so that the work need not tell."""

        def get_renderables(self) -> Iterator[RenderableType]:
            for each in self.task_ids:
                self.update(each, total=meter.total, completed=meter.done)
            yield from super().get_renderables()

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    bar = shown.enter_context(Bar(*columns, console=Console(stderr=True), transient=True))
    bar.add_task(task, total=None)
