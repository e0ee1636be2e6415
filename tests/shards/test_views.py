"""Commands that look at all shards: they tell the whole, or fail."""

import json
import socket
import sys
from collections.abc import Iterator

import pytest

from tests.commands import run
from tests.shards.cluster import Cluster, open_cluster
from tests.world import EVENT, PAIR, REVISION

pytestmark = pytest.mark.slow

ALL = ("--shards", "s1,s2,s3")
AFTER = {"exec": ("--", "echo", "never")}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with open_cluster(tmp_path_factory.mktemp("shards"), 3) as cluster:
        yield cluster


def test_the_sandboxes_of_all_shards_are_listed(cluster: Cluster) -> None:
    with cluster.client() as http:
        made = [http.post("/__admin/sandboxes", json={}).json()["name"] for _ in range(6)]
    listed = run("sandboxes", "list", "--url", cluster.url, *ALL)
    assert (listed.returncode, listed.stderr) == (0, "")
    titles, *rows = [line.split() for line in listed.stdout.splitlines()]
    assert titles[0] == "shard"
    assert {row[1] for row in rows} == {"default", *made}
    assert [row[0] for row in rows if row[1] == "default"] == ["s1", "s2", "s3"]
    assert all(row[1].startswith(f"{row[0]}.") for row in rows if row[1] != "default")
    told = json.loads(run("sandboxes", "list", "--url", cluster.url, *ALL, "--json").stdout)
    assert told["count"] == len(told["sandboxes"]) == len(rows)
    assert {each["shard"] for each in told["sandboxes"]} == {"s1", "s2", "s3"}


def test_the_health_of_all_shards_is_told(cluster: Cluster) -> None:
    told = run("health", "--url", cluster.url, *ALL)
    assert [line.split()[:2] for line in told.stdout.splitlines()[1:]] == [
        ["s1", "ready"],
        ["s2", "ready"],
        ["s3", "ready"],
    ]
    shards = json.loads(run("health", "--url", cluster.url, *ALL, "--json").stdout)["shards"]
    assert [each["shard"] for each in shards] == ["s1", "s2", "s3"]


def test_exec_counts_what_all_shards_were_asked_together(cluster: Cluster) -> None:
    code = f"""
import httpx, os
http = httpx.Client(base_url=os.environ["MOCKSERVER_URL"], auth={PAIR}, headers={REVISION})
names = [http.post("/__admin/sandboxes", json={{}}).json()["name"] for _ in range(6)]
for name in names:
    http.get("{EVENT}/passes?colour=red", headers={{"X-Mockserver-Sandbox": name}})
    http.post(f"/sandboxes/{{name}}/__admin/faults", json={{"steps": [{{"status": 503}}]}})
    http.delete(f"/__admin/sandboxes/{{name}}")
print(*sorted({{name.partition(".")[0] for name in names}}), os.environ["MOCKSERVER_SHARDS"])
"""
    for _ in range(2):  # of what came before, nothing is counted
        told = run("exec", "--url", cluster.url, *ALL, "--", sys.executable, "-c", code)
        assert (told.returncode, told.stdout) == (0, "s1 s2 s3 s1,s2,s3\n")
        assert told.stderr.replace("\N{MULTIPLICATION SIGN}", "x") == (
            "mockserver: 6 requests\n"
            "    list_event_passes  200 x6\n"
            "  findings\n"
            "    undocumented  query.undocumented x6\n"
            "  unconsumed faults\n"
            "    6 plans\n"
        )


@pytest.mark.parametrize("command", ["sandboxes list", "health", "exec"])
def test_one_that_is_silent_fails_the_whole(cluster: Cluster, command: str) -> None:
    cluster.stop_proxy()
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # and does not listen
        urls, url = cluster.urls, f"http://127.0.0.1:{silent.getsockname()[1]}"
        cluster.urls = urls | {"s3": url}
        try:
            cluster.start_proxy({"s1", "s2"})
            told = run(*command.split(), "--url", cluster.url, *ALL, *AFTER.get(command, ()))
            assert (told.returncode, told.stdout) == (1, "")
            assert "the shard s3 is silent, so that the whole is not known" in told.stderr
        finally:
            cluster.stop_proxy()
            cluster.urls = urls
            cluster.start_proxy()
