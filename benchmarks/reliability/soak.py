"""Minutes of everything at once: operations, the lab, faults, sandboxes, dropped connections."""

import http.client
import json
import random
import socket
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from benchmarks import servers
from benchmarks.calls import CHANGE, CREATE, EVENT, HEADERS, PROJECT
from benchmarks.reliability.promises import Effort, Promise, first_of
from benchmarks.reliability.watching import descriptors, resident
from benchmarks.servers import Running

CALLERS = 4
FLAT = 1.05
"""How much more memory the last third of the time may hold than the middle one."""
NAMES = [f"soak-{number}" for number in range(40)]
FAULTY = "faulty"
"""The one sandbox in which faults are planned: what fails there was asked for."""
LOOK = 0.02
"""Of all minutes, between two looks at the process."""
API = f"/v1/events/project/{PROJECT}"
GROUPS = json.dumps({"passGroups": ["soaked"]})
PLAN = {"steps": [{"status": 503}, {"drop": "after"}, {"truncate": 5}, {"malformed": True}, {"delayMs": 5}]}
ANEW = {"id": EVENT, "fields": {"eventName": {"value": "Anew"}}}
STATE = {"projects": [{"id": PROJECT, "events": [ANEW]}]}

CALLS: list[tuple[str, str, Any]] = [
    ("GET", f"{API}/{EVENT}", None),
    ("PUT", f"{API}/{EVENT}", CHANGE),
    ("POST", API, CREATE),
    ("POST", f"{API}/id/soaked", CREATE),
    ("DELETE", f"{API}/id/soaked", None),
    ("GET", f"{API}/{EVENT}/passes?pageSize=5", None),
    ("POST", f"{API}/{EVENT}/passGroups", GROUPS),
    ("GET", f"{API}/{EVENT}/passGroups", None),
    ("PUT", f"{API}/passGroups/soaked", CHANGE),
    ("DELETE", f"{API}/{EVENT}/passGroups/soaked", None),
    ("PUT", f"{API}/{EVENT}", "{"),
    ("GET", f"{API}/nothing", None),
    ("BREW", "/v1/tea", None),
    ("GET", "/openapi.json", None),
    ("GET", "/__admin/health", None),
    ("GET", "/__admin/state", None),
    ("PUT", "/__admin/state", json.dumps(STATE)),
    ("POST", "/__admin/state", json.dumps(STATE)),
    ("POST", "/__admin/reset", None),
    ("PUT", "/__admin/snapshots/one", None),
    ("GET", "/__admin/snapshots/one/diff", None),
    ("POST", "/__admin/snapshots/one/restore", None),
    ("DELETE", "/__admin/snapshots/one", None),
    ("POST", f"/__admin/events/{EVENT}/passes", '{"count": 3}'),
    ("POST", "/__admin/passes/1/install", None),
    ("GET", "/__admin/pushes", None),
    ("PUT", "/__admin/clock", '{"frozen": "2030-01-01T00:00:00Z"}'),
    ("POST", "/__admin/clock/advance", '{"seconds": 5}'),
    ("GET", "/__admin/requests?limit=20", None),
    ("POST", "/__admin/requests/count", '{"match": {"method": "PUT"}}'),
    ("POST", "/__admin/requests/wait", '{"match": {"method": "BREW"}, "count": 1000, "timeoutMs": 20}'),
    ("GET", "/__admin/requests/export?format=har", None),
    ("DELETE", "/__admin/requests", None),
    ("GET", "/__admin/sandboxes", None),
    ("DELETE", f"/__admin/sandboxes/{NAMES[0]}", None),
]
PLANS: list[tuple[str, str, Any]] = [
    ("POST", "/__admin/faults", json.dumps(PLAN)),
    ("GET", "/__admin/faults", None),
    ("DELETE", "/__admin/faults", None),
]


@dataclass
class Seen:
    """What the callers saw: answers by their status, and those that should not have come."""

    statuses: Counter[int] = field(default_factory=Counter)
    dropped: int = 0
    unplanned: list[str] = field(default_factory=list)


def soak(effort: Effort) -> Iterator[Promise]:
    """Callers that each do what comes next, until the time is over."""
    seen = Seen()
    seconds = effort.minutes * 60
    with servers.ours() as server, ThreadPoolExecutor(CALLERS) as threads:
        at_first = descriptors(server.pid)
        end = time.monotonic() + seconds
        running = [threads.submit(_call, server, number, end, seen) for number in range(CALLERS)]
        memory = list(_look(server, end, seconds * LOOK))
        for each in running:
            each.result()
        at_last = _settled(server, at_first)
        said = server.errors.read_text(errors="replace").count("Traceback")
    third = len(memory) // 3
    middle, last = median(memory[third : 2 * third]), median(memory[2 * third :])
    yield Promise(
        f"soak of {effort.minutes:g} minutes, mixed",
        "memory and descriptors flat, no 5xx that nobody planned",
        f"{seen.statuses.total():,} answers and {seen.dropped:,} dropped connections; {middle:.0f} MiB in "
        f"the middle third, {last:.0f} in the last; {at_first} descriptors at first, {at_last} at "
        f"last; {len(seen.unplanned)} unplanned 5xx{first_of(seen.unplanned)}, "
        f"{said} tracebacks",
        last <= middle * FLAT and at_last <= at_first and not seen.unplanned and not said,
    )


def _look(server: Running, end: float, pause: float) -> Iterator[float]:
    while time.monotonic() < end:
        time.sleep(pause)
        yield resident(server.pid)


def _settled(server: Running, wanted: int) -> int:
    """Descriptors that are open once all callers have gone; given a little time to see that they have."""
    end = time.monotonic() + servers.LONGEST_STOP
    while descriptors(server.pid) > wanted and time.monotonic() < end:
        time.sleep(0.05)
    return descriptors(server.pid)


def _call(server: Running, number: int, end: float, seen: Seen) -> None:
    chance = random.Random(number)
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)) as connection:
        while time.monotonic() < end:
            if chance.random() < 0.02:
                _drop(server, chance)
                seen.dropped += 1
                continue
            if chance.random() < 0.1:
                with suppress(OSError, http.client.HTTPException):
                    _ask(connection, chance.choice([*CALLS[:10], *PLANS]), FAULTY, seen)
                connection.close()  # which a plan may have broken: the next request dials anew
            else:
                _ask(connection, chance.choice(CALLS), chance.choice(NAMES), seen)


def _ask(
    connection: http.client.HTTPConnection, call: tuple[str, str, Any], sandbox: str, seen: Seen
) -> None:
    method, target, body = call
    connection.request(method, target, body, HEADERS | {"X-Mockserver-Sandbox": sandbox})
    answer = connection.getresponse()
    content = answer.read()
    seen.statuses[answer.status] += 1
    if answer.status >= 500 and not (sandbox == FAULTY and target.startswith("/v1")):
        seen.unplanned.append(f"{method} {target}: {answer.status} {content[:200]!r}")


def _drop(server: Running, chance: random.Random) -> None:
    """Hang up in the middle of a request, or before its answer."""
    head = f"PUT {API}/{EVENT} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(CHANGE)}\r\n"
    whole = "\r\n".join([head.rstrip(), *(f"{name}: {value}" for name, value in HEADERS.items()), "", CHANGE])
    with suppress(OSError), socket.create_connection(("127.0.0.1", server.port), 10) as wire:
        wire.sendall(whole.encode()[: chance.randrange(len(whole) + 1)])
