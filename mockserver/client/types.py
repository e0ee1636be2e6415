"""What the admin API takes and answers, by the names on the wire.

Made from its OpenAPI document by `python -m scripts.generate_types`; not edited by hand.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, Optional, TypeAlias, TypedDict

Act: TypeAlias = Literal["install", "uninstall"]


class Advance(TypedDict):
    """How far to move on."""

    seconds: float


class AttendeeField(TypedDict):
    """A field of an attendee: a label and a value, or, for `faceValue`, a price."""

    label: NotRequired[str]
    """What stands beside the value; the default is the key in words."""

    value: NotRequired[str]
    """What is shown."""

    currencyCode: NotRequired[
        Literal[
            "USD",
            "EUR",
            "CNY",
            "JPY",
            "GBP",
            "RUB",
            "AUD",
            "CHF",
            "CAD",
            "HKD",
            "SEK",
            "NZD",
            "KRW",
            "SGD",
            "NOK",
            "MXN",
            "INR",
        ]
    ]
    """Of a price."""

    micros: NotRequired[int]
    """Of a price: millionths of the currency."""


class AttendeeRequest(TypedDict):
    """Somebody who is to get a ticket. Source: event-tickets § Attendees."""

    adaptiveLinkExternalId: NotRequired[str | None]
    fields: NotRequired[dict[str, AttendeeField]]
    """As the vendor's page names them."""


class Awaited(TypedDict):
    """The requests to wait for."""

    match: NotRequired[RequestPattern]
    """What they must have; empty matches all."""

    count: NotRequired[int]
    """How many there must be, those that came before included."""

    timeoutMs: NotRequired[int]
    """How long to wait for them."""


class AwaitedDeliveries(TypedDict):
    """The deliveries to wait for."""

    match: NotRequired[DeliveryFilter]
    count: NotRequired[int]
    """How many there must be, those settled before included."""

    timeoutMs: NotRequired[int]
    """How long to wait for them."""


class BadDocument(TypedDict):
    """An error, with every fault of a document."""

    code: int
    """The HTTP status."""

    description: str
    """One sentence for each status."""

    details: str
    """What was wrong with this request."""

    faults: NotRequired[list[Fault]]
    """Left out where the document was not looked at."""


class Callback(TypedDict):
    """Where to be told."""

    project: NotRequired[int | None]
    """Whose passes it is about; without, those of projects that have none of their own."""

    baseUrl: str
    """What the paths of callbacks are appended to."""

    headers: NotRequired[dict[str, str]]
    """To send along; credentials are not told."""


class CallbackList(TypedDict):
    """Who is told."""

    callbacks: list[Callback]


class Change(TypedDict):
    """A member that differs. Where there is none, its value is null."""

    pointer: str
    """The member, as a JSON pointer into the entry of a seed document."""

    before: Any
    after: Any


class ChangeCounts(TypedDict):
    """How much a request changed."""

    events: int
    passes: int
    """Passes of these events, which were told of an update or set free."""


class Changed(TypedDict):
    """Something that differs."""

    id: int
    changes: list[Change]


class ClaimState(TypedDict):
    """A claim, the side that the sandbox takes, and when the service was seen to take it."""

    id: str
    label: Literal["reading", "assumed"]
    statement: str
    positions: list[str]
    """The sides that there are here, the default one first."""

    position: str | None
    """The side taken; null if there is but one."""

    observed: str | None
    """The day on which the service was seen; null if nobody looked."""

    unsupported: NotRequired[str | None]
    """What was seen and cannot be answered here."""


class ClockState(TypedDict):
    """What the clock tells, and why."""

    now: str
    mode: Literal["real", "frozen", "shifted"]


class Consumed(TypedDict):
    """A step that was taken."""

    step: Step
    request: str
    """The id of the request that it went wrong with."""


class Count(TypedDict):
    """How many requests match."""

    count: int


class CountedFindings(TypedDict):
    """How often the same was found about requests."""

    level: Level
    code: str
    count: int


class CountedRequests(TypedDict):
    """How many requests were answered alike."""

    operation: str | None
    """Null if it is none."""

    status: int | None
    """Null if nothing was answered."""

    count: int


