"""Whole worlds for `kill`, which carry a mark on each event, so that half of one is seen."""

import http.client
import json
from pathlib import Path
from typing import Any

from benchmarks.reliability.writes import send

EVENTS = 500
CLOCK = {"frozen": "2030-01-01T00:00:00Z"}


def marked(mark: str) -> dict[str, Any]:
    """A world whose every event bears a mark."""
    events = {"count": EVENTS, "fields": {"eventName": {"value": mark}}, "passes": {"count": 2}}
    return {"projects": [{"id": 1, "events": [events]}]}


def write_seed(folder: Path, mark: str) -> Path:
    """A seed of a world."""
    file = folder / f"{mark}.json"
    file.write_text(json.dumps(marked(mark)))
    return file


def mark_of(state: dict[str, Any]) -> str:
    """The mark of the whole world in a state; of what is no whole world, what is wrong with it."""
    events = [event for project in state["projects"] for event in project.get("events", [])]
    marks = {event["fields"]["eventName"]["value"] for event in events}
    if len(events) == EVENTS and len(marks) == 1:
        return str(marks.pop())
    return f"{len(events)} events with the marks {sorted(marks)}"


class Replacer:
    """Replaces the whole world by others, resets and restores, until the server is gone.

    Attributes:
        acknowledged: how many writes were answered.
        allowed: the marks that may be found afterwards.
    """

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self.acknowledged = 0
        self.allowed = {seed}

    def run(self, port: int) -> None:
        """Write until the server is killed."""
        try:
            while True:
                mark = f"state-{self.acknowledged}"
                self._write(port, "PUT", "/state", marked(mark), mark)
                self._write(port, "PUT", "/snapshots/kept", None, mark)
                self._write(port, "POST", "/reset", None, self._seed)
                self._write(port, "POST", "/snapshots/kept/restore", None, mark)
                self._write(port, "PUT", "/clock", CLOCK, mark)
        except (OSError, http.client.HTTPException):
            return

    def _write(self, port: int, method: str, path: str, body: Any, mark: str) -> None:
        self.allowed.add(mark)
        send(port, method, f"/__admin{path}", body)
        self.allowed = {mark}
        self.acknowledged += 1
