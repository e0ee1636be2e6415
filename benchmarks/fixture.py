"""What the plugin's fixture costs a test: a fresh sandbox, looked after and deleted."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.measure import AtMost, CannotMeasure, Effort, Row, duration

MANY = 300
ALLOWED_SECONDS = 0.002
"""A suite of a hundred tests must not feel its isolation."""
SUITE = """
import pytest

def test_starts_the_server(mockserver): pass

@pytest.mark.parametrize("number", range({many}))
def test_each({fixture}, number): pass
"""
RUN = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--disable-plugin-autoload"]


def fixture(effort: Effort) -> Iterator[Row]:
    """Many tests with the fixture against as many without; both runs start a server."""
    many = MANY // 10 if effort.quick else MANY
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        rounds = [
            _run(Path(folder), many, "mockserver") - _run(Path(folder), many, "tmp_path_factory")
            for _ in range(effort.rounds)
        ]
    each = [taken / many for taken in rounds]
    name = f"a fresh sandbox for a test, over {many}"
    yield Row(
        name,
        duration(each),
        f"allowed {duration([ALLOWED_SECONDS])}",
        median(each) / ALLOWED_SECONDS,
        AtMost(1),
    )


def _run(folder: Path, many: int, fixture: str) -> float:
    """How long a suite takes whose tests use a fixture."""
    file = folder / "test_suite.py"
    file.write_text(SUITE.format(many=many, fixture=fixture))
    command = [*RUN, "-p", "mockserver.testing.pytest_plugin", str(file)]
    began = time.perf_counter()
    ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    taken = time.perf_counter() - began
    if ended.returncode:
        raise CannotMeasure(f"{' '.join(command)} ended with {ended.returncode}: {ended.stdout[-500:]}")
    return taken
