"""The command `doctor`: what it looks at, what it finds, and what it says is to be done."""

import json
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from mockserver import __version__
from mockserver.client.proxies import EXCEPTIONS, PROXIES
from mockserver.client.running import announced
from tests.shell import Shell, closed_port

NAMES = ["settings", "port", "name", "proxy", "leftovers", "environment"]
OTHERS = {
    "no HTTP": b"220 ready\r\n",
    "no JSON": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
    "another object": b'HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{"name": "other"}',
    "no object": b'HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n["mockserver"]',
    "an error": b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
    "nothing": b"",
}
"""What programs answer that are no server of ours."""


@pytest.fixture
def healthy(shell: Shell, tmp_path: Path) -> Shell:
    """A shell in an empty folder, and an environment that has nothing to be told of."""
    for name in list(os.environ):
        if name in {"PORT", *PROXIES, *EXCEPTIONS} or name.startswith("MOCKSERVER_"):
            shell.patch.delenv(name)
    shell.patch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    shell.patch.chdir(tmp_path)
    shell.patch.setenv("MOCKSERVER_PORT", closed_port().rpartition(":")[2])
    return shell


def diagnose(shell: Shell, *arguments: str, code: int = 0) -> list[dict[str, str]]:
    """What the command finds that must end so; its lines say the same as its JSON."""
    told = shell.run("doctor", "--json", *arguments)
    assert (told.code, told.err) == (code, "")
    checks: list[dict[str, str]] = json.loads(told.out)["checks"]
    lines = shell.run("doctor", *arguments)
    assert (lines.code, lines.err) == (code, "")
    for line, check in zip(lines.out.splitlines()[1:], checks, strict=True):
        said = "; ".join(filter(None, [check["found"], check["advice"]]))
        assert line.split(maxsplit=2) == [check["state"], check["name"], said]
        assert (check["state"] == "ok") == (check["advice"] == "")
    return checks


def find(shell: Shell, name: str, *arguments: str, code: int = 0) -> list[dict[str, str]]:
    """What it finds of one thing, where all else is well."""
    checks = diagnose(shell, *arguments, code=code)
    others = [check for check in checks if check["name"] != name]
    assert {check["state"] for check in others} == {"ok"}
    assert [check["name"] for check in others] == [each for each in NAMES if each != name]
    return [check for check in checks if check["name"] == name]


