"""The outcome of a command as people read it: aligned lines of plain text."""

from collections import Counter
from collections.abc import Iterator

from mockserver.cli.exec.run import Outcome
from mockserver.cli.exec.tally import OTHER, Counts, Totals
from mockserver.cli.output import compact_json
from mockserver.domain.text import printable
from mockserver.sandbox.faults.plan import FaultPlan
from mockserver.sandbox.faults.spec import Step
from mockserver.sandbox.matching import RequestPattern

TIMES = "\N{MULTIPLICATION SIGN}"
MOST_UNREAD = 20
"""How many things that nobody read are told, the most frequent."""
MOST_PLANS = 20
"""How many fault plans are told one by one."""


def summary(outcome: Outcome) -> str:
    """What was asked, what was found, and what did not go wrong though it was planned."""
    totals = outcome.totals
    lines = [f"mockserver: {quantity(totals.requests.total(), 'request')}", *_rows(totals.requests)]
    if totals.findings:
        lines += ["  findings", *_rows(totals.findings)]
    if totals.unread:
        lines += ["  sent and read by nobody", *_rows(Counter(dict(totals.unread.most_common(MOST_UNREAD))))]
    if totals.unconsumed:
        lines += ["  unconsumed faults", *_plans(totals)]
    if outcome.proxy is not None:
        lines += ["  proxy", f"    {outcome.proxy}"]
    return "\n".join(map(printable, lines))


def quantity(count: int, noun: str) -> str:
    """A number of things.

    >>> quantity(2, "request")
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


def _plans(totals: Totals) -> Iterator[str]:
    told = totals.plans[:MOST_PLANS]
    for sandbox, plan in told:
        yield f"    {plan.id} in {sandbox} ({_calls(plan.order.match)}): {_remaining(plan)}"
    more = totals.unconsumed - len(told)
    if more:
        yield f"    and {more} more" if told else f"    {quantity(more, 'plan')}"


def _calls(match: RequestPattern) -> str:
    """The calls that a plan is for."""
    criteria = match.model_dump(by_alias=True, exclude_none=True)
    return ", ".join(f"{name} {compact_json(value)}" for name, value in criteria.items()) or "any call"


def _remaining(plan: FaultPlan) -> str:
    """What a plan still has to do."""
    if plan.order.limit:
        return f"limit of {plan.order.limit}"
    return "; ".join(_step(step) for step in plan.remaining)


def _step(step: Step) -> str:
    return f"{step} {TIMES}{step.times}" if step.times > 1 else str(step)
