"""A profile of a report: what the service was seen to do, as the emulator takes it."""

from http import HTTPStatus
from typing import Any

import yaml

from mockserver.domain.errors import may_have
from mockserver.domain.policy import POSITIONS
from mockserver.seeds.claims import read_claims
from mockserver.verify.cases import read_probes
from mockserver.verify.report import Outcome, ProbeResult, Report, worst

FORMAT = "mockserver-profile/1"
ANSWERED = (Outcome.DIFFERS, Outcome.POSITION, Outcome.AGREES)
SUCCESSES = range(200, 300)


def profile_of(report: Report) -> dict[str, Any]:
    """The profile that a report gives."""
    causes = {probe.id: probe.cause for probe in read_probes() if probe.cause}
    seen: dict[str, set[Any]] = {}
    for probe in report.probes:
        if probe.outcome in ANSWERED and probe.id in causes:
            seen.setdefault(causes[probe.id], set()).add(_status(probe.answer))
    statuses: dict[str, int] = {}
    unsupported: dict[str, Any] = {}
    for probe in report.probes:
        if probe.outcome is Outcome.DIFFERS:
            cause, status = causes.get(probe.id, ""), _status(probe.answer)
            if cause and seen[cause] == {status} and may_have(cause, status):
                statuses[cause] = status
            else:
                unsupported[_name(probe)] = {"answer": probe.answer, "note": probe.question}
    sides = _sides(report)
    return {
        "format": FORMAT,
        "service": report.service,
        "observed": report.verified_at.partition("T")[0],
        "positions": {claim: side for claim, side in sides.items() if side},
        "confirmed": [claim for claim, side in sides.items() if not side],
        "statuses": statuses,
        "unsupported": unsupported,
    }


def to_yaml(profile: dict[str, Any]) -> str:
    """A profile as its file holds it."""
    text: str = yaml.safe_dump(profile, sort_keys=False, allow_unicode=True, width=100)
    return text


def _sides(report: Report) -> dict[str, str]:
    """The side seen of each claim of which all probes saw one; empty of those that have but one."""
    seen: dict[str, str] = {}
    for claim in read_claims():
        outcomes = [probe.outcome for probe in report.probes if claim in probe.claims and probe.requests]
        outcome = worst(outcomes) if outcomes else Outcome.NOT_ASKED
        if outcome in (Outcome.AGREES, Outcome.POSITION):
            default, other = POSITIONS.get(claim, ("", ""))
            seen[claim] = other if outcome is Outcome.POSITION else default
    return seen


def _status(answer: Any) -> Any:
    """A status as a profile has it, to which every success is the same."""
    return HTTPStatus.OK.value if answer in SUCCESSES else answer


def _name(probe: ProbeResult) -> str:
    """What an unsupported answer is listed under: its claim, if that is an assumption or a reading."""
    ours = [claim for claim in probe.claims if claim[:2] in ("A-", "R-")]
    return f"{ours[0]} {probe.id}" if ours else probe.id
