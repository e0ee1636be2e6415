"""Writers for `kill`: each makes one write after the other, and knows what must have come of them."""

import http.client
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

from benchmarks.calls import HEADERS
from benchmarks.measure import CannotMeasure

GROUP = "group-{}"


@dataclass(frozen=True, slots=True)
class Known:
    """The event of a writer: its title, whether it is in its group, and how its passes stand."""

    title: str = ""
    grouped: bool = False
    passes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Write:
    """A write, and what the event is after it; None after the end of the event."""

    method: str
    target: str
    body: Any
    after: Known | None


def send(port: int, method: str, target: str, body: Any = None) -> Any:
    """What a server answers.

    Raises:
        OSError, http.client.HTTPException: it was killed meanwhile.
        CannotMeasure: it refuses.
    """
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request(method, target, None if body is None else json.dumps(body), HEADERS)
        answer = connection.getresponse()
        content = answer.read()
    if answer.status >= http.client.MULTIPLE_CHOICES:
        raise CannotMeasure(f"{method} {target}: {answer.status} {content.decode()}")
    return json.loads(content) if content else None


class Writer:
    """Makes every kind of write to an event of its own, over and over, until the server is gone.

    Attributes:
        acknowledged: how many writes were answered.
    """

    def __init__(self, project: int, number: int) -> None:
        self._project = project
        self._event = f"event-{number}"
        self._group = GROUP.format(number)
        self._known: Known | None = None
        self._pending: Write | None = None
        self._id = 0
        self._passes: list[int] = []
        self.acknowledged = 0

    def run(self, port: int) -> None:
        """Write until the server is killed."""
        try:
            while True:
                for write in self._writes():
                    self._pending = write
                    answer = send(port, write.method, write.target, write.body)
                    self._known, self._pending = write.after, None
                    self.acknowledged += 1
                    self._note(answer)
        except (OSError, http.client.HTTPException):
            return

    def fault(self, state: dict[str, Any]) -> str:
        """What is wrong with a state that a server has after this writer; nothing if all is well."""
        found = _find(state, self._project, self._event)
        if found in (self._known, self._pending.after if self._pending else self._known):
            return ""
        return f"{self._event} of {self._project}: {found}, expected {self._known}, or after {self._pending}"

    def _note(self, answer: Any) -> None:
        self._id = answer.get("eventId", self._id)
        if "passes" in answer:
            self._passes = [each["id"] for each in answer["passes"]]

    def _writes(self) -> Iterator[Write]:
        project = f"/v1/events/project/{self._project}"
        event, group = f"{project}/id/{self._event}", self._group
        now = Known(f"title {self.acknowledged}")
        yield Write("POST", event, _titled(now.title), now)
        now = replace(now, title=f"title {self.acknowledged}")
        yield Write("PUT", event, _titled(now.title), now)
        now = replace(now, grouped=True)
        yield Write("POST", f"{event}/passGroups", {"passGroups": [group]}, now)
        now = replace(now, title=f"title {self.acknowledged}")
        yield Write("PUT", f"{project}/passGroups/{group}", _titled(now.title), now)
        now = replace(now, title=f"title {self.acknowledged}")
        yield Write("POST", event, _titled(now.title), now)  # an upsert, by now
        now = replace(now, passes=("not_been_installed",) * 2)
        yield Write("POST", f"/__admin/events/{self._id}/passes", {"count": 2}, now)
        for act, status in (("install", "installed"), ("uninstall", "uninstalled")):
            now = replace(now, passes=(status, "not_been_installed"))
            yield Write("POST", f"/__admin/passes/{self._passes[0]}/{act}", None, now)
        now = replace(now, grouped=False)
        yield Write("DELETE", f"{event}/passGroups/{group}", None, now)
        yield Write("DELETE", event, None, None)


class Maker:
    """Makes what its caller gives no name, and what hangs on that, until the server is gone.

    Attributes:
        acknowledged: how many writes were answered.
    """

    def __init__(self) -> None:
        self._kept: list[tuple[str, Any]] = []
        self.acknowledged = 0

    def run(self, port: int) -> None:
        """Write until the server is killed."""
        try:
            while True:
                self._round(port)
        except (OSError, http.client.HTTPException):
            return

    def fault(self, state: dict[str, Any]) -> str:
        """What a state lacks of all that was answered; nothing if all is there."""
        found = {("project", each["id"]) for each in state["projects"]}
        events = [event for each in state["projects"] for event in each.get("events", [])]
        found |= {("event", each["id"]) for each in events}
        found |= {("merged", each.get("externalId")) for each in events}
        found |= {("callback", each["project"]) for each in state.get("callbacks", [])}
        found |= {("link", each.get("externalId")) for each in state.get("links", [])}
        lost = [each for each in self._kept if each not in found]
        return f"{lost} are lost of {len(self._kept)}" if lost else ""

    def _round(self, port: int) -> None:
        name = f"made-{self.acknowledged}"
        project = self._send(port, "/__admin/projects", {"name": name})["id"]
        self._kept.append(("project", project))
        event = self._send(port, f"/v1/events/project/{project}", _titled(name))["eventId"]
        self._kept.append(("event", event))
        self._send(port, f"/v1/project/{project}/settings/callback", {"baseUrl": "https://localhost/x"})
        self._kept.append(("callback", project))
        attendee = {"adaptiveLinkExternalId": name, "fields": {"seat": {"value": "7"}}}
        self._send(port, f"/__admin/events/{event}/tickets", {"attendees": [attendee]})
        self._kept.append(("link", name))
        self._send(port, "/__admin/state", {"projects": [{"id": project, "events": [{"externalId": name}]}]})
        self._kept.append(("merged", name))

    def _send(self, port: int, target: str, body: Any) -> Any:
        answer = send(port, "POST", target, body)
        self.acknowledged += 1
        return answer


def _titled(title: str) -> dict[str, Any]:
    return {"fields": {"eventName": {"value": title}}}


def _find(state: dict[str, Any], project: int, event: str) -> Known | None:
    """What a state says of an event."""
    for each in state["projects"]:
        for one in each.get("events", []) if each["id"] == project else []:
            if one.get("externalId") == event:
                passes = tuple(one_pass["status"] for one_pass in one.get("passes", []))
                return Known(one["fields"]["eventName"]["value"], bool(one.get("passGroups")), passes)
    return None
