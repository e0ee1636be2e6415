"""Charts show what the rows of a benchmark say."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

chart = pytest.importorskip("benchmarks.chart")
measure = pytest.importorskip("benchmarks.measure")

SVG = "{http://www.w3.org/2000/svg}"


def row(*bars: tuple[str, str, str, float]) -> object:
    return measure.Row("row", "1", "2", 0.5, None, tuple(measure.Bar(*bar) for bar in bars))


def test_each_kind_of_bar_has_a_picture_that_the_document_shows(tmp_path: Path) -> None:
    document = tmp_path / "PERFORMANCE.md"
    rows = [
        row(("peers", "mockserver", "get", 16_000.0), ("peers", "mockserver", "write", 8_000.0)),
        row(("peers", "a & b", "get", 4_000.0)),
        row(("growth", "1000", "first page", 1.0), ("growth", "1000000", "first page", 1.2)),
    ]
    shown = chart.write_charts(rows, document)
    assert [each.partition("(")[2] for each in shown] == ["performance-peers.svg)", "performance-growth.svg)"]
    picture = ElementTree.parse(tmp_path / "performance-peers.svg").getroot()
    said = [each.text for each in picture.iter(f"{SVG}text")]
    assert {"mockserver", "a & b", "16,000", "8,000", "4,000"} <= set(said)
    widths = [
        float(each.get("width", "0")) for each in picture.iter(f"{SVG}rect") if each.get("height") == "14"
    ]
    assert widths[0] == pytest.approx(2 * widths[1], abs=0.1)
    assert widths[0] == pytest.approx(4 * widths[2], abs=0.1)


def test_without_bars_there_is_no_picture(tmp_path: Path) -> None:
    assert chart.write_charts([row()], tmp_path / "PERFORMANCE.md") == []
    assert list(tmp_path.iterdir()) == []
