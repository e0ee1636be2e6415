"""A tally as people read it: aligned lines of plain text."""

import json
from collections.abc import Iterator

from mockserver.cli.exec.tally import OTHER, Counts, Tally
from mockserver.sandbox.faults.plan import FaultPlan
from mockserver.sandbox.faults.spec import Step
from mockserver.sandbox.matching import RequestPattern

TIMES = "\N{MULTIPLICATION SIGN}"
MOST_PLANS = 20
"""How many fault plans are told one by one."""


def summary(tally: Tally) -> str:
    """What was asked, what was found, and what did not go wrong though it was planned."""
    lines = [f"mockserver: {told(tally.requests.total(), 'request')}", *_rows(tally.requests)]
    if tally.findings:
        lines += ["  findings", *_rows(tally.findings)]
    if tally.unconsumed:
        lines += ["  unconsumed faults", *_plans(tally.unconsumed)]
    return "\n".join(lines)


def told(count: int, noun: str) -> str:
    """A number of things.

    >>> told(2, "request")
    '2 requests'
    """
    return f"{count} {noun}" if count == 1 else f"{count or 'no'} {noun}s"


def _rows(counts: Counts) -> Iterator[str]:
    """A line for each name, with what was counted below it."""
    names = sorted({name for name, _ in counts}, key=lambda name: (name == OTHER, name))
    width = max(map(len, names), default=0)
    for name in names:
        cells = [f"{kind} {TIMES}{counts[each, kind]}" for each, kind in sorted(counts) if each == name]
        yield f"    {name.ljust(width)}  {'  '.join(cells)}"


def _plans(plans: list[tuple[str, FaultPlan]]) -> Iterator[str]:
    for sandbox, plan in plans[:MOST_PLANS]:
        yield f"    {plan.id} in {sandbox} ({_meant(plan.order.match)}): {_left(plan)}"
    if len(plans) > MOST_PLANS:
        yield f"    and {len(plans) - MOST_PLANS} more"


def _meant(match: RequestPattern) -> str:
    """The calls that a plan is for; values as JSON, which cannot drive a terminal."""
    asked = match.model_dump(by_alias=True, exclude_none=True)
    return ", ".join(f"{name} {json.dumps(value)}" for name, value in asked.items()) or "any call"


def _left(plan: FaultPlan) -> str:
    if plan.order.limit:
        return f"limit of {plan.order.limit}"
    return "; ".join(_step(step) for step in plan.remaining)


def _step(step: Step) -> str:
    return f"{step} {TIMES}{step.times}" if step.times > 1 else str(step)
