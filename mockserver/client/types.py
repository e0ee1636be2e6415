"""What the lab is given and answers, by the names on the wire. The document of the lab describes each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from os import PathLike
from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

Reading: TypeAlias = Literal["examples", "schema"]
Strictness: TypeAlias = Literal["lenient", "documented", "strict"]
Document: TypeAlias = dict[str, Any]
"""A seed document."""
OneSeed: TypeAlias = str | PathLike[str] | Mapping[str, Any]
Seed: TypeAlias = OneSeed | Sequence[OneSeed]
"""A seed document, a file, a folder, the name of a seed that comes with the package, or several of these;
`none` or `empty` for no data, and for a sandbox `server` for what its server began with."""
Instant: TypeAlias = str | datetime
"""ISO 8601 with an offset, or aware."""
Time: TypeAlias = Instant | Mapping[str, Any]
"""An instant to stand still at, or as the lab takes it, such as `{"shifted": …}`."""

Step = TypedDict(
    "Step",
    {
        "status": int,
        "details": str,
        "headers": dict[str, str],
        "retryAfter": int,
        "delayMs": int,
        "drop": Literal["before", "after"],
        "truncate": int,
        "malformed": Literal[True],
        "pass": Literal[True],
        "times": int,
    },
    total=False,
)
Step.__doc__ = "What goes wrong with one call."


class RateLimit(TypedDict):
    """How many calls may pass within any stretch of time."""

    requests: int
    seconds: float


class Match(TypedDict, total=False):
    """What a call must have; what is left out is not asked for."""

    operation: str
    method: str
    path: str
    event: int
    passGroup: str
    status: int
    header: dict[str, str]
    body: Any


class Consumed(TypedDict):
    """A step that was taken, and by which request."""

    step: Step
    request: str


class Plan(TypedDict):
    """A fault plan, and how far it was carried out."""

    id: str
    match: Match
    limit: NotRequired[RateLimit]
    consumed: list[Consumed]
    remaining: list[Step]
    completed: bool


class ClockState(TypedDict):
    """What a clock tells, and why."""

    now: str
    mode: Literal["real", "frozen", "shifted"]


class SandboxState(TypedDict):
    """A sandbox, and the three ways to be in it."""

    name: str
    baseUrl: str
    user: str
    header: str
    strictness: Strictness
    reading: Reading
    clock: ClockState


class Health(TypedDict):
    """How a server is."""

    status: Literal["ready"]
    version: str
    uptimeSeconds: float
    sandboxes: int
    seed: list[str]


class RecordedRequest(TypedDict):
    """What came: headers with names in lower case, the body as JSON if it is some, otherwise as text."""

    method: str
    url: str
    headers: dict[str, str]
    body: Any


class RecordedResponse(TypedDict):
    """What went."""

    status: int
    headers: dict[str, str]
    body: Any


class Finding(TypedDict):
    """What was found about a request."""

    code: str
    level: Literal["undocumented", "violation"]
    at: str
    message: str
    source: str


class Touched(TypedDict):
    """What was read or written: the ids of events, and how many passes."""

    events: list[int]
    passes: int


class Exchange(TypedDict):
    """A request of the journal, and its answer; None if none was sent."""

    id: str
    at: str
    durationMs: float
    operation: str | None
    request: RecordedRequest
    response: RecordedResponse | None
    findings: list[Finding]
    fault: str | None
    touched: Touched


class Difference(TypedDict):
    """A criterion that was not met."""

    name: str
    expected: Any
    actual: Any


class Miss(TypedDict):
    """A request that came close, and how it differed."""

    request: Exchange
    differences: list[Difference]


class Pass(TypedDict):
    """An event pass, as the API lists it."""

    id: int
    templateId: int
    url: str
    serialNumber: str
    createdAt: str
    updatedAt: str
    status: Literal["not_been_installed", "installed", "uninstalled"]
    installedAt: NotRequired[str]
    platform: str
    externalId: NotRequired[str]


Push = TypedDict("Push", {"pass": int, "event": int, "at": str, "request": str})
Push.__doc__ = "A pass was told of an update of an event, because of a request."


class Project(TypedDict, total=False):
    """A project; of its credentials, the key."""

    id: int
    externalId: str
    name: str
    key: str


class Change(TypedDict):
    """A member that differs, as a JSON pointer into the entry of a seed document."""

    pointer: str
    before: Any
    after: Any


class Changed(TypedDict):
    """Something that differs."""

    id: int
    changes: list[Change]


class Differences(TypedDict):
    """What became different, in id order; entries as in a seed document."""

    added: list[dict[str, Any]]
    removed: list[dict[str, Any]]
    changed: list[Changed]


class Diff(TypedDict):
    """What became different since a snapshot."""

    events: Differences
    passes: Differences
