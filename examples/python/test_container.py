import os
import pathlib

import pytest

pytestmark = pytest.mark.skipif(
    not (pathlib.Path("/var/run/docker.sock").exists() or "DOCKER_HOST" in os.environ),
    reason="there is no container engine on this machine",
)


@pytest.fixture(scope="module")
def server():
    containers = pytest.importorskip("mockserver.containers", reason="the extra testcontainers is missing")
    with containers.MockServerContainer("mockserver", "season") as container:
        yield container.server


def test_a_container_is_used_by_the_same_handles(server):
    assert [project["id"] for project in server.sandbox().state()["projects"]] == [41, 42]
