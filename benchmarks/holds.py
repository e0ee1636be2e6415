"""Long work: how long one client waits for its answer while another is served something large."""

import http.client
import json
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from statistics import median

from benchmarks import servers
from benchmarks.calls import HEADERS
from benchmarks.measure import AtMost, CannotMeasure, Effort, Row, duration
from benchmarks.worlds import VOLUME
from mockserver.seeds.files import shipped_seeds
from mockserver.seeds.parsing import read_yaml

ALLOWED, ALLOWED_FOR_A_WORLD, ALLOWED_FOR_A_BODY = 0.05, 0.15, 0.25
"""Seconds that anybody may wait; while the document of a whole world is read; while a body of 1 MiB is."""
LONGEST = 300
"""Seconds after which a request is given up."""
GLANCE = 0.001
SETTLE = 0.1
"""Seconds for which the other client goes on asking after the answer, for whatever is still to be done."""
MANY_PASSES, MANY_FIELDS = 100_000, 86_000
PROJECT = "/v1/events/project/9"
WAITING = f"{PROJECT}/5"
LAB, SNAPSHOT = "/__admin", "/__admin/snapshots/before"


@dataclass(frozen=True, slots=True)
class Ask:
    """A request that is long work.

    Attributes:
        name: what it is called in the table.
        method: of HTTP.
        target: the whole path.
        content: the body.
        headers: beside those that every request has.
        allowed: how many seconds another client may wait meanwhile.
    """

    name: str
    method: str
    target: str
    content: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    allowed: float = ALLOWED

    def answer(self, port: int) -> str:
        """The body that it is answered with."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
        try:
            connection.request(self.method, self.target, self.content or None, HEADERS | dict(self.headers))
            response = connection.getresponse()
            body = response.read().decode()
        finally:
            connection.close()
        if not 200 <= response.status < 300:
            raise CannotMeasure(f"{self.method} {self.target}: {response.status} {body[:200]}")
        return body


STATE = Ask("the state as JSON", "GET", f"{LAB}/state")


def holds(effort: Effort) -> Iterator[Row]:
    """The longest wait of a client that asks for an event again and again, for each kind of long work."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as other, servers.ours(VOLUME) as server:
        for ask in _asks(STATE.answer(server.port)):
            waits = [_longest_wait(server.port, other, ask) for _ in range(effort.rounds)]
            allowed = f"allowed {duration([ask.allowed])}"
            name = f"longest wait during: {ask.name}"
            yield Row(name, duration(waits), allowed, median(waits) / ask.allowed, AtMost(1))


def _asks(state: str) -> list[Ask]:
    """Each finds the world that the one before it left."""
    seed = json.dumps({"seed": read_yaml(shipped_seeds()[VOLUME].read_text(encoding="utf-8"))})
    group = json.dumps({"fields": {"gate": {"value": "3"}}})
    names: dict[str, dict[str, str]] = {f"{number:x}": {} for number in range(MANY_FIELDS)}
    body = json.dumps({"fields": names}, separators=(",", ":"))
    passes = json.dumps({"count": MANY_PASSES})
    as_yaml = {"Accept": "application/yaml"}
    return [
        STATE,
        Ask("the state as YAML", "GET", f"{LAB}/state", headers=as_yaml),
        Ask("a state replaced", "PUT", f"{LAB}/state", state, allowed=ALLOWED_FOR_A_WORLD),
        Ask("a state merged", "POST", f"{LAB}/state", state, allowed=ALLOWED_FOR_A_WORLD),
        Ask("a sandbox of a seed", "POST", f"{LAB}/sandboxes", seed, allowed=ALLOWED_FOR_A_WORLD),
        Ask("a snapshot saved", "PUT", SNAPSHOT),
        Ask("a group of 1,000 events updated", "PUT", f"{PROJECT}/passGroups/group_1000", group),
        Ask("what became different", "GET", f"{SNAPSHOT}/diff"),
        Ask("the pushes", "GET", f"{LAB}/pushes"),
        Ask(f"{MANY_PASSES:,} passes made", "POST", f"{LAB}/events/2/passes", passes),
        Ask("a snapshot restored", "POST", f"{SNAPSHOT}/restore"),
        Ask("a world begun anew", "POST", f"{LAB}/reset"),
        Ask(f"a body with {MANY_FIELDS:,} fields", "PUT", f"{PROJECT}/9", body, allowed=ALLOWED_FOR_A_BODY),
        Ask("the requests", "GET", f"{LAB}/requests"),
        Ask("the requests as HAR", "GET", f"{LAB}/requests/export"),
    ]


def _longest_wait(port: int, other: ProcessPoolExecutor, ask: Ask) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LONGEST)
    asked: Future[str] = other.submit(ask.answer, port)
    longest = 0.0
    end = float("inf")
    while time.perf_counter() < end:
        began = time.perf_counter()
        connection.request("GET", WAITING, headers=HEADERS)
        connection.getresponse().read()
        longest = max(longest, time.perf_counter() - began)
        if asked.done():
            end = min(end, time.perf_counter() + SETTLE)
        time.sleep(GLANCE)
    connection.close()
    asked.result()
    return longest
