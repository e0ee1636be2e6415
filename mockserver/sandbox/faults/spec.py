"""The shape of a fault plan: which calls it is for, and what goes wrong with them."""

from typing import Literal, Self

from pydantic import AliasChoices, Field, model_validator

from mockserver.domain import callbacks
from mockserver.domain.errors import ERROR_STATUSES
from mockserver.domain.headers import HeaderName, HeaderValue
from mockserver.sandbox.matching import Call, RequestPattern, Shape

LONGEST_DELAY = 10 * 60 * 1000
MOST_TIMES = 10_000
MOST_REQUESTS = 100_000
KINDS = ("status", "drop", "truncate", "malformed", "duplicate", "reorder", "pass")
"""What can go wrong with a call or a callback; one step has one of these."""
OF_CALLS = frozenset({"status", "truncate", "malformed"})
OF_CALLBACKS = frozenset({"duplicate", "reorder"})
OF_STATUS = ("details", "headers", "retryAfter")
"""What only an answer with a status can have."""
FRAMING = frozenset({"content-length", "transfer-encoding", "connection"})
"""Headers that the server itself writes."""


class Part(Shape):
    """A part of a plan."""

    def given(self) -> list[str]:
        """The names on the wire of what was asked for."""
        names = type(self).model_fields
        return [
            str(field.alias)
            for name, field in names.items()
            if name in self.model_fields_set and getattr(self, name) is not None
        ]


class Step(Part):
    """What goes wrong with one call, or with several in a row."""

    status: int | None = Field(
        None,
        ge=ERROR_STATUSES.start,
        lt=ERROR_STATUSES.stop,
        description="Answer with this error, in the vendor's shape; the request is not carried out.",
    )
    details: str | None = Field(None, description="The details of that answer.")
    headers: dict[HeaderName, HeaderValue] | None = Field(None, description="More headers of that answer.")
    retry_after: int | None = Field(None, ge=0, description="Its Retry-After, in seconds.")
    delay_ms: int | None = Field(
        None, ge=0, le=LONGEST_DELAY, description="Wait first; may stand beside any other kind."
    )
    drop: Literal["before", "after"] | None = Field(
        None,
        description="Close the connection without an answer, before or after the request is carried out.",
    )
    truncate: int | None = Field(
        None,
        ge=0,
        description="Carry the request out, and close the connection after this many bytes of body.",
    )
    malformed: Literal[True] | None = Field(
        None, description="Answer 200 with a body that is no JSON; the request is not carried out."
    )
    duplicate: Literal[True] | None = Field(None, description="Send the callback twice.")
    reorder: Literal[True] | None = Field(
        None, description="Hold the callback back until a later one of the sandbox is out."
    )
    let_pass: Literal[True] | None = Field(None, alias="pass", description="Let the call pass.")
    times: int = Field(1, ge=1, le=MOST_TIMES, description="How many calls in a row take this step.")

    @model_validator(mode="after")
    def _check(self) -> Self:
        given = self.given()
        kinds = [name for name in KINDS if name in given]
        if len(kinds) > 1:
            raise ValueError(f"{' and '.join(kinds)} contradict each other; expected one of {_listed(KINDS)}")
        if not kinds and "delayMs" not in given:
            raise ValueError(f"nothing goes wrong; expected one of {_listed(KINDS)} or delayMs")
        alone = [name for name in OF_STATUS if name in given and "status" not in given]
        if alone:
            raise ValueError(f"{' and '.join(alone)} without a status; expected a status beside")
        ours = [name for name in self.headers or {} if name.lower() in FRAMING]
        if ours:
            raise ValueError(f"the header {ours[0]} is written by the server; expected any other header")
        return self

    def __str__(self) -> str:
        told = [f"delay {self.delay_ms} ms"] if self.delay_ms is not None else []
        for name, value in (("status", self.status), ("drop", self.drop), ("truncate", self.truncate)):
            told += [f"{name} {value}"] if value is not None else []
        told += ["malformed"] * bool(self.malformed) + ["duplicate"] * bool(self.duplicate)
        told += ["reorder"] * bool(self.reorder) + ["pass"] * bool(self.let_pass)
        return ", ".join(told)


class RateLimit(Part):
    """How many calls may pass within any stretch of time."""

    requests: int = Field(ge=1, le=MOST_REQUESTS)
    seconds: float = Field(gt=0, allow_inf_nan=False, description="On the clock of the sandbox.")

    def __str__(self) -> str:
        return f"{self.requests} calls in {self.seconds:g} s"


class FaultPlanSpec(Part):
    """A fault plan to make: either steps, or a rate limit."""

    match: RequestPattern = Field(
        default_factory=RequestPattern, description="The calls that are meant; an empty one means all."
    )
    steps: list[Step] = Field(default_factory=list, description="Each matching call takes the next one.")
    limit: RateLimit | None = Field(
        None,
        validation_alias=AliasChoices("limit", "every"),
        description="Answer calls above this rate with the status 429 and Retry-After.",
    )

    @model_validator(mode="after")
    def _check(self) -> Self:
        if bool(self.steps) == (self.limit is not None):
            raise ValueError("a plan has either steps or a limit; expected one of the two")
        if self.match.status is not None:
            raise ValueError("a call has no status before it is answered; expected a match without one")
        if self.is_for_callbacks and self.limit is not None:
            raise ValueError("callbacks have no limit; expected steps")
        kind, others = ("callbacks", OF_CALLS) if self.is_for_callbacks else ("calls", OF_CALLBACKS)
        for step in self.steps:
            impossible = sorted(others.intersection(step.given()))
            if self.is_for_callbacks and step.drop == "after":
                impossible = ["drop after"]
            if impossible:
                raise ValueError(f"{kind} cannot meet {impossible[0]}; expected another step")
        return self

    @property
    def is_for_callbacks(self) -> bool:
        """Whether it is about what is sent, and not about what comes."""
        return self.match.operation in callbacks.OPERATIONS

    def is_for(self, call: Call) -> bool:
        """Whether a call, or a callback, may take its steps."""
        is_callback = call.operation in callbacks.OPERATIONS
        return is_callback == self.is_for_callbacks and not self.match.differences(call)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names)
