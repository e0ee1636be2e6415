"""What an answer rests on, as the response header `X-Mockserver-Evidence` tells it."""

from collections.abc import Mapping

from mockserver.domain.errors import CAUSES
from mockserver.web.context import RequestContext


def evidence(context: RequestContext) -> str:
    """Each claim that an answer rests on, and the cause of an error: when it was seen, or what else it is.

    It reads like `A-15 observed 2026-11-24, R-2 read, project.unknown assumed`.
    """
    assert context.route is not None  # noqa: S101 - as its caller looked
    dates = context.policy.profile.dates
    names = (*context.route.claims, context.cause) if context.cause else context.route.claims
    return ", ".join(
        f"{name} {f'observed {seen}' if (seen := _day(name, dates)) else _label(name)}" for name in names
    )


def _day(name: str, dates: Mapping[str, str]) -> str | None:
    """The day on which a claim or a cause was seen, or the claim that the cause rests on."""
    return dates.get(name) or dates.get(CAUSES.get(name, ""))


def _label(name: str) -> str:
    if name.startswith("R-"):
        return "read"
    return "published" if CAUSES.get(name) == "published" else "assumed"
