"""The longest wait of a second client while the first has something large done."""

from collections.abc import Iterator

from benchmarks import measure
from benchmarks.holds import ALLOWED, ALLOWED_FOR_A_BODY, ALLOWED_FOR_A_WORLD, holds
from benchmarks.reliability.promises import Effort, Promise

ROUNDS = 3


def waits(_: Effort) -> Iterator[Promise]:
    """All kinds of long work that the benchmark knows; the one that is nearest to its bound is told."""
    rows = list(holds(measure.Effort(ROUNDS, 1, quick=False)))
    worst = max(rows, key=lambda row: row.ratio or 0)
    missed = [row for row in rows if row.target and row.ratio is not None and not row.target.met(row.ratio)]
    world, body = (f"{seconds * 1000:.0f} ms" for seconds in (ALLOWED_FOR_A_WORLD, ALLOWED_FOR_A_BODY))
    yield Promise(
        "longest wait of a second client during any one request, on `volume`",
        f"at most {ALLOWED * 1000:.0f} ms; {world} while a whole world is read, {body} for a body of 1 MiB",
        f"{len(rows)} kinds of work, {len(missed)} beyond their bound; nearest: "
        f"{worst.name} {worst.ours}, {worst.other}",
        not missed,
    )
