"""The plugin, in suites of its users."""

import re
import subprocess
import sys

import httpx
import pytest

from mockserver import MockServer
from tests.world import seed

BEGIN = """
import httpx, pytest
from mockserver import AsyncSandbox, Sandbox, Server

REVISION = {"Api-Revision": "1.2"}

def get(sandbox, path="/events/project/12345/1234", **given):
    return httpx.get(sandbox.base_url + path, auth=sandbox.auth, headers=REVISION, **given)

def rename(sandbox):
    changed = {"fields": {"eventName": {"value": "Renamed"}}}
    path = "/events/project/12345/1234"
    return httpx.put(sandbox.base_url + path, auth=sandbox.auth, headers=REVISION, json=changed)
"""
VENUE = '{"projects": [{"id": 7, "events": [{"id": 70, "fields": {"eventName": {"value": "Derby"}}}]}]}'
ALONE = (
    *("-W", "error"),
    *(
        "-W",
        "ignore::pytest.PytestAssertRewriteWarning",
    ),  # the plugin is there already, as it never is for users
    "--disable-plugin-autoload",  # others cost seconds each time
    *("-p", "no:cacheprovider"),
    *("-p", "mockserver.testing.pytest_plugin"),
    *("-p", "xdist.plugin"),
    *("-p", "pytest_asyncio.plugin"),
    *("-p", "anyio.pytest_plugin"),
)


class Suite:
    """A suite of a user."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self._pytester = pytester
        self.options("")

    def options(self, text: str) -> None:
        """Write the configuration file."""
        self._pytester.makeini(f"[pytest]\nasyncio_default_fixture_loop_scope = function\n{text}")

    def write(self, **files: str) -> None:
        """Write more files, without what every test file begins with."""
        self._pytester.makefile(".json", **files)

    def conftest(self, text: str) -> None:
        """Write the file of fixtures and hooks."""
        self._pytester.makeconftest(text)

    def run(self, text: str, *arguments: str) -> pytest.RunResult:
        """Run one test file."""
        self._pytester.makepyfile(BEGIN + text)
        return self._pytester.runpytest(*ALONE, "--strict-markers", *arguments)


@pytest.fixture(scope="module", autouse=True)
def _imported() -> None:
    """Import all that a suite needs: what it imports first is forgotten after it, and classes come twice."""
    with MockServer() as server:
        httpx.get(f"{server.url}/readyz").raise_for_status()
        server.sandboxes()


@pytest.fixture
def suite(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Suite:
    for name in ("MOCKSERVER_URL", "PYTEST_ADDOPTS", "PYTEST_XDIST_WORKER"):
        monkeypatch.delenv(name, raising=False)
    return Suite(pytester)


def outputs(result: pytest.RunResult) -> str:
    return result.stdout.str() + result.stderr.str()


def test_every_test_has_a_world_of_its_own_on_one_server(suite: Suite) -> None:
    result = suite.run("""
seen = []

@pytest.mark.parametrize("number", range(3))
def test_alone(mockserver, mockserver_server, number):
    assert isinstance(mockserver, Sandbox)
    assert get(mockserver).json()["fields"]["eventName"]["value"] != "Renamed"
    assert rename(mockserver).status_code == 200
    assert mockserver.requests.count() == 2
    seen.append((mockserver_server.url, mockserver.name))

def test_they_are_gone(mockserver_server):
    assert isinstance(mockserver_server, Server)
    assert len({url for url, _ in seen}) == 1
    assert len({name for _, name in seen}) == 3
    assert [each["name"] for each in mockserver_server.sandboxes()] == ["default"]
""")
    result.assert_outcomes(passed=4)


def test_a_marker_names_a_profile(suite: Suite) -> None:
    suite.write(profile='{"observed": "2026-11-24", "positions": {"R-5": "schema"}}')
    result = suite.run("""