@contextmanager
def listening(answer: bytes) -> Iterator[str]:
    """A program that gives everybody an answer and hangs up; its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                connection, _ = listener.accept()
                with connection:
                    if not connection.recv(4096):
                        return
                    connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        port = listener.getsockname()[1]
        try:
            yield str(port)
        finally:
            socket.create_connection(("127.0.0.1", port)).close()
            thread.join()


def test_all_is_well(healthy: Shell) -> None:
    checks = diagnose(healthy)
    assert [(check["name"], check["state"]) for check in checks] == [(name, "ok") for name in NAMES]


def test_any_free_port_will_do(healthy: Shell) -> None:
    assert find(healthy, "port", "--port", "0")[0]["state"] == "ok"


def test_a_server_of_ours_on_the_port_is_told_with_its_version(healthy: Shell) -> None:
    (check,) = find(healthy, "port", "--port", healthy.url.rpartition(":")[2])
    assert check["state"] == "warn"
    assert check["found"].startswith(f"mockserver {__version__} listens on 127.0.0.1:")
    assert healthy.url in check["advice"]


@pytest.mark.parametrize("answer", OTHERS.values(), ids=OTHERS)
def test_another_program_on_the_port_is_told(answer: bytes, healthy: Shell) -> None:
    with listening(answer) as port:
        (check,) = find(healthy, "port", "--port", port, code=1)
    assert (check["state"], check["found"]) == ("fail", f"another program listens on 127.0.0.1:{port}")


def test_an_address_that_is_not_of_this_machine_is_told(healthy: Shell) -> None:
    (check,) = find(healthy, "port", "--host", "192.0.2.1", code=1)
    assert check["state"] == "fail"
    assert "192.0.2.1" in check["found"]


def test_wrong_settings_are_told_and_all_else_is_looked_at(healthy: Shell) -> None:
    healthy.patch.setenv("MOCKSERVER_STRICTNESS", "hard")
    checks = diagnose(healthy, "--port", "abc", code=1)
    assert [check["name"] for check in checks] == ["settings", "settings", *NAMES[2:]]
    told = {check["found"]: check["advice"] for check in checks[:2]}
    assert told.keys() == {"--port is 'abc'", "MOCKSERVER_STRICTNESS is 'hard'"}
    assert all(advice.startswith("expected ") for advice in told.values())


def test_a_clash_of_names_is_told(healthy: Shell, tmp_path: Path) -> None:
    site = tmp_path / "site" / "mockserver_client-9.9.dist-info"
    site.mkdir(parents=True)
    (site / "METADATA").write_text("Metadata-Version: 2.1\nName: mockserver-client\nVersion: 9.9\n")
    (site / "RECORD").write_text("mockserver/__init__.py,,\n")
    healthy.patch.syspath_prepend(str(site.parent))
    (check,) = find(healthy, "name", code=1)
    assert check["state"] == "fail"
    assert "mockserver-client and airship-wallet-emulator" in check["found"]
    assert "pip uninstall" in check["advice"]


@pytest.mark.parametrize("variable", PROXIES)
def test_a_proxy_is_told_until_the_advice_is_followed(variable: str, healthy: Shell) -> None:
    healthy.patch.setenv(variable, "http://proxy.example.com:3128")
    healthy.patch.setenv("NO_PROXY", "internal.example.com")
    (check,) = find(healthy, "proxy")
    assert check["state"] == "warn"
    assert check["found"] == f"{variable} is set: clients ask the proxy for 127.0.0.1 and localhost"
    for assignment in check["advice"].removeprefix("set ").split():
        name, value = assignment.split("=")
        assert value == "internal.example.com,127.0.0.1,localhost"
        healthy.patch.setenv(name, value)
    assert find(healthy, "proxy")[0]["state"] == "ok"


def test_the_address_of_a_server_that_is_gone_is_told(healthy: Shell, tmp_path: Path) -> None:
    with announced("http://127.0.0.1:1"):
        gone = tmp_path / "mockserver" / "1.url"
        gone.write_text("http://127.0.0.1:2")
        (check,) = find(healthy, "leftovers")
        assert (check["state"], check["advice"]) == ("warn", "delete it")
        assert check["found"].startswith(f"{gone} ")
        for name in ("2.url", "3.url"):
            (gone.parent / name).write_text("http://127.0.0.1:3")
        (check,) = find(healthy, "leftovers")
        assert check["advice"] == "delete them"
        for file in gone.parent.glob("[123].url"):
            assert file.name in check["found"]
            file.unlink()
        assert find(healthy, "leftovers")[0]["state"] == "ok"


@pytest.mark.parametrize(
    ("left", "arguments", "advice"),
    [
        ("wo[r]ld.db.x1.new", ["--db", "wo[r]ld.db"], "delete it, unless "),
        ("mockserver-verify-0123abcd.leftovers", [], "mockserver verify --clean mockserver-verify-0123abcd"),
    ],
    ids=["draft of a database", "events of verify"],
)
def test_what_else_was_left_is_told(left: str, arguments: list[Any], advice: str, healthy: Shell) -> None:
    for name in (left, "other.db.x1.new", "world.db", "notes.leftovers"):
        Path(name).write_text("")
    (check,) = find(healthy, "leftovers", *arguments)
    assert check["state"] == "warn"
    assert check["found"].startswith(f"{left} ")
    assert check["advice"].startswith(advice)


def test_variables_that_only_look_like_settings_are_told(healthy: Shell) -> None:
    healthy.patch.setenv("MOCKSERVER_PROT", "1")
    healthy.patch.setenv("MOCKSERVER_NONSENSE", "1")
    nonsense, typing_error = find(healthy, "environment")
    assert nonsense["state"] == typing_error["state"] == "warn"
    assert nonsense["found"].startswith("MOCKSERVER_NONSENSE ")
    assert "MOCKSERVER_PORT" in typing_error["found"]
