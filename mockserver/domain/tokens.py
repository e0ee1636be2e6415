"""Access tokens of OAuth 2.0, and what their bearers may use."""

from dataclasses import dataclass
from enum import StrEnum

from mockserver.domain.clock import Instant

LIFETIME = 3600
"""How many seconds a token lives. Source: oauth § Request a token."""


class TokenScope(StrEnum):
    """A part of the vendor's API that a token opens. Source: oauth § Request a token."""

    ADAPTIVE_LINKS = "wadl"
    EVENTS = "wevt"
    FLIGHTS = "wfli"
    NOTIFICATIONS = "wnot"
    PASSES = "wpas"
    PROJECTS = "wprj"
    SCHEDULES = "wsch"
    SEGMENTS = "wseg"
    STATISTICS = "wrpt"
    TEMPLATES = "wtmp"


OPENED_BY = {
    "Events": (TokenScope.EVENTS,),
    "Event Passes": (TokenScope.EVENTS, TokenScope.PASSES),
    "Apple Passes Only": (TokenScope.PASSES,),
}
"""The scopes of which a token needs one for the operations of a group; one without takes Basic alone.

Source: Add event to pass group, on the newer page of the events. Assumed: A-31 (its sisters alike).
"""


@dataclass(frozen=True, slots=True)
class AccessToken:
    """What a token says.

    Attributes:
        key: of the project that it was issued to.
        opens: what its bearer may use, in the order asked for.
        sandbox: where it was issued.
        expires_at: the instant from which on it is worth nothing.
    """

    key: str
    opens: tuple[TokenScope, ...]
    sandbox: str
    expires_at: Instant