@pytest.mark.mockserver(profile="profile.json")
def test_it(mockserver):
    assert "eventId" in get(mockserver, "/events/project/12345/1234/passGroups").json()
""")
    result.assert_outcomes(passed=1)


def test_the_marker_says_what_the_sandbox_begins_with(suite: Suite) -> None:
    suite.write(venue=VENUE)
    result = suite.run("""
pytestmark = pytest.mark.mockserver(strictness="strict")

@pytest.mark.mockserver(
    seed={"projects": [{"id": 8, "events": [{"id": 80}]}]},
    clock="2026-01-01T00:00:00Z",
    reading="schema",
    faults=[{"operation": "get_event", "steps": [{"status": 503}]}],
)
class TestAll:
    def test_class(self, mockserver):
        assert get(mockserver, "/events/project/8/80").status_code == 503
        assert get(mockserver, "/events/project/8/80").status_code == 200
        assert get(mockserver, "/events/project/8/80/passes?colour=red").status_code == 400
        assert mockserver.clock.state()["mode"] == "frozen"

    @pytest.mark.mockserver(seed="venue.json", faults=[], strictness="lenient")
    def test_the_closest_wins(self, mockserver):
        assert get(mockserver, "/events/project/7/70").status_code == 200
        assert get(mockserver, "/events/project/7/70/passes?colour=red").status_code == 200
        assert mockserver.clock.state()["mode"] == "frozen"
""")
    result.assert_outcomes(passed=2)


BOTH = """
@pytest.mark.mockserver(reading="both")
def test_marked(mockserver):
    made = rename(mockserver)
    listed = get(mockserver, "/events/project/12345/1234/passGroups").json()
    assert listed.keys() & {"eventTicketId", "eventId"}
    print("listed", sorted(listed))

def test_plain(mockserver):
    get(mockserver)
"""


def test_both_readings_are_two_runs_of_a_test(suite: Suite) -> None:
    result = suite.run(BOTH, "-v", "-s")
    result.assert_outcomes(passed=3)
    told = outputs(result)
    assert re.search(r"test_marked\[examples\].*listed \['eventTicketId'", told, re.DOTALL)
    assert re.search(r"test_marked\[schema\].*listed \['eventId'", told, re.DOTALL)


def test_a_suite_can_ask_for_both_readings_of_all_tests(suite: Suite) -> None:
    suite.options("mockserver_reading = both")
    suite.run(BOTH).assert_outcomes(passed=4)


def test_the_report_of_a_failure_has_the_journal(suite: Suite) -> None:
    result = suite.run("""
def test_wrong(mockserver, make_mockserver):
    mockserver.faults.add(steps=[{"pass": True}, {"status": 503}])
    get(mockserver, "/events/project/12345/1234/passes?colour=red")
    make_mockserver()
    assert rename(mockserver).status_code == 200
""")
    result.assert_outcomes(failed=1)
    told = outputs(result)
    assert re.search(r"-+ mockserver sandbox-\w+ -+", told)
    assert re.search(
        r"\S+Z GET /sandboxes/\S+/1234/passes\?colour=red 200 [\d.]+ ms list_event_passes\n", told
    )
    assert re.search(r"\n +undocumented \S+ at query colour: ", told)
    assert "\nsent and read by nobody: query colour\n" in told
    assert re.search(r"PUT \S+ 503 [\d.]+ ms update_event\n +fault fault-1", told)
    assert '> {"fields": {"eventName": {"value": "Renamed"}}}' in told
    assert '< {"code": 503' in told
    assert "no request came" in told


def test_so_has_the_report_of_a_fixture_that_failed(suite: Suite) -> None:
    result = suite.run("""
@pytest.fixture
def renamed(mockserver):
    assert rename(mockserver).status_code == 201

def test_it(renamed): pass
""")
    result.assert_outcomes(errors=1)
    assert re.search(r"PUT \S+ 200 [\d.]+ ms update_event", outputs(result))


def test_so_has_the_report_of_a_teardown_that_failed(suite: Suite) -> None:
    result = suite.run("""
