"""The requests that benchmarks send, and the worlds that they are sent to."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PROJECT, EVENT = 12345, 1234
GROUP = "everyone"

HEADERS = {
    "Authorization": f"Basic {base64.b64encode(b'key:secret').decode()}",
    "Api-Revision": "1.2",
    "Content-Type": "application/json",
}
FIELDS = {
    "eventName": {"value": "LA Dodgers at SF Giants"},
    "venueTitle": {"value": "AT&T Park"},
    "venueAddress": {"value": "24 Willie Mays Plaza\nSan Francisco, CA 94107"},
    "doorsOpen": {"value": "2019-09-25T09:35:00"},
    "startTime": {"value": "2019-09-25T10:00:00"},
    "endTime": {"value": "2019-09-25T12:00:00"},
}
VOLUME = {"createdAt": "2020-01-01T00:00:00Z"}
"""Of which each pass is a second younger than the one before."""
CHANGED = {"doorsOpen": {"value": "2019-09-25T09:45:00"}, "startTime": {"value": "2019-09-25T10:10:00"}}
CHANGE = json.dumps({"fields": CHANGED})
CREATE = json.dumps({"fields": FIELDS})


@dataclass(frozen=True, slots=True)
class Call:
    """A request.

    Attributes:
        method: of HTTP.
        path: below the project, with the query.
        content: the body, as it is sent.
    """

    method: str
    path: str
    content: str = ""

    @property
    def headers(self) -> Mapping[str, str]:
        """What it is sent with."""
        return HEADERS

    @property
    def target(self) -> str:
        """The whole path, with the query."""
        return f"/v1/events/project/{PROJECT}{self.path}"


def world_of_one(passes: int) -> dict[str, Any]:
    """A seed with one event that has so many passes."""
    event = {"id": EVENT, "passGroups": [GROUP], "fields": FIELDS, "passes": VOLUME | {"count": passes}}
    return {"projects": [{"id": PROJECT, "events": [event]}]}


def world_of_many(events: int, passes: int) -> dict[str, Any]:
    """A seed with so many events in one group, each with so many passes."""
    alike = {"count": events, "passGroups": [GROUP], "fields": FIELDS, "passes": VOLUME | {"count": passes}}
    return {"projects": [{"id": PROJECT, "events": [alike]}]}
