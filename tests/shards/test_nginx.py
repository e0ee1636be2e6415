"""The configuration of nginx that the guide shows, before two shards, whatever names the sandbox."""

import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.commands import run, serving
from tests.programs import find_program
from tests.shards.naming import RENAMED, check_names_given_out, event_name, header, shards_of
from tests.world import EVENT, PAIR, REVISION

pytestmark = pytest.mark.slow

GUIDE = Path(__file__).parents[2] / "docs" / "SCALE.md"
PLACES = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
"""What nginx keeps temporary files for, in folders that not everybody may write to."""
SHARDS = ("s1", "s2")
NAMES = [f"name-{number}" for number in range(8)]


def read_configuration(folder: Path, port: int, servers: list[str]) -> str:
    """What the guide shows, about servers and a port of the test's own."""
    text: str
    (text,) = re.findall(r"```nginx\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    for shown, url in zip(("127.0.0.1:8501", "127.0.0.1:8502"), servers, strict=True):
        text = text.replace(shown, url.removeprefix("http://"))
    text = text.replace("listen 8412", f"listen 127.0.0.1:{port}")
    paths = "".join(f"    {place}_temp_path {folder}/{place};\n" for place in PLACES)
    head = f"daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log {folder}/log;\n"
    return head + text.replace("http {\n", f"http {{\n    access_log off;\n{paths}", 1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of nginx before two shards."""
    nginx, folder, port = (
        find_program("nginx", "nginx", "nginx-light"),
        tmp_path_factory.mktemp("nginx"),
        free_port(),
    )
    with ExitStack() as running:
        servers = [running.enter_context(serving("--shard", name, "--quiet"))[1] for name in SHARDS]
        file = folder / "nginx.conf"
        file.write_text(read_configuration(folder, port, servers), encoding="utf-8")
        process = subprocess.Popen([nginx, "-e", str(folder / "log"), "-p", str(folder), "-c", str(file)])
        running.callback(process.wait)
        running.callback(process.kill)
        retrying = httpx.HTTPTransport(retries=12)
        url = f"http://127.0.0.1:{port}"
        with httpx.Client(base_url=url, transport=retrying, timeout=60) as probing:
            assert probing.get("/readyz").status_code == 200
        yield running.enter_context(httpx.Client(base_url=url, auth=PAIR, headers=REVISION, timeout=60))


def test_every_way_to_name_a_sandbox_leads_to_the_same_shard(http: httpx.Client) -> None:
    used = set()
    for name in NAMES:
        http.put(f"/sandboxes/{name}{EVENT}", json=RENAMED).raise_for_status()
        answers = [
            http.get(f"/sandboxes/{name}{EVENT}"),
            http.get(f"/sandboxes/{name.replace('-', '%2D')}{EVENT}"),
            http.get(EVENT, **header(name)),
            http.get(EVENT, auth=(f"sandbox-{name}", "any")),
        ]
        assert list(map(event_name, answers)) == ["Renamed"] * 4
        assert http.get(f"/__admin/sandboxes/{name}").json()["name"] == name
        with http.stream("GET", f"/__admin/stream?sandbox={name}&seconds=0") as stream:
            assert stream.status_code == 200
        (shard,) = shards_of(http, name, SHARDS)
        used.add(shard)
    assert used == {"s1", "s2"}


def test_a_name_that_was_given_out_leads_to_its_shard(http: httpx.Client) -> None:
    check_names_given_out(http, SHARDS, 8)
    assert http.get(EVENT, **header("s7.0123abcd")).status_code == 404


def test_paths_faults_and_views_of_the_whole_come_through(http: httpx.Client) -> None:
    path = "/v1/events/project/12345/id/row%2F7%20%C3%A9"
    http.post(path, json=RENAMED, **header("slashes")).raise_for_status()
    assert http.get(path, **header("slashes")).status_code == 200
    http.post("/__admin/faults", json={"steps": [{"drop": "after"}]}, **header("drop")).raise_for_status()
    with pytest.raises(httpx.RemoteProtocolError):
        http.post("/v1/events/project/12345", json=RENAMED, **header("drop"))
    assert http.get("/__admin/requests", **header("drop")).json()["count"] == 1
    link = http.get(f"/sandboxes/linked{EVENT}/passes").json()["passes"][0]["url"]
    assert link.startswith(f"{str(http.base_url).rstrip('/')}/sandboxes/linked/v1/pass/")
    assert http.get("/__admin/shards").json() == {"shards": ["s1", "s2"]}
    told = run("health", "--url", str(http.base_url), "--shards", "s1,s2")
    assert [line.split()[:2] for line in told.stdout.splitlines()[1:]] == [["s1", "ready"], ["s2", "ready"]]