@pytest.fixture
def looked_after(mockserver):
    yield
    assert rename(mockserver).status_code == 201

def test_it(looked_after): pass

@pytest.fixture
def torn_down_last():
    yield
    assert False

def test_other(torn_down_last, mockserver):
    get(mockserver)
""")
    result.assert_outcomes(passed=2, errors=2)
    assert re.search(r"PUT \S+ 200 [\d.]+ ms update_event", outputs(result))
    assert re.search(r"GET \S+ 200 [\d.]+ ms get_event", outputs(result))


@pytest.mark.parametrize("configured", [False, True], ids=["marker", "configuration"])
@pytest.mark.parametrize(
    "test",
    [
        """
import unittest

@pytest.mark.usefixtures("mockserver")
{}class TestIt(unittest.TestCase):
    def test_it(self): pass
""",
        "{}def test_it(request): request.getfixturevalue('mockserver')\n",
    ],
    ids=["unittest", "while it runs"],
)
def test_a_test_that_cannot_be_run_twice_is_told(suite: Suite, test: str, configured: bool) -> None:
    suite.options("mockserver_reading = both" if configured else "")
    result = suite.run(test.format("" if configured else "@pytest.mark.mockserver(reading='both')\n"))
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert re.search(r"::test_it: reading is 'both', .* expected examples or schema", outputs(result))


PROXIED = """
import os

def test_reached(mockserver):
    assert get(mockserver).status_code == 200
    assert os.environ["NO_PROXY"] == os.environ["no_proxy"] == "internal,127.0.0.1"
"""


def test_a_proxy_is_not_asked_for_the_server_and_is_told(
    suite: Suite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "internal")
    monkeypatch.delenv("no_proxy", raising=False)
    suite.conftest("""
import os

def pytest_unconfigure():
    print("afterwards", os.environ["NO_PROXY"], os.environ.get("no_proxy"))
""")
    result = suite.run(PROXIED, "-s")
    result.assert_outcomes(passed=1)
    assert "mockserver: HTTP_PROXY is set; NO_PROXY has 127.0.0.1 too" in outputs(result)
    assert "afterwards internal None" in outputs(result)


def test_without_a_proxy_the_environment_is_left_alone(suite: Suite, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    text = (
        "import os\ndef test_it(mockserver):\n    assert not os.environ.keys() & {'NO_PROXY', 'no_proxy'}\n"
    )
    result = suite.run(text)
    result.assert_outcomes(passed=1)
    assert "PROXY" not in outputs(result)


def test_the_fixture_has_a_name_that_no_other_plugin_has(suite: Suite) -> None:
    suite.run("def test_it(airship_wallet, mockserver): assert airship_wallet is mockserver").assert_outcomes(
        passed=1
    )


UNMET = """
def test_unmet(mockserver):
    mockserver.faults.add(operation="update_event", steps=[{"status": 503}, {"drop": "after"}])
    rename(mockserver)
"""


def test_a_planned_fault_that_is_not_met_fails_the_test_and_is_named(suite: Suite) -> None:
    result = suite.run(UNMET)
    result.assert_outcomes(failed=1)
    assert re.search(
        r"planned faults were not consumed .*\n.* sandbox-\w+: fault-1 for \{'operation': 'update_event'\}: "
        r"1 steps were taken, left is \[\{'drop': 'after'\}\]",
        outputs(result),
    )


def test_a_test_that_fails_anyway_keeps_its_own_reason(suite: Suite) -> None:
    result = suite.run(UNMET + "    assert 1 == 2, 'its own reason'\n")
    assert "its own reason" in outputs(result)
    assert "not consumed" not in outputs(result)


def test_unmet_faults_can_be_let_be(suite: Suite) -> None:
    marker = "@pytest.mark.mockserver(unconsumed_faults='ignore')"
    suite.run(f"{marker}{UNMET}").assert_outcomes(passed=1)
    suite.options("mockserver_unconsumed_faults = ignore")
    suite.run(UNMET).assert_outcomes(passed=1)
    suite.run(f"{marker.replace('ignore', 'fail')}{UNMET}").assert_outcomes(failed=1)


def test_more_sandboxes_can_be_made(suite: Suite) -> None:
    result = suite.run("""
