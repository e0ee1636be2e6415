"""`python -m benchmarks.reliability`: measure what is promised, print it, fail if a promise is broken."""

import argparse
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from benchmarks import report
from benchmarks.measure import CannotMeasure
from benchmarks.reliability.bodies import bodies
from benchmarks.reliability.fuzz import fuzz
from benchmarks.reliability.kill import kill
from benchmarks.reliability.page import page
from benchmarks.reliability.promises import Check, Effort, Promise
from benchmarks.reliability.sandboxes import sandboxes
from benchmarks.reliability.soak import soak
from benchmarks.reliability.stop import stop
from benchmarks.reliability.waits import waits

CHECKS: dict[str, Check] = {
    "kill": kill,
    "waits": waits,
    "stop": stop,
    "sandboxes": sandboxes,
    "page": page,
    "bodies": bodies,
    "soak": soak,
    "fuzz": fuzz,
}
"""A new check is a function that yields promises, and a line here."""
COLUMNS = ("what happens", "promised", "measured", "kept")


def main() -> None:
    """Run the checks that were asked for; a promise that is broken is a failure."""
    options = _parser().parse_args()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit("reliability: stopped"))  # and so are its servers
    for name in [name for name in os.environ if name.startswith("MOCKSERVER_")]:
        del os.environ[name]
    machine = report.this_machine()
    effort = Effort(minutes=options.minutes)
    names = options.only.split(",") if options.only else list(CHECKS)
    with ThreadPoolExecutor(options.jobs) as threads:
        found = threads.map(partial(_measure, effort=effort), names)
        promises = [promise for each in found for promise in each]
    lines = report.markdown(COLUMNS, map(cells, promises))
    print("\n".join(lines))
    if options.markdown:
        command = " ".join(["python -m benchmarks.reliability", *sys.argv[1:]])
        report.write_lines(lines, machine, command, options.markdown)
    sys.exit(not all(each.kept for each in promises))


def cells(promise: Promise) -> tuple[str, ...]:
    """A promise as text."""
    return promise.what, promise.promised, promise.measured, "yes" if promise.kept else "**no**"


def _measure(name: str, effort: Effort) -> list[Promise]:
    """The promises of a check, told as they are judged; what cannot be measured is not kept."""
    promises: list[Promise] = []
    try:
        for promise in CHECKS[name](effort):
            print(" · ".join(cells(promise)), file=sys.stderr, flush=True)
            promises.append(promise)
    except CannotMeasure as error:
        promises.append(Promise(name, "", f"cannot be measured: {error}", kept=False))
    return promises


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m benchmarks.reliability", description=__doc__)
    parser.add_argument("--only", type=_names, metavar=",".join(CHECKS), help="some of the checks")
    parser.add_argument("--minutes", type=float, default=10, help="of the soak (10)")
    parser.add_argument("--jobs", type=int, default=1, help="checks that run at once (1)")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table into a document, too")
    return parser


def _names(text: str) -> str:
    for name in text.split(","):
        if name not in CHECKS:
            raise argparse.ArgumentTypeError(f"{name}: expected some of {', '.join(CHECKS)}")
    return text


if __name__ == "__main__":
    main()
