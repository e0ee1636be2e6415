"""What was found about a request, as the response header `X-Mockserver-Diagnosis` tells it."""

import json

from mockserver.domain.findings import Findings

LONGEST = 4096
"""Bytes of the header; clients refuse heads that are much longer."""
MOST_TOLD = 40
"""Findings that could fit into it."""


def diagnosis(findings: Findings) -> str:
    """Findings as a JSON array in ASCII, cut to what fits."""
    told = [json.dumps(finding.described()) for finding in findings.noted[:MOST_TOLD]]
    found = len(findings.noted) + findings.more
    while len(header := f"[{', '.join(told)}{_rest(found, len(told))}]") > LONGEST:
        told.pop()
    return header


def _rest(found: int, told: int) -> str:
    if found == told:
        return ""
    more = json.dumps({"code": "more", "message": f"{found - told} more findings are in the log."})
    return f", {more}" if told else more
