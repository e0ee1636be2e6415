"""What a run would send, before it sends anything."""

from collections import Counter
from dataclasses import dataclass
from fnmatch import fnmatchcase

from mockserver.verify.cases import Probe, read_probes
from mockserver.verify.play import SHARED, Ground, paths

PREFLIGHT = 2
"""Requests before the first probe."""


@dataclass(frozen=True)
class Plan:
    """The probes of a run, and how many requests they take at most.

    Attributes:
        requests: by method, clean-up included.
        made: paths of the events that may be made.
    """

    probes: list[Probe]
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


def plan(probes: list[Probe], ground: Ground, given: frozenset[str]) -> Plan:
    """What a run of probes would send."""
    requests = Counter({"GET": PREFLIGHT})
    made: dict[str, None] = {}
    nameless = 0
    for probe in probes:
        if probe.needs and probe.needs not in given:
            continue
        requests.update(step.request_line[0] for step in probe.steps if step.make != SHARED)
        nameless += sum(step.send == "POST {project}" for step in probe.steps)
        made.update(dict.fromkeys(paths(probe, ground)))
    requests["POST"] += ground.shared_path in made
    requests["DELETE"] += len(made) + nameless
    return Plan(probes, requests, list(made))
