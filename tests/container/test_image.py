"""The image, built and run by an engine, mostly as `docker-compose.yml` says."""

import re
import socket
from pathlib import Path

import httpx
import pytest

from tests.container.conftest import Containers, Image
from tests.container.engine import Container

pytestmark = pytest.mark.slow

MOST_MEGABYTES = 125
"""What the image may add to its base."""
EVENT = "/v1/events/project/12345/1234"
PAIR, REVISION = ("key", "secret"), {"Api-Revision": "1.2"}
GRACE = 8
"""Seconds to end in: 5 for requests under way, and some for a machine that is busy."""
SIGTERM = 1 << (15 - 1)
SLOW_TO_READ = "projects: [{id: 1, events: [{count: 300, passes: {count: 1000}}]}]"


def find_venue(container: Container) -> str:
    answer = httpx.get(container.url + EVENT, auth=PAIR, headers=REVISION).raise_for_status()
    return str(answer.json()["fields"]["venueTitle"]["value"])


def rename_venue(container: Container, name: str) -> None:
    body = {"fields": {"venueTitle": {"value": name}}}
    httpx.put(container.url + EVENT, json=body, auth=PAIR, headers=REVISION).raise_for_status()


def begin_request(container: Container) -> socket.socket:
    """A connection with a request whose body does not come."""
    url = httpx.URL(container.url)
    connection = socket.create_connection((url.host, url.port or 80))
    head = f"PUT {EVENT} HTTP/1.1\r\nHost: x\r\nAuthorization: Basic YTpi\r\nApi-Revision: 1.2\r\n"
    connection.sendall(f"{head}Content-Type: application/json\r\nContent-Length: 9\r\n\r\n{{".encode())
    find_venue(container)  # the server has read the head by the time it answers another request
    return connection


def find_caught_signals(container: Container) -> int:
    """The signals for which the server has handlers, as bits; as PID 1 it gets no others."""
    (mask,) = re.findall(r"SigCgt:\s+(\w+)", container.execute("cat", "/proc/1/status").stdout)
    return int(mask, 16)


def test_it_adds_little_to_its_base(image: Image, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{image.size}")  # noqa: T201 - the size is told in the output of the gate
    _, added = re.findall(r"(\d+) MB", image.size)
    assert int(added) <= MOST_MEGABYTES


def test_it_has_a_user_of_its_own_and_needs_no_folder_to_write_to(containers: Containers) -> None:
    container = containers.run(flags=("--read-only",)).wait_until_ready()
    assert container.execute("id", "-u").stdout.strip() == "65532"
    assert find_venue(container) == "AT&T Park"


def test_as_composed_any_user_may_run_it_without_a_privilege_and_for_this_machine_only(
    containers: Containers,
) -> None:
    container = containers.run(as_composed=True, flags=("--user=12345:54321",)).wait_until_ready()
    status = container.execute("cat", "/proc/1/status").stdout
    assert re.findall(r"Uid:\s+(\d+)", status) == ["12345"]
    assert set(re.findall(r"Cap(?:Prm|Eff|Bnd):\s+(\w+)", status)) == {"0" * 16}
    assert re.findall(r"NoNewPrivs:\s+(\d)", status) == ["1"]
    published = container.known["NetworkSettings"]["Ports"].values()
    assert {binding["HostIp"] for bindings in published for binding in bindings or []} == {"127.0.0.1"}


def test_as_composed_only_the_data_and_temporary_folders_can_be_written(containers: Containers) -> None:
    container = containers.run(as_composed=True, flags=("--user=0:0",)).wait_until_ready()
    folders = ["/", "/opt/mockserver", "/usr/local/lib", "/etc", "/fixtures", "/data", "/tmp", "/dev/shm"]
    can = {folder: container.execute("touch", f"{folder}/new").returncode == 0 for folder in folders}
    assert [folder for folder in folders if can[folder]] == ["/data", "/tmp", "/dev/shm"]


@pytest.mark.parametrize(
    ("variables", "command"),
    [
        ((), ("--port", "9000")),
        (("--env=MOCKSERVER_PORT=9000",), ("--port-file", "/tmp/port")),
    ],
    ids=["by a flag", "by a variable, its port file elsewhere"],
)
def test_the_health_check_finds_a_server_on_another_port(
    containers: Containers, variables: tuple[str, ...], command: tuple[str, ...]
) -> None:
    containers.run(*command, flags=variables).wait_until_ready()


def test_the_health_check_fails_without_a_server(containers: Containers) -> None:
    container = containers.run("infinity", flags=("--entrypoint=sleep",))
    told = container.check_health()
    assert told.returncode == 1
    assert "not ready" in told.stdout


def test_nothing_is_compiled_when_it_runs(containers: Containers) -> None:
    allowed = ("--user=0:0", "--env=PYTHONDONTWRITEBYTECODE=")
    container = containers.run(flags=allowed).wait_until_ready()
    assert container.execute("mockserver", "requests").returncode == 0
    changed = containers.engine.get("diff", container.id).splitlines()
    assert not [line for line in changed if line.endswith(".pyc")]


def test_a_signal_ends_it_with_exit_code_0(containers: Containers) -> None:
    container = containers.run(as_composed=True).wait_until_ready()
    assert container.stop() == 0


def test_a_request_that_does_not_end_holds_it_for_less_than_the_grace_of_an_engine(
    containers: Containers,
) -> None:
    container = containers.run().wait_until_ready()
    with begin_request(container):
        assert container.stop(GRACE) == 0


def test_a_signal_ends_it_before_it_is_ready(containers: Containers, tmp_path: Path) -> None:
    seed = tmp_path / "seed.yaml"
    seed.write_text(SLOW_TO_READ)
    container = containers.run("--seed=/seed.yaml", flags=(f"--volume={seed}:/seed.yaml:ro",))
    while not find_caught_signals(container) & SIGTERM:
        assert "Ready." not in container.logs
    assert "Ready." not in container.logs
    assert container.stop(GRACE) == 0


@pytest.mark.parametrize(
    "flags",
    [
        (),
        ("--env=MOCKSERVER_SEED=documentation",),
    ],
    ids=["without a seed", "with a seed"],
)
def test_it_can_be_restarted_with_the_file_that_it_keeps(
    containers: Containers, flags: tuple[str, ...]
) -> None:
    container = containers.run(as_composed=True, flags=flags).wait_until_ready()
    rename_venue(container, "Oracle Park")
    assert container.stop() == 0
    assert find_venue(container.start()) == "Oracle Park"