def test_two(mockserver, make_mockserver):
    other = make_mockserver(seed="none", strictness="strict", faults=[{"steps": [{"status": 503}]}])
    assert get(other).status_code == 503
    assert get(other).status_code == 404
    assert get(mockserver).status_code == 200

def test_deleting_it_oneself_is_fine(mockserver):
    mockserver.delete()
""")
    result.assert_outcomes(passed=2)


def test_the_settings_of_the_server_can_be_overridden(suite: Suite) -> None:
    result = suite.run("""
@pytest.fixture(scope="session")
def mockserver_settings():
    return {"auth": "keys", "seed": "season"}

def test_keys(mockserver):
    assert get(mockserver).status_code == 401
    assert [each["id"] for each in mockserver.state()["projects"]] == [41, 42]
""")
    result.assert_outcomes(passed=1)


def test_seed_and_modes_can_be_configured(suite: Suite) -> None:
    suite.options("mockserver_seed = venue.json documentation\nmockserver_strictness = strict")
    suite.write(venue=VENUE)
    result = suite.run("""
def test_configured(mockserver):
    assert get(mockserver, "/events/project/7/70").status_code == 200
    assert get(mockserver, "/events/project/12345/1234/passes?colour=red").status_code == 400
""")
    result.assert_outcomes(passed=1)


ELSEWHERE = """
def test_elsewhere(mockserver, mockserver_server):
    assert get(mockserver).status_code == 200
    print("asked", mockserver_server.url)
"""


@pytest.mark.parametrize("how", ["option", "environment", "configuration"])
def test_a_server_that_runs_already_can_be_used(
    suite: Suite, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    with MockServer(admin_token="s3cret") as server:
        monkeypatch.setenv("MOCKSERVER_ADMIN_TOKEN", "s3cret")
        arguments = ["--mockserver-url", server.url] if how == "option" else []
        if how == "environment":
            monkeypatch.setenv("MOCKSERVER_URL", server.url)
        suite.options(f"mockserver_url = {server.url if how == 'configuration' else 'http://127.0.0.1:1'}")
        result = suite.run(ELSEWHERE, "-s", *arguments)
        result.assert_outcomes(passed=1)
        assert f"asked {server.url}" in outputs(result)
        assert [each["name"] for each in server.sandboxes()] == ["default"]


def test_a_server_that_runs_already_is_given_seed_and_modes_by_the_sandbox(suite: Suite) -> None:
    suite.options("mockserver_seed = documentation\nmockserver_strictness = strict")
    with MockServer(seed()) as server:
        text = '    assert get(mockserver, "/events/project/12345/1234/passes?a=b").status_code == 400\n'
        suite.run(ELSEWHERE + text, "--mockserver-url", server.url).assert_outcomes(passed=1)


def test_a_server_that_runs_already_cannot_be_given_other_settings(suite: Suite) -> None:
    settings = """
@pytest.fixture(scope="session")
def mockserver_settings():
    return {"auth": "keys"}
