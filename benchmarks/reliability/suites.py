"""Slow tests of the project that are checks as well: run as they are, and counted."""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import CannotMeasure

ROOT = Path(__file__).parents[2]
OUTCOMES = re.compile(r"(\d+) (passed|failed|error|skipped)")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many tests held, and how many did not."""

    passed: int
    failed: int


def run_tests(*files: str) -> Outcome:
    """Run test files.

    Raises:
        CannotMeasure: a program that they need is not here.
    """
    command = [sys.executable, "-m", "pytest", "-q", "-m", "slow", "-p", "no:cacheprovider", *files]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    found = {word: int(number) for number, word in OUTCOMES.findall(done.stdout.splitlines()[-1])}
    if "skipped" in found or not found:
        raise CannotMeasure(f"{' '.join(command)}: {done.stdout[-500:]}{done.stderr[-500:]}")
    return Outcome(found.get("passed", 0), found.get("failed", 0) + found.get("error", 0))
