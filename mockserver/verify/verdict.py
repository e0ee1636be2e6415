"""What the outcome of a claim says of the documentation, of the service and of us."""

from mockserver.domain.policy import in_order
from mockserver.verify.report import ClaimResult, Outcome, ProbeResult, worst

OF_READINGS = {
    Outcome.AGREES: "The service does as the examples show.",
    Outcome.POSITION: "The service does as the schema says.",
    Outcome.DIFFERS: "The service does neither as the examples nor as the schema.",
}
OF_ASSUMPTIONS = {
    Outcome.AGREES: "The assumption is true.",
    Outcome.POSITION: "The assumption is false; the service takes the other side that the emulator has.",
    Outcome.DIFFERS: "The assumption is false, in a way that the emulator does not have.",
}
OF_THE_DOCUMENTATION = {
    Outcome.AGREES: "The service does as documented.",
    Outcome.POSITION: "The service does as documented, on another side than the emulator by default.",
    Outcome.DIFFERS: "The documentation is stale, or the emulator has read it wrongly; please report it.",
}
UNKNOWN = "Nothing is known of it."


def claim_results(probes: list[ProbeResult], date: str) -> dict[str, ClaimResult]:
    """What all probes of each claim came to."""
    outcomes: dict[str, list[Outcome]] = {}
    for probe in probes:
        for claim in probe.claims:
            outcomes.setdefault(claim, []).append(probe.outcome)
    ordered = sorted(outcomes.items(), key=lambda pair: in_order(pair[0]))
    return {claim: _result(claim, worst(found), date) for claim, found in ordered}


def _result(claim: str, outcome: Outcome, date: str) -> ClaimResult:
    sentences = OF_THE_DOCUMENTATION
    if claim.startswith("R-"):
        sentences = OF_READINGS
    elif claim.startswith("A-"):
        sentences = OF_ASSUMPTIONS
    return ClaimResult(outcome=outcome, date=date, verdict=sentences.get(outcome, UNKNOWN))
