"""The state of a server: what all of its requests share."""

import itertools
import secrets
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from mockserver.domain.errors import ServiceUnavailable
from mockserver.domain.findings import Level
from mockserver.domain.policy import Policy
from mockserver.domain.steps import Meter
from mockserver.sandbox.registry import SandboxRegistry
from mockserver.sandbox.sandbox import Sandbox
from mockserver.seeds.files import SeedFile
from mockserver.services.pkpass import Sign
from mockserver.settings import Settings
from mockserver.web.routing import OperationRouter


def _new_ids() -> Callable[[], str]:
    prefix, numbers = secrets.token_hex(3), itertools.count(1)
    return lambda: f"{prefix}-{next(numbers):06d}"


@dataclass(slots=True)
class Counts:
    """What was counted since a server began.

    Attributes:
        run: what tells this run of a server from another.
        requests: to the emulated API, by operation and status.
        findings: by level and code.
        faults: requests that met one.
        unconsumed: fault plans that sandboxes had not carried out when they went.
    """

    run: str = field(default_factory=lambda: secrets.token_hex(8))
    requests: Counter[tuple[str, int]] = field(default_factory=Counter)
    findings: Counter[tuple[Level, str]] = field(default_factory=Counter)
    faults: int = 0
    unconsumed: int = 0

    def keep_unconsumed(self, sandbox: Sandbox) -> None:
        """Count the plans that a sandbox which goes has not carried out."""
        self.unconsumed += len(sandbox.faults.unconsumed())


@dataclass
class ServerState:
    """What all requests of one server share.

    Attributes:
        operations: finds the operation of a request.
        seeds: what it begins with, instead of the seeds that the settings name.
        loading: how much of that is in already.
        sandboxes: all of them; None before the lifespan has begun and after it has ended.
        counts: of what was asked and found so far.
        began: when the server did, on the monotonic clock.
        new_request_id: gives each request an id of its own.
        token_secret: signs the tokens that it issues; those of another server are none of its own.
        sign: signs the files of passes; None if nothing does.
        policy: how requests are judged and read that are in no sandbox yet.
    """

    settings: Settings
    operations: OperationRouter
    seeds: list[SeedFile] | None = None
    loading: Meter = field(default_factory=Meter)
    sandboxes: SandboxRegistry | None = None
    counts: Counts = field(default_factory=Counts)
    began: float = field(default_factory=time.monotonic)
    new_request_id: Callable[[], str] = field(default_factory=_new_ids)
    token_secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    sign: Sign | None = None
    policy: Policy = field(init=False)

    def __post_init__(self) -> None:
        self.policy = self.settings.policy

    @property
    def registry(self) -> SandboxRegistry:
        """All sandboxes.

        Raises:
            ServiceUnavailable: the lifespan of the application has not begun.
        """
        if self.sandboxes is None:
            raise ServiceUnavailable(
                "The seeds are not in; expected the application's lifespan to have begun."
            )
        return self.sandboxes