class Covered(TypedDict):
    """How often an operation was called."""

    operation: str
    forms: dict[str, int]
    """By how the path names its project and its event."""

    statuses: dict[str, int]
    """By the status of the answer."""


DeliveryFilter = TypedDict(
    "DeliveryFilter",
    {
        "pass": NotRequired[int | None],
        "act": NotRequired[Act | None],
        "fate": NotRequired[Optional["Fate"]],
    },
)


class DeliveryList(TypedDict):
    """Deliveries, the newest last."""

    deliveries: list[DeliveryState]
    count: int


class DeliveryRequest(TypedDict):
    """What is sent."""

    method: NotRequired[Literal["POST"]]
    url: str
    headers: dict[str, str]
    """Those that were registered; credentials are not told."""

    body: dict[str, Any]


class DeliveryResponse(TypedDict):
    """What the receiver answered."""

    status: int
    body: str
    """Its beginning."""


DeliveryState = TypedDict(
    "DeliveryState",
    {
        "id": str,
        "at": str,
        "act": Act,
        "pass": int,
        "fate": "Fate",
        "request": DeliveryRequest,
        "response": DeliveryResponse | None,
        "error": NotRequired[str | None],
        "durationMs": float,
        "fault": NotRequired[str | None],
        "cause": str,
    },
)


class Diff(TypedDict):
    """What became different since a snapshot."""

    events: Differences
    passes: Differences


class Differences(TypedDict):
    """What became different, in id order."""

    added: list[dict[str, Any]]
    """As entries of a seed document."""

    removed: list[dict[str, Any]]
    """As entries of a seed document."""

    changed: list[Changed]


class Differing(TypedDict):
    """A criterion that was not met."""

    name: str
    expected: Any
    actual: Any


class EventField(TypedDict):
    """A field of an event. Properties that the documentation does not name are kept."""

    label: NotRequired[str]
    """What stands beside the value; the default depends."""

    value: NotRequired[str]
    """What is shown."""


class EventFields(TypedDict):
    """The fields of an event. Fields that the documentation does not name are kept."""

    eventName: NotRequired[EventField]
    """The name of the event."""

    venueTitle: NotRequired[EventField]
    """The name of the venue."""

    venueAddress: NotRequired[EventField]
    """The address of the venue."""

    doorsOpen: NotRequired[EventField]
    """When ticket holders may enter (ISO 8601)."""

    startTime: NotRequired[EventField]
    """When the event starts (ISO 8601)."""

    endTime: NotRequired[EventField]
    """When the event ends (ISO 8601)."""


class EventPage(TypedDict):
    """A page of events, in id order."""

    events: list[ListedEvent]
    count: int
    """How many there are on all pages."""

    next: int | None
    """What `after` is for the next page; null if there is none."""


class EventPass(TypedDict):
    """A pass."""

    id: int
    templateId: int
    url: str
    serialNumber: str
    createdAt: str
    """UTC, in milliseconds."""

    updatedAt: str
    """UTC, in milliseconds."""

    status: PassStatus
    installedAt: NotRequired[str]
    """UTC, in milliseconds; if it ever was installed."""

    platform: Literal["ios", "android"]
    externalId: NotRequired[str]
    """If the pass has one."""


class Exchange(TypedDict):
    """A request and its answer."""

    id: str
    """As the answer and the pushes have it."""

    at: str
    """By the clock of the sandbox."""

    durationMs: float
    operation: str | None
    """Null if no documented operation has this path and method."""

    request: RecordedRequest
    response: RecordedResponse | None
    """Null if none was sent."""

    findings: list[RecordedFinding]
    fault: str | None
    """The fault that was met on purpose."""

    touched: RecordedTouch


class Exchanges(TypedDict):
    """Requests, the newest last."""

    requests: list[Exchange]


Fate: TypeAlias = Literal["pending", "answered", "failed", "dropped"]


class Fault(TypedDict):
    """One thing wrong with a document."""

    pointer: str
    """Where, as a JSON pointer."""

    message: str


class FaultList(TypedDict):
    """All fault plans of a sandbox."""

    faults: list[FaultState]
    count: int


