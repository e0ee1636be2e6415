"""What a run would send, before it sends anything."""

from collections import Counter
from dataclasses import dataclass
from fnmatch import fnmatchcase

from mockserver.verify.cases import Probe, read_probes
from mockserver.verify.play import SHARED, Ground, paths

PREFLIGHT = 2
"""Requests before the first probe."""
REASONS = {
    "orphan": "needs --may-orphan: what it makes could not be found again if its answer were lost",
    "passes": "needs --event-with-passes: it looks at passes, and no operation makes any",
    "second": "needs --second-project: it takes the credentials of another project",
}
"""Why a probe is not asked."""


@dataclass(frozen=True)
class Plan:
    """The probes of a run, and how many requests they take at most.

    Attributes:
        skipped: those that need what was not given.
        requests: by method, clean-up included.
        made: paths of the events that may be made.
    """

    probes: list[Probe]
    skipped: list[Probe]
    requests: Counter[str]
    made: list[str]


def choose(patterns: list[str]) -> list[Probe]:
    """The probes of claims, or with names, that match any of some patterns; all without one."""
    return [
        probe
        for probe in read_probes()
        if not patterns
        or any(fnmatchcase(name, pattern) for pattern in patterns for name in (probe.id, *probe.claims))
    ]


def is_met(probe: Probe, given: frozenset[str]) -> bool:
    """Whether a probe has what it needs."""
    return not probe.needs or probe.needs in given


def plan(probes: list[Probe], ground: Ground, given: frozenset[str]) -> Plan:
    """What a run of probes would send."""
    requests = Counter({"GET": PREFLIGHT})
    made: dict[str, None] = {}
    nameless = 0
    asked = [probe for probe in probes if is_met(probe, given)]
    for probe in asked:
        requests.update(step.request_line[0] for step in probe.steps if step.make != SHARED)
        nameless += sum(step.send == "POST {project}" for step in probe.steps)
        made.update(dict.fromkeys(paths(probe, ground)))
    requests["POST"] += ground.shared_path in made
    requests["DELETE"] += len(made) + nameless
    return Plan(asked, [probe for probe in probes if probe not in asked], requests, list(made))
