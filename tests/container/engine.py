"""A container engine, Docker or Podman, by its command: both understand the same words."""

import json
import shutil
import subprocess
import time
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

PATIENCE = 60
"""Seconds after which a command of an engine that should have ended has failed."""
PORT = 8412
LIMITS = ("--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024")
"""An engine that itself runs in a container may not be able to raise limits to its defaults."""


@dataclass(frozen=True)
class Engine:
    """The command `docker` or `podman`."""

    name: str

    @classmethod
    def find(cls) -> Self | None:
        """The first whose engine answers."""
        for name in ("docker", "podman"):
            if shutil.which(name) and cls(name).ask("info").returncode == 0:
                return cls(name)
        return None

    def ask(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command that may fail."""
        return subprocess.run(
            [self.name, *arguments], capture_output=True, text=True, timeout=PATIENCE, check=False
        )

    def get(self, *arguments: str) -> str:
        """What a command prints that must succeed."""
        told = self.ask(*arguments)
        assert told.returncode == 0, f"{self.name} {' '.join(arguments)}: {told.stderr}"
        return told.stdout.strip()

    def run(self, image: str, *command: str, flags: tuple[str, ...] = ()) -> "Container":
        """A new container, which has begun to run."""
        return Container(self, self.get("run", "--detach", *LIMITS, *flags, image, *command))


@dataclass(frozen=True)
class Container:
    """One container, which runs or has ended."""

    engine: Engine
    id: str

    @property
    def known(self) -> dict[str, Any]:
        """What the engine knows about it now."""
        (known,) = json.loads(self.engine.get("inspect", "--type=container", self.id))
        return dict(known)

    @property
    def logs(self) -> str:
        """What it wrote, on standard output and standard error."""
        told = self.engine.ask("logs", self.id)
        return told.stdout + told.stderr

    @property
    def url(self) -> str:
        """Where its published port is reached."""
        return f"http://{self.engine.get('port', self.id, f'{PORT}/tcp').splitlines()[0]}"

    @cached_property
    def _healthcheck(self) -> list[str]:
        """The image's own command, which an engine runs from time to time."""
        (kind, *command) = self.known["Config"]["Healthcheck"]["Test"]
        assert kind == "CMD"
        return list(command)

    def execute(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command inside."""
        return self.engine.ask("exec", self.id, *command)

    def check_health(self) -> subprocess.CompletedProcess[str]:
        """Run the health check once, as the engine does."""
        return self.execute(*self._healthcheck)

    def wait_until_ready(self) -> Self:
        """Run the health check until it passes."""
        deadline = time.monotonic() + PATIENCE
        while self.check_health().returncode != 0:
            assert self.known["State"]["Running"], self.logs
            assert time.monotonic() < deadline, self.logs
        return self

    def start(self) -> Self:
        """Start it again after its end, as it was."""
        self.engine.get("start", self.id)
        return self.wait_until_ready()

    def stop(self, grace: int | None = None) -> int:
        """Send SIGTERM, and SIGKILL after seconds of grace; the exit code is 137 if it came to that."""
        self.engine.get("stop", *([] if grace is None else ["-t", str(grace)]), self.id)
        return int(self.known["State"]["ExitCode"])

    def remove(self) -> None:
        """End it without grace and leave nothing of it."""
        self.engine.ask("kill", self.id)
        self.engine.get("rm", "--force", "--volumes", self.id)