class FaultPlanSpec(TypedDict):
    """A fault plan to make: either steps, or a rate limit."""

    match: NotRequired[RequestPattern]
    """The calls that are meant; an empty one means all."""

    steps: NotRequired[list[Step]]
    """Each matching call takes the next one."""

    limit: NotRequired[RateLimit | None]
    """Answer calls above this rate with the status 429 and Retry-After."""


class FaultState(TypedDict):
    """A fault plan, and how far it was carried out."""

    id: str
    match: RequestPattern
    limit: NotRequired[RateLimit | None]
    consumed: list[Consumed]
    """The steps that were taken, in the order taken."""

    remaining: list[Step]
    """The steps that are left."""

    completed: bool
    """Whether all steps were taken; of a rate limit, whether it turned a call away."""


class Fidelity(TypedDict):
    """What the answers of a sandbox rest on."""

    claims: list[ClaimState]
    statuses: dict[str, int]
    """The status that the service was seen to have, by cause."""

    unsupported: dict[str, str]
    """All that was seen and cannot be answered here."""


Format: TypeAlias = Literal["har", "curl", "httpx", "fetch", "pytest", "http"]


class Health(TypedDict):
    """How the server is."""

    status: Literal["ready"]
    version: str
    uptimeSeconds: float
    sandboxes: int
    seed: list[str]
    """The seeds that the server began with."""

    shard: str | None
    """Which of several servers this tells of, not of the others; null if it is the only one."""


class Journalled(TypedDict):
    """Requests that the journal keeps."""

    requests: list[Exchange]
    count: int
    """How many these are."""

    dropped: int
    """How many were dropped since the journal was cleared, to keep it small."""


class Judgements(TypedDict):
    """What a request is answered under each policy."""

    judgements: list[RecordedJudgement]


Level: TypeAlias = Literal["violation", "undocumented"]


class LinkAnswer(TypedDict):
    """An adaptive link."""

    id: str
    externalId: str | None
    """Null if it has none."""

    event: int
    urls: dict[Platform, str]
    """Where people tap, by the platform of their device."""


class LinkList(TypedDict):
    """Links, in the order of the attendees."""

    links: list[LinkAnswer]


class ListedEvent(TypedDict):
    """An event as the API shows it, and how many passes it has."""

    eventId: int
    eventExternalId: NotRequired[str]
    """If the event has one."""

    projectId: int
    projectExternalId: NotRequired[str]
    """If the project has one."""

    createdAt: str
    """UTC, in whole seconds."""

    updatedAt: str
    """UTC, in whole seconds."""

    passGroups: list[str]
    """In the order joined."""

    fields: EventFields
    passes: int


class ListedPass(TypedDict):
    """A pass as a state document tells it, and the event that it is of."""

    id: int
    eventId: int | None
    externalId: NotRequired[str | None]
    templateId: int
    serialNumber: str
    platform: str
    status: PassStatus
    createdAt: str
    updatedAt: str
    installedAt: NotRequired[str | None]


class Miss(TypedDict):
    """A request that came close, and how it differed."""

    request: Exchange
    differences: list[Differing]


class NewSandbox(TypedDict):
    """A sandbox to make."""

    strictness: NotRequired[Strictness | None]
    reading: NotRequired[Reading | None]
    name: NotRequired[str | None]
    """By default one that nobody has."""

    seed: NotRequired[Literal["server", "empty"] | dict[str, Any] | list[dict[str, Any]]]
    """What it begins with: the server's seed, nothing, or seed documents."""

    clock: NotRequired[SeedClock | None]
    profile: NotRequired[dict[str, Any] | None]
    """How the service was seen to answer."""


PassStatus: TypeAlias = Literal["installed", "uninstalled", "not_been_installed"]


class PassesAnswer(TypedDict):
    """Passes, as the API lists them."""

    passes: list[EventPass]


class PassesPage(TypedDict):
    """A page of passes, in id order."""

    passes: list[ListedPass]
    count: int
    """How many there are on all pages."""

    next: int | None
    """What `after` is for the next page; null if there is none."""


class PassesRequest(TypedDict):
    """Passes to make, all alike."""

    count: NotRequired[int]
    platform: NotRequired[Platform]
    templateId: NotRequired[int | None]
    """By default that of the platform."""

    externalId: NotRequired[str | None]
    """`{n}` in it is the number of the pass, from 1; several passes need it."""

    status: NotRequired[PassStatus]