"""
    with MockServer() as server:
        result = suite.run(settings + ELSEWHERE, "--mockserver-url", server.url)
    result.assert_outcomes(errors=1)
    assert "mockserver_settings has auth, which a server that runs already cannot be given" in outputs(result)


def test_a_server_that_does_not_run_is_told(suite: Suite) -> None:
    result = suite.run(ELSEWHERE, "--mockserver-url", "http://127.0.0.1:1")
    result.assert_outcomes(errors=1)
    assert "http://127.0.0.1:1 cannot be reached" in outputs(result)


@pytest.mark.parametrize(
    ("marker", "told"),
    [
        ("colour='red'", "the marker mockserver has colour; expected only the keywords seed, clock, faults"),
        ("'season'", "the marker mockserver has 'season'; expected only the keywords seed"),
        ("reading='all'", "reading of the marker mockserver is 'all'; expected examples, schema or both"),
    ],
)
def test_a_wrong_marker_is_told(suite: Suite, marker: str, told: str) -> None:
    result = suite.run(f"@pytest.mark.mockserver({marker})\ndef test_it(mockserver): pass\n")
    assert result.ret != 0
    assert told in outputs(result)


def test_a_wrong_configuration_is_told(suite: Suite) -> None:
    suite.options("mockserver_strictness = hard")
    result = suite.run("def test_it(): pass\n")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    told = "the option mockserver_strictness is 'hard'; expected lenient, documented or strict"
    assert told in outputs(result)


def test_it_works_in_several_processes_at_once(suite: Suite) -> None:
    result = suite.run(
        """
@pytest.mark.parametrize("number", range(24))
def test_parallel(mockserver, number):
    assert rename(mockserver).status_code == 200
    assert mockserver.requests.count() == 1
""",
        "-n",
        "2",
    )
    result.assert_outcomes(passed=24)


def test_several_processes_can_share_a_server(suite: Suite) -> None:
    with MockServer() as server:
        text = '@pytest.mark.parametrize("number", range(24))\ndef test_parallel(mockserver, number):\n'
        text += "    rename(mockserver)\n    assert mockserver.requests.count() == 1\n"
        suite.run(text, "-n", "2", "--mockserver-url", server.url).assert_outcomes(passed=24)


@pytest.mark.parametrize("plugin", ["asyncio", "anyio"])
def test_it_works_where_tests_await(suite: Suite, plugin: str) -> None:
    asked = {
        "asyncio": "pytestmark = pytest.mark.asyncio",
        "anyio": "pytestmark = pytest.mark.anyio\n@pytest.fixture\ndef anyio_backend(): return 'asyncio'\n",
    }
    result = suite.run(
        asked[plugin]
        + """
import asyncio

async def test_waits(mockserver, async_mockserver):
    assert isinstance(async_mockserver, AsyncSandbox)
    assert async_mockserver.name == mockserver.name
    async with httpx.AsyncClient(base_url=mockserver.base_url, auth=mockserver.auth) as http:
        waiting = asyncio.create_task(async_mockserver.requests.wait(operation="get_event", seconds=60))
        await http.get("/events/project/12345/1234", headers=REVISION)
        (found,) = await waiting
    assert found["response"]["status"] == 200

@pytest.mark.mockserver(reading="both")
async def test_unmet(async_mockserver):
    await async_mockserver.faults.add(steps=[{"status": 503}])
"""
    )
    result.assert_outcomes(passed=1, failed=2)
    assert "planned faults were not consumed" in outputs(result)


def test_nothing_heavy_is_imported_before_a_fixture_is_used() -> None:
    light = "import sys, mockserver.testing.pytest_plugin; print(*sorted(sys.modules))"
    told = subprocess.run([sys.executable, "-c", light], capture_output=True, text=True, check=True).stdout
    heavy = {"fastapi", "httpx", "pydantic", "sqlalchemy", "starlette", "uvicorn", "yaml"}
    assert not heavy & {name.partition(".")[0] for name in told.split()}


def test_what_it_adds_is_in_the_help_of_pytest(suite: Suite) -> None:
    told = outputs(suite.run("", "--help")) + outputs(suite.run("", "--fixtures", "--markers"))
    for name in (
        "--mockserver-url",
        "mockserver_seed (args)",
        "mockserver_reading (string)",
        "MOCKSERVER_URL",
    ):
        assert name in told
