"""The command `requests`: what was asked of a server, and what is asked of it now."""

import json
import shlex

import httpx
import pytest

from mockserver.server.server import MockServer
from tests.shell import Shell, Tail, closed_port
from tests.world import EVENT, PAIR, PROJECT, REVISION, E


def test_requests_are_shown_with_findings_and_faults(shell: Shell) -> None:
    shell.http.get(f"{EVENT}/passes?colour=red")
    shell.http.get(EVENT, headers={"Prefer": "code=503"})
    first, finding, second, fault = shell.get("requests").splitlines()
    assert first.startswith(f"2026-01-01T00:00:00.000Z GET {EVENT}/passes?colour=red 200 ")
    assert "undocumented" in finding
    assert "colour" in finding
    assert f"GET {EVENT} 503 " in second
    assert second.endswith("get_event")
    assert fault.strip().startswith("fault ")


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ([], 3),
        (["--operation", "update_event"], 1),
        (["--method", "GET"], 2),
        (["--path", "*/passes"], 1),
        (["--status", "404"], 1),
        (["--event", str(E)], 2),
        (["--limit", "2"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_requests_are_filtered(shell: Shell, filters: list[str], count: int) -> None:
    shell.rename()
    shell.http.get(f"{EVENT}/passes")
    shell.http.get(f"{PROJECT}/9999")
    assert json.loads(shell.get("requests", *filters, "--json"))["count"] == count
    assert len(shell.get("requests", "list", *filters).splitlines()) == count
    assert len(shell.get("requests", "export", "--format", "curl", *filters).splitlines()) == count


def test_requests_are_exported_for_other_tools(shell: Shell) -> None:
    shell.http.get(EVENT)
    har = json.loads(shell.get("requests", "export"))
    assert har["log"]["entries"][0]["request"]["url"] == shell.url + EVENT
    (command,) = shell.get("requests", "export", "--format", "curl").splitlines()
    assert shlex.split(command)[0] == "curl"
    assert "'sql'" in shell.fail("requests", "export", "--format", "sql", code=2)


def test_credentials_are_never_shown(shell: Shell) -> None:
    shell.http.get(f"{EVENT}?api_key=s3cret", auth=("someKey", "s3cret"))
    for arguments in ([], ["--json"], ["export"], ["export", "--format", "curl"]):
        shown = shell.get("requests", *arguments)
        assert EVENT in shown
        assert "s3cret" not in shown
        assert httpx.BasicAuth("someKey", "s3cret")._auth_header.split()[1] not in shown


def test_what_could_drive_a_terminal_is_not_shown(shell: Shell) -> None:
    shell.http.get(f"{EVENT}/passes", params={"a\x1b[31m": "b"})
    assert "\x1b" not in shell.get("requests")


def test_a_wrong_filter_is_told(shell: Shell) -> None:
    assert "--limit" in shell.fail("requests", "--limit", "few", code=2)
    assert "limit" in shell.fail("requests", "--limit", "-1")
    assert "nonsense" in shell.fail("requests", "nonsense", code=2)


def test_requests_are_shown_as_they_come_until_an_interrupt(shell: Shell) -> None:
    shell.http.get(EVENT)
    with Tail(shell.url, "--status", "200") as tail:
        assert f"GET {EVENT} 200" in tail.line()
        shell.http.get(f"{PROJECT}/9999")
        shell.http.get(f"{EVENT}/passes")
        assert f"GET {EVENT}/passes 200" in tail.line()
        shell.get("reset")  # forgets the request that was shown last
        shell.rename()
        assert f"PUT {EVENT} 200" in tail.line()
        assert tail.interrupt() == (0, "", "")


def test_requests_are_followed_as_lines_of_json(shell: Shell) -> None:
    for _ in range(3):
        shell.http.get(EVENT)
    with Tail(shell.url, "--json", "--limit", "1") as tail:
        first = json.loads(tail.line())
        shell.rename()
        second = json.loads(tail.line())
        assert [each["request"]["method"] for each in (first, second)] == ["GET", "PUT"]
        assert tail.interrupt() == (0, "", "")


def test_a_server_that_goes_away_ends_the_following(shell: Shell) -> None:
    with MockServer() as other:
        httpx.get(other.url + EVENT, auth=PAIR, headers=REVISION)
        url, tail = other.url, Tail(other.url)
        assert EVENT in tail.line()
    with tail:
        code, out, err = tail.end()
        assert (code, out) == (1, "")
        assert err.startswith(f"mockserver: {url} cannot be reached: ")
    assert "cannot be reached" in shell.fail("requests", "--follow", "--url", closed_port())
