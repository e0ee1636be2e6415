"""What is said to somebody who asked for a path that leads nowhere."""

import re

from mockserver.web.routing import OperationRouter

EVENTS = "/v1/events"
OTHERS = {
    "project": "projects",
    "template": "templates",
    "pass": "passes, but for listing, downloading and tapping them",
    "link": "adaptive links",
    "segment": "segments",
    "statistic": "statistics",
    "stat": "statistics",
    "tag": "tags",
    "flight": "flights",
    "certificate": "certificates",
    "callback": "callbacks",
}
"""What the vendor's service does that is not emulated, by the first step of its paths, in the singular."""
IN_THE_LAB = {
    "project": "POST /__admin/projects",
    "pass": "POST /__admin/events/{eventId}/passes",
    "link": "POST /__admin/events/{eventId}/tickets",
    "callback": "PUT /__admin/callbacks",
}
"""What does something like it in the lab."""


def hint(method: str, path: str, operations: OperationRouter) -> str:
    """What the caller may have meant.

    Args:
        method: of HTTP.
        path: raw, without query.
        operations: what is emulated.
    """
    if path.startswith(EVENTS):
        return "ids are integers, external ids are written id/{externalId}"
    meant = f"/v1{path}"
    if operations.resolve(method, meant) is not None:
        return f"expected {meant}, with the version of the API before it"
    first = re.match(r"/v1/([a-z]+?)s?(?:/|$)", path)
    if first is not None and first[1] in OTHERS:
        lab = IN_THE_LAB.get(first[1])
        door = f", or in the lab {lab}" if lab else ""
        told = f"the vendor has {OTHERS[first[1]]} there, which are not emulated"
        return f"{told}; expected a path below {EVENTS}{door}"
    return f"expected a path below {EVENTS}, or one of /docs, /openapi.json, /readyz, /__admin"
