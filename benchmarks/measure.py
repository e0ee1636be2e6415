"""What every benchmark speaks: how hard to try, measuring in turns, and rows of the table."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

Side = TypeVar("Side")


class CannotMeasure(Exception):
    """Something that a benchmark needs is not there. The message is one line that says what."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try.

    Attributes:
        rounds: how often each side is measured; its median counts.
        seconds: of one measurement under load; wrk counts them whole.
        quick: leave out what takes long; the figures only show that everything runs.
    """

    rounds: int
    seconds: int
    quick: bool

    def sizes(self, *sizes: int) -> tuple[int, ...]:
        """Sizes to measure, from small to large; a quick run leaves out the largest."""
        return sizes[:-1] if self.quick else sizes


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A target for a ratio that should be high."""

    bound: float

    def met(self, ratio: float) -> bool:
        """Whether a ratio is good enough."""
        return ratio >= self.bound

    def __str__(self) -> str:
        return f"≥ {self.bound:g}"


@dataclass(frozen=True, slots=True)
class AtMost:
    """A target for a ratio that should be low."""

    bound: float

    def met(self, ratio: float) -> bool:
        """Whether a ratio is good enough."""
        return ratio <= self.bound

    def __str__(self) -> str:
        return f"≤ {self.bound:g}"


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure that a chart shows.

    Attributes:
        chart: which one.
        label: where on its axis: whose figure it is, or the size that it belongs to.
        series: what it is one of.
        value: the figure.
    """

    chart: str
    label: str
    series: str
    value: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        name: what was measured.
        ours: the figure of this server, with its unit.
        other: what it is compared with, and the figure of that.
        ratio: ours to the other's: the median of the ratios of all rounds; None if it was not measured.
        target: what the ratio should be.
        bars: what of it a chart shows.
    """

    name: str
    ours: str
    other: str
    ratio: float | None
    target: AtLeast | AtMost | None = None
    bars: tuple[Bar, ...] = ()


Benchmark = Callable[[Effort], Iterator[Row]]


def in_turns(rounds: int, *sides: Callable[[], Side]) -> list[list[Side]]:
    """Measure each side once a round, so that a machine that slows down slows all; a list for each side."""
    measured = [[side() for side in sides] for _ in range(rounds)]
    return [list(figures) for figures in zip(*measured, strict=True)]


def ratio(ours: Sequence[float], others: Sequence[float]) -> float:
    """The median of the ratios of figures that were measured in the same round."""
    return median(mine / other for mine, other in zip(ours, others, strict=True))


def duration(seconds: Sequence[float]) -> str:
    """The median of some durations for people.

    >>> duration([0.0021, 0.0020, 0.4])
    '2.1 ms'
    """
    middle = median(seconds)
    return f"{middle:.2f} s" if middle >= 1 else f"{middle * 1000:.3g} ms"
