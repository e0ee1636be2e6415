"""What happens to requests when a shard is lost, and when one is added."""

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from tests.commands import PATIENCE, serving
from tests.shards.cluster import Cluster, open_cluster
from tests.world import problem

pytestmark = pytest.mark.slow

EVENT = "/v1/events/project/12345/1234"


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with open_cluster(tmp_path, 3) as cluster:
        yield cluster


def get(http: httpx.Client, name: str) -> httpx.Response:
    return http.get(EVENT, headers={"X-Mockserver-Sandbox": name})


class Traffic:
    """Requests without a pause to sandboxes of one shard, until the block ends."""

    def __init__(self, cluster: Cluster, names: list[str]) -> None:
        self.seen: Counter[int] = Counter()
        self._cluster, self._names = cluster, names
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        with self._cluster.client() as http:
            while not self._is_over.is_set():
                for name in self._names:
                    try:
                        self.seen[get(http, name).status_code] += 1
                    except httpx.TransportError:
                        self.seen[0] += 1

    def __enter__(self) -> "Traffic":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()

    def go_on(self) -> None:
        """Wait until some more requests were answered."""
        wanted, until = self.seen.total() + 50, time.monotonic() + PATIENCE
        while self.seen.total() < wanted:
            assert time.monotonic() < until
            time.sleep(0.01)


def names_by_shard(http: httpx.Client) -> dict[str, list[str]]:
    """Names that the shards gave out, some of each."""
    made = [
        http.post(f"/shards/{shard}/__admin/sandboxes", json={}).json()["name"]
        for shard in ("s1", "s2", "s3")
        for _ in range(4)
    ]
    return {shard: [name for name in made if name.startswith(f"{shard}.")] for shard in ("s1", "s2", "s3")}


def test_a_shard_that_is_killed_takes_its_own_sandboxes_with_it_and_nothing_else(cluster: Cluster) -> None:
    with cluster.client() as http:
        names = names_by_shard(http)
        chosen = next(name for name in map(str, range(100)) if _is_in(http, name, "s2"))
        others = [*names["s1"], *names["s3"]]
        with Traffic(cluster, others) as unaffected, Traffic(cluster, names["s2"]) as affected:
            for traffic in (unaffected, affected):
                traffic.go_on()
            cluster.processes["s2"].kill()
            for traffic in (unaffected, affected):
                traffic.go_on()
        assert set(unaffected.seen) == {200}
        assert affected.seen.keys() <= {200, 503, 0}
        assert affected.seen[503] > 0
        assert affected.seen[0] <= 4  # on connections that were open: nobody knows whether they were served
        for _ in range(12):
            assert http.post("/__admin/sandboxes", json={}).status_code == 201
        for name in (*names["s2"], chosen):
            assert "does not answer" in problem(get(http, name), 503)
        port = cluster.urls["s2"].rpartition(":")[2]
        with serving("--shard", "s2", "--quiet", MOCKSERVER_PORT=port):
            _wait_for(http, "s2")
            for name in names["s2"]:
                assert "is gone" in problem(get(http, name), 404)
            assert get(http, chosen).status_code == 200
            for name in others:
                assert get(http, name).status_code == 200


def _is_in(http: httpx.Client, name: str, shard: str) -> bool:
    get(http, name).raise_for_status()
    return http.get(f"/shards/{shard}/__admin/sandboxes/{name}").status_code == 200


def _wait_for(http: httpx.Client, shard: str) -> None:
    until = time.monotonic() + PATIENCE
    while http.get(f"/shards/{shard}/readyz").status_code != 200:
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_shard_that_stands_still_is_told_of_and_gives_its_names_to_nobody(cluster: Cluster) -> None:
    with cluster.client() as http:
        names = names_by_shard(http)
        chosen = next(name for name in map(str, range(100)) if _is_in(http, name, "s2"))
        os.kill(cluster.processes["s2"].pid, signal.SIGSTOP)
        try:
            until = time.monotonic() + PATIENCE
            while not _is_refused(cluster, names["s2"][0]):
                assert time.monotonic() < until
            assert "does not answer" in problem(get(http, names["s2"][0]), 503)
            assert get(http, names["s1"][0]).status_code == 200
            with pytest.raises(httpx.ReadTimeout):
                http.get(EVENT, headers={"X-Mockserver-Sandbox": chosen}, timeout=0.5)
        finally:
            os.kill(cluster.processes["s2"].pid, signal.SIGCONT)
        _wait_for(http, "s2")
        for name in (*names["s2"], chosen):
            assert _is_in(http, name, "s2")


def _is_refused(cluster: Cluster, name: str) -> bool:
    with cluster.client() as http, suppress(httpx.ReadTimeout):
        http.timeout = httpx.Timeout(0.5)
        return get(http, name).status_code == 503
    return False


def test_a_shard_that_is_added_moves_no_name_that_was_given_out_and_few_others(tmp_path: Path) -> None:
    with open_cluster(tmp_path, 3, 1) as cluster:
        chosen = [f"chosen-{number}" for number in range(60)]
        with cluster.client() as http:
            names = names_by_shard(http)
            for name in chosen:
                get(http, name).raise_for_status()
        cluster.stop_proxy()
        cluster.start_proxy()
        with cluster.client() as http:
            for name in [name for each in names.values() for name in each]:
                assert get(http, name).status_code == 200
            for name in chosen:
                get(http, name).raise_for_status()
            told = http.get("/shards/s4/__admin/sandboxes").json()
            assert http.post("/shards/s4/__admin/sandboxes", json={}).json()["name"].startswith("s4.")
    moved = {each["name"] for each in told["sandboxes"]} - {"default"}
    assert 0 < len(moved) < len(chosen) / 2