Platform: TypeAlias = Literal["ios", "android"]


class PolicyChange(TypedDict):
    """A policy for a sandbox; what is left out stays as it is."""

    strictness: NotRequired[Strictness | None]
    reading: NotRequired[Reading | None]


class Preview(TypedDict):
    """The requests that a plan would have met."""

    count: int
    requests: list[str]
    """Their ids, the newest last."""


class Problem(TypedDict):
    """Every error. Assumed: A-2."""

    code: int
    """The HTTP status."""

    description: str
    """One sentence for each status."""

    details: str
    """What was wrong with this request."""


class ProjectAnswer(TypedDict):
    """A project; of its credentials, the key."""

    id: NotRequired[int | None]
    externalId: NotRequired[str | None]
    name: NotRequired[str | None]
    key: NotRequired[str | None]


class ProjectList(TypedDict):
    """All projects, in id order."""

    projects: list[ProjectOverview]


class ProjectOverview(TypedDict):
    """A project, and how much there is of it."""

    id: int
    externalId: str | None
    name: str | None
    events: int
    passes: int


class ProjectRequest(TypedDict):
    """A project to make. Without an id it gets the next one."""

    id: NotRequired[int | None]
    externalId: NotRequired[str | None]
    name: NotRequired[str | None]
    key: NotRequired[str | None]
    secret: NotRequired[str | None]


PushAnswer = TypedDict(
    "PushAnswer",
    {
        "pass": int,
        "event": int,
        "at": str,
        "request": str,
    },
)


class PushList(TypedDict):
    """Pushes, in the order made."""

    pushes: list[PushAnswer]
    count: int


class RateLimit(TypedDict):
    """How many calls may pass within any stretch of time."""

    requests: int
    seconds: float
    """On the clock of the sandbox."""


Reading: TypeAlias = Literal["examples", "schema"]


class RecordedFinding(TypedDict):
    """What was found about the request."""

    code: str
    level: Level
    at: str
    message: str
    source: str


class RecordedJudgement(TypedDict):
    """What a request is answered under a policy."""

    strictness: Strictness
    reading: Reading
    status: int
    findings: list[RecordedFinding]


class RecordedRequest(TypedDict):
    """What came."""

    method: str
    url: str
    headers: dict[str, str]
    """With names in lower case."""

    body: Any
    """JSON as JSON, anything else as text; null without a body."""


class RecordedResponse(TypedDict):
    """What went."""

    status: int
    headers: dict[str, str]
    body: Any
    """JSON as JSON, anything else as text; null without a body."""


class RecordedTouch(TypedDict):
    """What was read or written."""

    events: list[int]
    """The ids of the events."""

    passes: int
    """How many passes."""


class Report(TypedDict):
    """What the journal of a sandbox covers."""

    operations: list[Covered]
    claims: list[str]
    """Those that the operations called rest on."""

    findings: dict[str, int]
    """By code."""

    unread: list[Unread]


class RequestChange(TypedDict):
    """A member that a request added, removed or replaced."""

    op: Literal["add", "remove", "replace"]
    path: str
    """A JSON pointer; events stand by their ids."""

    before: Any
    after: Any


class RequestChanges(TypedDict):
    """What a request changed."""

    changes: list[RequestChange] | None
    """Null for more than 50 events, or for large ones: then they are counted only."""

    counts: ChangeCounts


class RequestPattern(TypedDict):
    """What a call must have. What is left out is not asked for, so that an empty one matches all."""

    operation: NotRequired[str | None]
    """The operation's name, such as update_event."""

    method: NotRequired[str | None]
    """The HTTP method."""

    path: NotRequired[str | None]
    """A glob of the path, in which * stands for any characters."""

    event: NotRequired[int | None]
    """The id of an event that the call is about."""

    passGroup: NotRequired[str | None]
    """The pass group that the path names."""

    status: NotRequired[int | None]
    """The status of the answer."""

    header: NotRequired[dict[str, str] | None]
    """Headers and their values."""

    body: NotRequired[Any]
    """What the body must contain: objects may have more members, anything else is alike."""


class SandboxList(TypedDict):
    """All sandboxes."""

    sandboxes: list[SandboxState]
    count: int
    shard: str | None
    """Which of several servers this tells of, not of the others; null if it is the only one."""


