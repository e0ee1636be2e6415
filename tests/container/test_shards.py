"""The image as the shards of `docker-compose.yml`, behind the HAProxy that this machine has."""

import socket
from pathlib import Path

import pytest

from tests.container.compose import run_flags
from tests.container.conftest import Containers
from tests.container.engine import PORT
from tests.shards.cluster import Cluster, find_haproxy
from tests.world import EVENT

pytestmark = pytest.mark.slow

SHARDS = ("s1", "s2", "s3")


def test_three_containers_are_one_address(containers: Containers, tmp_path: Path) -> None:
    find_haproxy()
    published = f"--publish=127.0.0.1::{PORT}"
    shards = {name: containers.run(flags=(*run_flags(containers.volume, name), published)) for name in SHARDS}
    for container in shards.values():
        container.wait_until_ready()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    cluster = Cluster(tmp_path, port, {}, {name: each.url for name, each in shards.items()})
    try:
        cluster.start_proxy()
        with cluster.client() as http:
            names = [http.post("/__admin/sandboxes", json={}).json()["name"] for _ in range(6)]
            assert {name.partition(".")[0] for name in names} == set(SHARDS)
            for name in names:
                assert http.get(EVENT, headers={"X-Mockserver-Sandbox": name}).status_code == 200
            assert shards["s2"].stop() == 0
            (gone, *_) = [name for name in names if name.startswith("s2.")]
            assert http.get(EVENT, headers={"X-Mockserver-Sandbox": gone}).status_code == 503
            (there, *_) = [name for name in names if name.startswith("s1.")]
            assert http.get(EVENT, headers={"X-Mockserver-Sandbox": there}).status_code == 200
    finally:
        cluster.stop_proxy()
