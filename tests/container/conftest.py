"""An engine, the image, and containers that are removed after each test."""

import fcntl
import os
import subprocess
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.container.compose import ROOT, run_flags
from tests.container.engine import PORT, Container, Engine
from tests.programs import miss

IMAGE = "localhost/mockserver:under-test"
BUILD_PATIENCE = 600


@pytest.fixture(scope="session")
def engine() -> Engine:
    """Docker or Podman."""
    return Engine.find() or miss("no container engine answers: neither docker nor podman")


@dataclass(frozen=True)
class Image:
    """The image, and what its build said last: its size."""

    name: str
    size: str


@pytest.fixture(scope="session")
def image(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Image:
    """The image of this checkout; it stays in the engine's store, so that the next build is quick."""
    shared = tmp_path_factory.getbasetemp().parent
    with (shared / "image.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # workers of one run take turns: the second finds all layers cached
        built = subprocess.run(
            [ROOT / "scripts" / "build_image.sh", IMAGE],
            env=os.environ | {"IMAGE_ENGINE": engine.name},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=BUILD_PATIENCE,
            check=False,
        )
    assert built.returncode == 0, built.stdout
    return Image(IMAGE, built.stdout.splitlines()[-1])


@dataclass(frozen=True)
class Containers:
    """Runs containers of the image, and forgets none."""

    engine: Engine
    image: Image
    volume: str
    running: list[Container]

    def run(self, *command: str, flags: tuple[str, ...] = (), as_composed: bool = False) -> Container:
        """A new container of the image."""
        composed = run_flags(self.volume) if as_composed else (f"--publish=127.0.0.1::{PORT}",)
        container = self.engine.run(self.image.name, *command, flags=(*composed, *flags))
        self.running.append(container)
        return container


@pytest.fixture
def containers(engine: Engine, image: Image) -> Iterator[Containers]:
    """Containers of the image, all of which are removed, and their volume."""
    containers = Containers(engine, image, f"mockserver-{uuid.uuid4().hex}", [])
    yield containers
    for each in containers.running:
        each.remove()
    engine.ask("volume", "rm", containers.volume)
