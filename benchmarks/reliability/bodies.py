"""Bad documents, as bodies of the API and of the lab, and as seeds of a start: refused soon, with little."""

import http.client
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks import servers
from benchmarks.calls import EVENT, HEADERS, PROJECT
from benchmarks.reliability.hostile import DOCUMENTS, JSON, TOO_LONG, YAML, Document
from benchmarks.reliability.promises import MIB, Effort, Promise, first_of
from benchmarks.reliability.watching import cpu, forget_peak, peak, resident
from benchmarks.servers import Running

LONGEST = 1.0
"""Seconds of the server's CPU until the answer: what it would be on a machine that does nothing else."""
TWICE = 2
UNSEEN = 8.0
"""MiB that are not looked at: what an allocator takes from the system at once, and any answer needs."""
API = f"/v1/events/project/{PROJECT}/{EVENT}"
LAB = ("/__admin/state", "/__admin/sandboxes", "/__admin/faults", "/__admin/requests/count")
REFUSED = 2
"""The exit code of a start that a seed is refused to."""
PART = b"x" * MIB


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a bad document.

    Attributes:
        what: it was, and where it went.
        fault: what is wrong with the answer, if anything.
        seconds: of CPU.
        excess: MiB of memory beyond twice the document.
    """

    what: str
    fault: str
    seconds: float
    excess: float

    @property
    def faults(self) -> list[str]:
        """All that is wrong with it."""
        found = [self.fault] if self.fault else []
        if self.seconds > LONGEST:
            found.append(f"{self.seconds:.1f} s")
        if self.excess > UNSEEN:
            found.append(f"{self.excess:.0f} MiB beyond twice the document")
        return [f"{self.what}: {each}" for each in found]


def bodies(_: Effort) -> Iterator[Promise]:
    """All documents at every door that takes one."""
    tried = list(_at_doors())
    yield _told("bad bodies and states (bombs, depth, digits, aliases, 200 MB)", "a clear 4xx", tried)
    yield _told("the same as seeds of a start", f"exit {REFUSED}", list(_as_seeds()))


def _told(what: str, answer: str, tried: list[Tried]) -> Promise:
    faults = [fault for each in tried for fault in each.faults]
    slowest, largest = (max(getattr(each, name) for each in tried) for name in ("seconds", "excess"))
    return Promise(
        what,
        f"{answer}, within {LONGEST:g} s, memory at most twice the document",
        f"{len(tried)} tried, slowest {slowest:.2f} s, at most {max(0, largest):.0f} MiB beyond twice the "
        f"document; {len(faults)} faults{first_of(faults)}",
        not faults,
    )


def _at_doors() -> Iterator[Tried]:
    with servers.ours() as server:
        for document in DOCUMENTS:
            if document.kind == JSON:
                yield _send(server, API, document)
            for path in LAB:
                yield _send(server, path, document)
        for path in (API, *LAB):
            yield _watched(server, f"200 MB at {path}", TOO_LONG, partial(_send_long, server, path))
        yield _watched(server, "gzip", 100, lambda: _ask(server, API, b"\x1f\x8b" * 50, encoding="gzip"))


def _send(server: Running, path: str, document: Document) -> Tried:
    content = document.content()
    kind = document.kind if path == "/__admin/state" or document.kind == JSON else JSON
    what = f"{document.name} at {path}"
    return _watched(server, what, len(content), lambda: _ask(server, path, content, kind))


def _watched(server: Running, what: str, size: int, ask: Callable[[], str]) -> Tried:
    forget_peak(server.pid)
    held, used = resident(server.pid), cpu(server.pid)
    fault = ask()
    return Tried(what, fault, cpu(server.pid) - used, peak(server.pid) - held - TWICE * size / MIB)


def _ask(server: Running, path: str, content: bytes, kind: str = JSON, encoding: str = "") -> str:
    """Send a body at once; gives what is wrong with the answer."""
    headers = HEADERS | {"Content-Type": kind} | ({"Content-Encoding": encoding} if encoding else {})
    method = "POST" if path in LAB[1:] else "PUT"
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)) as connection:
        connection.request(method, path, content, headers)
        return _judge(connection.getresponse())


def _send_long(server: Running, path: str) -> str:
    """Send a body whose length nobody knows, until it is refused."""
    method = "POST" if path in LAB[1:] else "PUT"
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)) as connection:
        connection.putrequest(method, path)
        for name, value in (HEADERS | {"Transfer-Encoding": "chunked"}).items():
            connection.putheader(name, value)
        connection.endheaders()
        try:
            for _ in range(TOO_LONG // MIB):
                connection.send(b"%x\r\n%s\r\n" % (MIB, PART))
            connection.send(b"0\r\n\r\n")
        except OSError:
            pass  # refused before all of it was sent: the answer is there
        try:
            return _judge(connection.getresponse())
        except OSError as error:
            return f"no answer: {error}"


def _judge(answer: http.client.HTTPResponse) -> str:
    content = answer.read()
    try:
        details = json.loads(content)["details"]
    except (ValueError, KeyError, TypeError):
        return f"{answer.status} with {content[:100]!r}"
    return "" if 400 <= answer.status < 500 and details else f"{answer.status} {details}"


@dataclass(frozen=True, slots=True)
class Start:
    """A start that was refused: what it took, in seconds of CPU and in MiB, and how it ended."""

    code: int
    said: str
    seconds: float
    held: float


def _as_seeds() -> Iterator[Tried]:
    with tempfile.TemporaryDirectory(prefix="reliability-") as name:
        file = Path(name) / "seed"
        usual = _start(file.with_suffix(".missing"))
        for document in (*DOCUMENTS, Document("200 MB", lambda: b"x" * TOO_LONG, YAML)):
            content = document.content()
            seed = file.with_suffix(".json" if document.kind == JSON else ".yaml")
            seed.write_bytes(content)
            start = _start(seed)
            well = start.code == REFUSED and "Traceback" not in start.said
            yield Tried(
                f"{document.name} as a seed",
                "" if well else f"exit {start.code}: {start.said[:200]}",
                start.seconds - usual.seconds,
                start.held - usual.held - TWICE * len(content) / MIB,
            )


def _start(seed: Path) -> Start:
    command = [sys.executable, "-m", "mockserver", "--port", "0", "--seed", str(seed)]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode(errors="replace")
    return Start(process.returncode, text, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
