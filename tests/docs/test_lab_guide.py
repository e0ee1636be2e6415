"""The guide to the lab is run, snippet by snippet, against a fresh server."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import httpx

from mockserver.server.server import MockServer

DOCS = Path(__file__).parents[2] / "docs"
SNIPPETS = [
    "\n".join(line.strip() for line in text.splitlines())
    for text in re.findall(
        r"^ *```sh\n(.*?)^ *```", (DOCS / "LAB.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
]
PATIENCE = 60
SEARCH = {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}


def shell(command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", command],
        env={"PATH": "/usr/local/bin:/usr/bin:/bin"} | variables,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def run_command(snippet: str, url: str) -> None:
    """Run a command of ours, which must succeed."""
    rest = snippet.removeprefix("mockserver")
    told = shell(f"{shlex.quote(sys.executable)} -m mockserver{rest}", MOCKSERVER_URL=url, **SEARCH)
    assert told.returncode == 0, (snippet, told.stderr)


def status_of(snippet: str, url: str) -> int:
    """Run a snippet and give the status of its answer."""
    command = snippet.replace("http://127.0.0.1:8412", url)
    first, bar, last = command.rpartition("| curl")
    told = shell(f"{first}{bar or ''}{last if bar else command} -w '\\n%{{http_code}}'")
    assert told.returncode == 0, (snippet, told.stderr)
    return int(told.stdout.rpartition("\n")[2])


def test_every_snippet_of_the_guide_does_what_it_says() -> None:
    assert len(SNIPPETS) > 30
    with MockServer() as server:
        for snippet in SNIPPETS:
            if snippet.startswith("mockserver"):
                run_command(snippet, server.url)
                continue
            expected = {503} if "code=503" in snippet or '"fields": {}}' in snippet else {200, 201, 204}
            assert status_of(snippet, server.url) in expected, snippet


def test_the_guide_names_every_door_of_the_lab() -> None:
    with MockServer() as server:
        document = httpx.get(f"{server.url}/__admin/openapi.json").json()
    guide = "\n".join(SNIPPETS)
    for path, methods in document["paths"].items():
        pattern = re.sub(r"\\\{\w+\\\}", r"[^/'\"\\s]+", re.escape(path))
        assert re.search(rf"/__admin{pattern}(?=['\"?\s]|$)", guide, re.MULTILINE), (path, list(methods))


def test_the_tour_shows_what_it_promises() -> None:
    with MockServer() as server:
        told = shell(f"sh {DOCS / 'lab-tour.sh'}", MOCKSERVER_URL=server.url)
    assert told.returncode == 0, told.stderr
    two_sandboxes, failing, lost, clock, waited, reset = told.stdout.split("# ")[1:]
    assert '"Oracle Park"' in two_sandboxes
    assert '"AT&T Park"' in two_sandboxes
    assert '"code":503' in failing
    assert '"Candlestick Park"' in failing
    assert '"eventExternalId":"opening-night"' in lost
    assert "curl: (" in told.stderr
    assert '"updatedAt":"2030-01-01T00:00:00Z"' in clock
    assert '"operation":"delete_event"' in waited
    assert '"eventId":1' in reset