class SandboxState(TypedDict):
    """A sandbox, and the three ways to be in it."""

    name: str
    baseUrl: str
    """For clients that can only change their base URL."""

    user: str
    """For clients that only take credentials: the Basic user, any password."""

    header: str
    """For clients that can send a header."""

    strictness: Strictness
    reading: Reading
    positions: dict[str, str]
    """The side taken of each claim that has two."""

    clock: ClockState
    requests: int
    """To the emulated API, since its journal was last cleared."""

    events: int


class SeedClock(TypedDict):
    """How the clock begins: exactly one of these."""

    frozen: NotRequired[str]
    """Stand still at this instant."""

    shifted: NotRequired[str]
    """Run on from this instant."""

    real: NotRequired[Literal[True]]
    """Tell the real time."""


class SeedList(TypedDict):
    """The seeds that come along."""

    seeds: list[ShippedSeed]


class ShippedSeed(TypedDict):
    """A seed that comes along."""

    name: str
    description: str
    seed: str
    """The document, in YAML."""


class SnapshotEntry(TypedDict):
    """A snapshot."""

    name: str


class SnapshotList(TypedDict):
    """All snapshots of a sandbox."""

    snapshots: list[SnapshotEntry]
    count: int


Step = TypedDict(
    "Step",
    {
        "status": NotRequired[int | None],
        "details": NotRequired[str | None],
        "headers": NotRequired[dict[str, str] | None],
        "retryAfter": NotRequired[int | None],
        "delayMs": NotRequired[int | None],
        "drop": NotRequired[Literal["before", "after"] | None],
        "truncate": NotRequired[int | None],
        "malformed": NotRequired[Literal[True] | None],
        "duplicate": NotRequired[Literal[True] | None],
        "reorder": NotRequired[Literal[True] | None],
        "pass": NotRequired[Literal[True] | None],
        "times": NotRequired[int],
    },
)


Strictness: TypeAlias = Literal["lenient", "documented", "strict"]


class Tally(TypedDict):
    """What was counted."""

    run: str
    """Another one when the server was started again, and counts from nothing."""

    requests: list[CountedRequests]
    findings: list[CountedFindings]
    unconsumedFaults: int
    """Fault plans not carried out: those there are, and those that went with their sandboxes."""

    shard: str | None
    """Which of several servers this tells of, not of the others; null if it is the only one."""


TicketAnswer = TypedDict(
    "TicketAnswer",
    {
        "pass": int,
        "serialNumber": str,
        "platform": Literal["ios", "android"],
        "status": PassStatus,
        "header": list["TicketLine"],
        "primary": list["TicketLine"],
        "secondary": list["TicketLine"],
        "auxiliary": list["TicketLine"],
        "back": list["TicketLine"],
        "barcode": str,
        "barcodeText": str,
        "relevantAt": str | None,
        "updatedAt": str,
    },
)


class TicketLine(TypedDict):
    """A line of a ticket."""

    key: str
    """Of the field that it shows; what no field says begins with `own.`"""

    label: str
    value: str
    """What is shown; a time as people write it."""

    finding: NotRequired[str | None]
    """What is wrong with the value, shown as it is then."""


class TicketsRequest(TypedDict):
    """Tickets of an event. Without a template there are passes for both platforms."""

    attendees: list[AttendeeRequest]
    iosTemplateId: NotRequired[int | None]
    androidTemplateId: NotRequired[int | None]
    landingPageUrl: NotRequired[str | None]
    """Where devices without a wallet are led; by default they are not supported."""


class TimedOut(TypedDict):
    """Too few requests came in time."""

    code: int
    """The HTTP status."""

    description: str
    """One sentence for each status."""

    details: str
    """What was wrong with this request."""

    nearMisses: list[Miss]
    """The closest requests, the closest first."""


class Unread(TypedDict):
    """Something that was sent and that nobody read."""

    path: str
    """A JSON pointer into the body, or a header or a parameter by name."""

    count: int


class Validity(TypedDict):
    """That a document is a seed."""

    valid: NotRequired[Literal[True]]


class Wanted(TypedDict):
    """The requests that are meant."""

    match: NotRequired[RequestPattern]
    """What they must have; empty matches all."""
