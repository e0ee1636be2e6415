"""A report as people and build servers read it: rows of a table, Markdown, JUnit's XML."""

import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

from mockserver.verify.report import SEVERITY, Outcome, ProbeResult, Report

TITLES = ("outcome", "claims", "probe", "answer", "emulator")
LONGEST = 60
WORTH_COMPARING = (Outcome.DIFFERS, Outcome.POSITION)


def rows(report: Report) -> list[tuple[str, ...]]:
    """A row for each probe, the worst first."""
    ordered = sorted(report.probes, key=lambda probe: SEVERITY.index(probe.outcome))
    return [
        (
            each.outcome.value,
            ", ".join(each.claims),
            each.id,
            _told(each),
            _short(each.emulator["default"]) if each.outcome in WORTH_COMPARING else "",
        )
        for each in ordered
    ]


def summary(report: Report) -> str:
    """How many probes came to what."""
    counts = {outcome: sum(each.outcome is outcome for each in report.probes) for outcome in SEVERITY}
    told = ", ".join(f"{count} {outcome.value}" for outcome, count in counts.items() if count)
    return f"{len(report.probes)} probes: {told or 'none'}; {report.requests} requests"


def markdown(report: Report) -> str:
    """A report as a page."""
    return "\n".join(_markdown(report)) + "\n"


def junit(report: Report) -> str:
    """A report as a suite of JUnit's: a difference is a failure, what could not be checked an error."""
    suite = ET.Element("testsuite", name=f"mockserver verify {report.service}", timestamp=report.verified_at)
    for probe in report.probes:
        case = ET.SubElement(suite, "testcase", classname=", ".join(probe.claims), name=probe.id)
        case.set("time", f"{probe.ms / 1000:.3f}")
        if probe.outcome in (Outcome.DIFFERS, Outcome.POSITION):
            message = (
                f"{probe.question} {_told(probe)}; the emulator: {_short(probe.emulator.get('default'))}"
            )
            ET.SubElement(case, "failure", message=message, type=probe.outcome.value)
        elif probe.outcome is Outcome.COULD_NOT_CHECK:
            ET.SubElement(case, "error", message=probe.reason or "", type=probe.outcome.value)
        elif probe.outcome is Outcome.NOT_ASKED:
            ET.SubElement(case, "skipped", message=probe.reason or "")
    for name, kind in (("tests", "testcase"), ("failures", "*/failure"), ("errors", "*/error")):
        suite.set(name, str(len(suite.findall(kind))))
    ET.indent(suite)
    return ET.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def _markdown(report: Report) -> Iterator[str]:
    yield f"# {report.service}, {report.verified_at}"
    yield f"\nBy mockserver {report.version}, documentation `{report.documentation}`. {summary(report)}."
    if report.stopped:
        yield f"\n**Stopped early:** {report.stopped}"
    if report.left_behind:
        yield f"\n**Left behind:** {', '.join(report.left_behind)}"
    yield "\n| claim | outcome | what that says |\n|---|---|---|"
    for claim, result in sorted(report.claims.items(), key=lambda pair: SEVERITY.index(pair[1].outcome)):
        yield f"| {claim} | {result.outcome.value} | {result.verdict} |"
    yield f"\n| {' | '.join(TITLES)} |\n|---|---|---|---|---|"
    for row in rows(report):
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |"


def _told(probe: ProbeResult) -> str:
    if probe.reason is not None:
        return probe.reason
    told = _short(probe.answer)
    return f"{told} ({probe.position})" if probe.position else told


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
