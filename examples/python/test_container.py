import os

import pytest

IMAGE = os.environ.get("AIRSHIP_WALLET_IMAGE")
pytestmark = pytest.mark.skipif(not IMAGE, reason="AIRSHIP_WALLET_IMAGE names no image that was built")


@pytest.fixture(scope="module")
def server():
    containers = pytest.importorskip("mockserver.containers", reason="the extra testcontainers is missing")
    with containers.MockServerContainer(IMAGE, "season") as container:
        yield container.server


def test_a_container_is_used_by_the_same_handles(server):
    assert [project["id"] for project in server.sandbox().state()["projects"]] == [41, 42]
