"""Charts as SVG: requests a second beside the peers, and cost against growing worlds."""

import math
from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path

from benchmarks.measure import Bar, Row

COLOURS = ("#2563eb", "#f59e0b", "#10b981", "#8b5cf6", "#ef4444")
WIDTH, LEFT, TOP, RIGHT = 760, 170, 56, 70
LINE = 18
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1f2937}.t{font-weight:600;font-size:15px}"
    ".g{stroke:#d1d5db}.n{fill:#6b7280;font-size:12px}"
)


def write_charts(rows: Sequence[Row], document: Path) -> list[str]:
    """Write a chart for each kind of bar in the rows, beside a document; gives the lines that show them."""
    shown = []
    for name, (title, draw) in CHARTS.items():
        bars = [bar for row in rows for bar in row.bars if bar.chart == name]
        if bars:
            file = document.with_name(f"{document.stem.lower()}-{name}.svg")
            file.write_text(draw(title, bars), encoding="utf-8")
            shown.append(f"![{title}]({file.name})")
    return shown


def _bars(title: str, bars: Sequence[Bar]) -> str:
    """Requests a second: a group for each server, the fastest reader first."""
    series = _series(bars)
    first = {bar.label: bar.value for bar in bars if bar.series == series[0]}
    labels = sorted(first, key=lambda label: -first[label])
    most = max(bar.value for bar in bars)
    values = {(bar.label, bar.series): bar.value for bar in bars}
    parts, y = [], TOP
    for label in labels:
        weight = ' style="font-weight:600"' if label == "mockserver" else ""
        parts.append(_text(LEFT - 10, y + LINE, label, f' text-anchor="end"{weight}'))
        for index, name in enumerate(series):
            value = values.get((label, name), 0)
            width = value / most * (WIDTH - LEFT - RIGHT)
            parts.append(
                f'<rect x="{LEFT}" y="{y}" width="{width:.1f}" height="{LINE - 4}" fill="{COLOURS[index]}"/>'
            )
            parts.append(_text(LEFT + width + 6, y + 12, f"{value:,.0f}", ' class="n"'))
            y += LINE
        y += 10
    return _picture(title, series, parts, y)


def _lines(title: str, bars: Sequence[Bar]) -> str:
    """How many times as long it takes, over the size of the world: a line for each series."""
    series = _series(bars)
    sizes = sorted({float(bar.label) for bar in bars})
    height, most = 300, max(2.0, *(bar.value for bar in bars)) * 1.1
    low, high = math.log10(sizes[0]), math.log10(sizes[-1])

    def place(size: float, value: float) -> tuple[float, float]:
        along = (math.log10(size) - low) / ((high - low) or 1)
        return 60 + along * (WIDTH - 60 - RIGHT), TOP + height - value / most * height

    parts = []
    for value in range(math.floor(most) + 1):
        y = place(sizes[0], value)[1]
        parts.append(f'<line class="g" x1="60" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(_text(50, y + 4, f"{value} x", ' class="n" text-anchor="end"'))
    for size in sizes:
        x, _ = place(size, 0)
        parts += [_text(x, TOP + height + 18, f"{size:,.0f}", ' class="n" text-anchor="middle"')]
    for index, name in enumerate(series):
        points = [place(float(bar.label), bar.value) for bar in bars if bar.series == name]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in sorted(points))
        parts.append(f'<polyline points="{line}" fill="none" stroke="{COLOURS[index]}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{COLOURS[index]}"/>' for x, y in points]
    return _picture(title, series, parts, TOP + height + 30)


def _series(bars: Iterable[Bar]) -> list[str]:
    return list(dict.fromkeys(bar.series for bar in bars))


def _picture(title: str, series: Sequence[str], parts: Sequence[str], height: int) -> str:
    legend, x = [], 16
    for index, name in enumerate(series):
        legend.append(f'<rect x="{x}" y="32" width="10" height="10" fill="{COLOURS[index]}"/>')
        legend.append(_text(x + 15, 42, name, ' class="n"'))
        x += 30 + 7 * len(name)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height + 10}" role="img">',
        f"<title>{escape(title)}</title><style>{STYLE}</style>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        _text(16, 22, title, ' class="t"'),
        *legend,
        *parts,
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _text(x: float, y: float, text: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}"{more}>{escape(text)}</text>'


CHARTS: dict[str, tuple[str, Callable[[str, Sequence[Bar]], str]]] = {
    "peers": ("Requests a second, 16 connections", _bars),
    "growth": ("Cost against the number of passes in the world", _lines),
}
"""By the name that bars give: the title, and what draws it."""
