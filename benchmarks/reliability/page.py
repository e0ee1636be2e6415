"""A hostile page in Chromium: forms, fetches, images, a name that leads elsewhere, rooms for sandboxes."""

from collections.abc import Iterator

from benchmarks.reliability.promises import Effort, Promise
from benchmarks.reliability.suites import run_tests

PAGES = ("tests/web/admin/test_hostile_page.py", "tests/web/api/test_hostile_page.py")


def page(_: Effort) -> Iterator[Promise]:
    """The tests that drive a browser; each attempt was shown to work for a caller that is no page."""
    found = run_tests(*PAGES)
    yield Promise(
        "hostile page in Chromium: reads, writes, sandboxes, the lab, DNS rebinding",
        "nothing read, nothing changed, nothing used up",
        f"{found.passed} of {found.passed + found.failed} ways to attack met nothing",
        not found.failed,
    )
