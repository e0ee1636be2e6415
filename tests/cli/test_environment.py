"""Variables of the environment: settings, those that only look like settings, and proxies."""

import subprocess
import sys

import pytest

from tests.cli.test_exec import execute, python
from tests.commands import PATIENCE, environment, get, serving, stop
from tests.shell import Shell, closed_port
from tests.world import EVENT

pytestmark = pytest.mark.slow  # most start a process of their own
KUBERNETES = {
    "MOCKSERVER_PORT": "tcp://10.96.0.1:8412",
    "MOCKSERVER_SERVICE_HOST": "10.96.0.1",
    "MOCKSERVER_SERVICE_PORT": "8412",
    "MOCKSERVER_SERVICE_PORT_HTTP": "8412",
    "MOCKSERVER_PORT_8412_TCP": "tcp://10.96.0.1:8412",
    "MOCKSERVER_PORT_8412_TCP_PROTO": "tcp",
    "MOCKSERVER_PORT_8412_TCP_PORT": "8412",
    "MOCKSERVER_PORT_8412_TCP_ADDR": "10.96.0.1",
}
"""What every pod has beside a service called mockserver."""
PROXY_IS_TOLD = "HTTP_PROXY is set"


def port_of(url: str) -> str:
    return url.rpartition(":")[2]


def test_a_server_beside_a_service_of_its_name_listens_where_it_would_otherwise() -> None:
    url = closed_port()
    with serving(**KUBERNETES, PORT=port_of(url)) as (process, served):
        assert served == url
        _, _, log = stop(process)
    (line,) = log.splitlines()
    assert "MOCKSERVER_PORT is an address" in line


def test_a_typing_error_is_told_once_and_lets_the_server_run() -> None:
    told = execute(
        *["--seed", "none", "--quiet", "--", "true"],
        MOCKSERVER_STRICTNES="strict",
        MOCKSERVER_NONSENSE="1",
    )
    assert told.returncode == 0
    nonsense, typo = told.stderr.splitlines()
    assert nonsense.endswith(" MOCKSERVER_NONSENSE is no setting and has no effect")
    assert typo.endswith(
        " MOCKSERVER_STRICTNES is no setting and has no effect; did you mean MOCKSERVER_STRICTNESS?"
    )


@pytest.mark.parametrize(
    ("variables", "line"),
    [
        ({"MOCKSERVER_PORT": "abc"}, "MOCKSERVER_PORT is 'abc': expected an integer from 0 to 65535"),
        ({"PORT": "70000"}, "PORT is '70000': expected an integer from 0 to 65535"),
        (KUBERNETES | {"PORT": "abc"}, "PORT is 'abc': expected an integer from 0 to 65535"),
        ({"MOCKSERVER_PORT": "", "PORT": "abc"}, "PORT is 'abc': expected an integer from 0 to 65535"),
        (
            {"MOCKSERVER_STRICTNESS": "mild"},
            "MOCKSERVER_STRICTNESS is 'mild': expected 'lenient', 'documented' or 'strict'",
        ),
        ({"MOCKSERVER_RESET": "perhaps"}, "MOCKSERVER_RESET is 'perhaps': expected true or false"),
        ({"MOCKSERVER_SANDBOX_TTL": "1h"}, "MOCKSERVER_SANDBOX_TTL is '1h': expected a number of seconds"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else "",
)
def test_a_wrong_value_is_refused_by_the_name_of_its_variable(
    shell: Shell, variables: dict[str, str], line: str
) -> None:
    for name, value in variables.items():
        shell.patch.setenv(name, value)
    assert shell.fail("serve", code=2) == line


def test_a_wrong_flag_is_refused_by_its_name(shell: Shell) -> None:
    shell.patch.setenv("MOCKSERVER_PORT", "1")
    assert shell.fail("--port", "abc", code=2).startswith("--port is 'abc': ")


@pytest.mark.parametrize(
    "command", ["seed validate documentation", "openapi", "healthcheck", "state export", "clock show"]
)
def test_what_needs_no_settings_of_a_server_does_not_read_them(shell: Shell, command: str) -> None:
    for name, value in (KUBERNETES | {"MOCKSERVER_STRICTNESS": "mild", "MOCKSERVER_MAX_BODY": "x"}).items():
        shell.patch.setenv(name, value)
    shell.get(*command.split())


def test_the_health_of_a_server_is_asked_where_the_environment_says(shell: Shell) -> None:
    shell.patch.delenv("MOCKSERVER_URL")
    shell.patch.setenv("MOCKSERVER_HOST", "0.0.0.0")
    shell.patch.setenv("PORT", port_of(shell.url))
    shell.get("healthcheck")
    shell.patch.setenv("MOCKSERVER_HOST", "::1")
    assert shell.fail("healthcheck").startswith(f"http://[::1]:{port_of(shell.url)} is not ready: ")
    shell.patch.setenv("MOCKSERVER_PORT", "abc")
    assert shell.fail("healthcheck", code=2).startswith("MOCKSERVER_PORT is 'abc': ")


def test_no_proxy_is_asked_for_the_health_of_a_server(shell: Shell) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        shell.patch.setenv(name, closed_port())
    shell.get("healthcheck")


@pytest.mark.parametrize(
    ("variables", "upper", "lower"),
    [
        ({}, "127.0.0.1", "127.0.0.1"),
        ({"NO_PROXY": "a.test, b.test"}, "a.test, b.test,127.0.0.1", "a.test, b.test,127.0.0.1"),
        ({"NO_PROXY": "a.test", "no_proxy": "b.test"}, "a.test,127.0.0.1", "b.test,127.0.0.1"),
        ({"no_proxy": "127.0.0.1"}, "127.0.0.1", "127.0.0.1"),
        ({"NO_PROXY": "*"}, "*", "*"),
    ],
    ids=["none", "one", "two", "there", "all"],
)
def test_a_command_asks_its_server_around_a_proxy(variables: dict[str, str], upper: str, lower: str) -> None:
    told = execute(
        *python(f"""
print(http.get("{EVENT}").status_code)
print(os.environ["NO_PROXY"], os.environ["no_proxy"], sep="|")
"""),
        **({"NO_PROXY": "", "no_proxy": "", "HTTP_PROXY": closed_port()} | variables),
    )
    assert told.stdout == f"200\n{upper}|{lower}\n"
    assert (PROXY_IS_TOLD in told.stderr) == (variables.get("no_proxy") != "127.0.0.1" and upper != "*")


def test_nothing_is_told_of_proxies_where_there_is_none() -> None:
    told = execute("--seed", "none", "--", "true", HTTP_PROXY="", http_proxy="", ALL_PROXY="", all_proxy="")
    assert told.stderr == "mockserver: no requests\n"


def test_callers_cannot_write_lines_of_the_log() -> None:
    with serving() as (process, url):
        get(url, f"{EVENT}/passes?a%1b%5b31m%0aforged=b")
        _, _, log = stop(process)
    assert r"a\x1b[31m\nforged" in log
    assert "\x1b" not in log


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_a_signal_during_the_imports_ends_without_a_trace(name: str, code: int) -> None:
    program = f"""
import os, signal, sys
class Interrupt:
    def find_spec(self, module, *_):
        if module == "typer":
            os.kill(os.getpid(), signal.{name})
sys.meta_path.insert(0, Interrupt())
sys.argv = ["mockserver", "--version"]
from mockserver.cli.main import main
main()
"""
    told = subprocess.run(
        [sys.executable, "-c", program],
        env=environment({}),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (told.returncode, told.stdout, told.stderr) == (code, "", "")
