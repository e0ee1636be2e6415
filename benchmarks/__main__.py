"""`python -m benchmarks`: measure, and print one table."""

import argparse
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import chart, report
from benchmarks.fixture import fixture
from benchmarks.group_update import group_update
from benchmarks.holds import holds
from benchmarks.inspector import inspector
from benchmarks.journal import journal
from benchmarks.listing import listing
from benchmarks.many_sandboxes import many_sandboxes
from benchmarks.measure import Benchmark, CannotMeasure, Effort, Row
from benchmarks.peers.comparison import peers
from benchmarks.requests import requests
from benchmarks.shards import shards
from benchmarks.starting import cold_start, memory
from benchmarks.worlds import reset, sandboxes

BENCHMARKS: dict[str, Benchmark] = {
    "requests": requests,
    "journal": journal,
    "inspector": inspector,
    "group-update": group_update,
    "listing": listing,
    "cold-start": cold_start,
    "memory": memory,
    "reset": reset,
    "sandboxes": sandboxes,
    "many-sandboxes": many_sandboxes,
    "holds": holds,
    "fixture": fixture,
    "shards": shards,
    "peers": peers,
}
"""A new benchmark is a function that yields rows, and a line here."""


def main() -> None:
    """Run the benchmarks that were asked for. A target that is missed is told, and is no failure."""
    options = _parser().parse_args()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit("benchmarks: stopped"))  # and so are its servers
    for name in [name for name in os.environ if name.startswith("MOCKSERVER_")]:
        del os.environ[name]
    machine = report.this_machine()
    faults: list[str] = []
    rows = list(_measure(options.only or list(BENCHMARKS), _effort(options), faults))
    report.print_table(rows, machine)
    if options.markdown and not faults:
        command = " ".join(["python -m benchmarks", *sys.argv[1:]])
        pictures = chart.write_charts(rows, options.markdown)
        report.write_table(rows, machine, command, options.markdown, pictures)
    sys.exit(bool(faults))


def _measure(names: list[str], effort: Effort, faults: list[str]) -> Iterator[Row]:
    """The rows, told as they come; a benchmark that cannot go on leaves the others alone."""
    for name in names:
        try:
            for row in BENCHMARKS[name](effort):
                print(" · ".join(filter(None, report.cells(row))), file=sys.stderr, flush=True)
                yield row
        except CannotMeasure as error:
            faults.append(f"benchmarks: {name}: {error}")
            print(faults[-1], file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=_count, default=5, help="how often each side is measured (5)")
    parser.add_argument("--seconds", type=_count, default=3, help="of one measurement under load (3)")
    parser.add_argument("--quick", action="store_true", help="one short round of all but the largest sizes")
    parser.add_argument("--only", action="append", choices=BENCHMARKS, help="one benchmark; may be repeated")
    parser.add_argument(
        "--markdown",
        type=_document,
        metavar="FILE",
        help="write the table into a document, too, and charts beside it",
    )
    return parser


def _effort(options: argparse.Namespace) -> Effort:
    return Effort(1, 1, quick=True) if options.quick else Effort(options.rounds, options.seconds, quick=False)


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text}: expected a number from 1 up")
    return int(text)


def _document(text: str) -> Path:
    """A file with a place for the table; found out before anything is measured."""
    try:
        report.frame(Path(text))
    except CannotMeasure as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return Path(text)


if __name__ == "__main__":
    main()
