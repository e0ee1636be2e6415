"""What a report tells of the sandboxes of a test."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockserver import Sandbox
    from mockserver.client.types import FaultState

MOST_SHOWN = 50
"""How many requests of a sandbox are shown, the newest."""


def journal(sandbox: Sandbox) -> str:
    """The requests that a sandbox got, with both bodies, findings and faults."""
    from mockserver import AdminError  # noqa: PLC0415 - only who needs a server pays for it
    from mockserver.client.formatting import plain  # noqa: PLC0415

    try:
        shown = sandbox.requests.list(limit=MOST_SHOWN)
    except AdminError as error:
        return f"the journal cannot be read: {error}"
    return "\n".join(map(plain, shown)) or "no request came"


def left_over(sandboxes: Sequence[Sandbox]) -> str:
    """The faults that were planned and not met; nothing if there are none."""
    left = [
        f"  {sandbox.name}: {_told(plan)}" for sandbox in sandboxes for plan in sandbox.faults.unconsumed()
    ]
    told = "planned faults were not consumed (unconsumed_faults='ignore' lets them be):"
    return "\n".join([told, *left]) if left else ""


def _told(plan: FaultState) -> str:
    remaining = plan.get("limit") or plan["remaining"]
    calls = plan["match"] or "any call"
    return f"{plan['id']} for {calls}: {len(plan['consumed'])} steps were taken, left is {remaining}"
