"""What a report says of the sandboxes of a test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockserver.client._sync.sandbox import Sandbox
    from mockserver.client.types import Exchange, FaultState

MOST_SHOWN = 50
"""How many requests of a sandbox are shown, the newest."""


def format_journal(sandbox: Sandbox) -> str:
    """The requests that a sandbox got, with both bodies, findings and faults."""
    from mockserver.client.errors import AdminError  # noqa: PLC0415 - only who needs a server pays for it
    from mockserver.client.formatting import plain  # noqa: PLC0415 - likewise

    try:
        exchanges = sandbox.requests.list(limit=MOST_SHOWN)
    except AdminError as error:
        return f"the journal cannot be read: {error}"
    return "\n".join([*map(plain, exchanges), *_unread(exchanges)]) or "no request came"


def _unread(exchanges: Iterable[Exchange]) -> Iterator[str]:
    """A line about what was sent and nobody read, if there was any."""
    from mockserver.domain.findings import UNREAD  # noqa: PLC0415 - only who needs a server pays for it

    found = [each["at"] for exchange in exchanges for each in exchange["findings"] if each["code"] in UNREAD]
    if found:
        yield f"sent and read by nobody: {', '.join(dict.fromkeys(found))}"


def describe_unconsumed_faults(sandboxes: Iterable[Sandbox]) -> str:
    """The faults that were planned and not met, a line for each; nothing if there are none."""
    lines = [f"  {sandbox.name}: {_describe(plan)}" for sandbox in sandboxes for plan in _unmet(sandbox)]
    title = "planned faults were not consumed (unconsumed_faults='ignore' lets them be):"
    return "\n".join([title, *lines]) if lines else ""


def _unmet(sandbox: Sandbox) -> list[FaultState]:
    """What was planned for a sandbox and not met; of one that the test deleted, nothing."""
    from mockserver.client.errors import AdminError  # noqa: PLC0415 - only who needs a server pays for it

    with suppress(AdminError):
        return sandbox.faults.unconsumed()
    return []


def _describe(plan: FaultState) -> str:
    remaining = plan.get("limit") or plan["remaining"]
    calls = plan["match"] or "any call"
    return f"{plan['id']} for {calls}: {len(plan['consumed'])} steps were taken, left is {remaining}"
