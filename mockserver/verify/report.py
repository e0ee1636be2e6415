"""The report of a run: what was asked, what was answered, and what that says of each claim."""

from enum import StrEnum
from typing import Any, Literal

from pydantic import ConfigDict, Field

from mockserver.domain.model import CamelModel


class Outcome(StrEnum):
    """What a probe, or all probes of a claim, came to; the worst first."""

    DIFFERS = "differs"
    COULD_NOT_CHECK = "could-not-check"
    POSITION = "position"
    AGREES = "agrees"
    NOT_ASKED = "not-asked"


SEVERITY = list(Outcome)


def worst(outcomes: list[Outcome]) -> Outcome:
    """The outcome that counts of several."""
    return min(outcomes, key=SEVERITY.index)


class ReportModel(CamelModel):
    """Anything in a report; what is not known is refused."""

    model_config = ConfigDict(extra="forbid", validate_by_alias=True, validate_by_name=True)


class ProbeResult(ReportModel):
    """A probe and its answer."""

    id: str
    claims: list[str]
    question: str
    answer: Any = Field(None, description="Canonical; null if there is none.")
    emulator: dict[str, Any] = Field(
        default_factory=dict, description="What the emulator answers, by position; `default` is its own."
    )
    outcome: Outcome
    position: str | None = Field(None, description="The position that answers the same, if not the default.")
    reason: str | None = Field(None, description="Why there is no answer.")
    requests: int = 0
    ms: float = 0


class ClaimResult(ReportModel):
    """What all probes of a claim came to."""

    outcome: Outcome
    date: str
    verdict: str = Field(description="What that says of the claim, in a sentence.")


class Report(ReportModel):
    """What a service was seen to answer. Holds no credentials, names, ids or links."""

    format: Literal["mockserver-verify/1"] = "mockserver-verify/1"
    service: str = Field(description="The host that was asked.")
    verified_at: str
    version: str = Field(description="Of the emulator.")
    documentation: str = Field(description="Digest of the claims and examples that were compared with.")
    requests: int
    probes: list[ProbeResult]
    claims: dict[str, ClaimResult]
    left_behind: list[str] = Field(description="Paths of events that may still be there.")
    stopped: str | None = Field(None, description="Why the run ended early, if it did.")

    @property
    def exit_code(self) -> int:
        """0 no difference, 1 a difference, 3 something could not be checked or was left behind."""
        outcomes = {each.outcome for each in self.probes}
        if Outcome.COULD_NOT_CHECK in outcomes or self.left_behind or self.stopped:
            return UNCHECKED
        return DIFFERENT if outcomes & {Outcome.DIFFERS, Outcome.POSITION} else 0


DIFFERENT, UNCHECKED = 1, 3
"""Exit codes."""
