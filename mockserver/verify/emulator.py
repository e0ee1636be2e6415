"""The emulator in this process, in each of its positions: what a probe is answered here."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from mockserver.domain.policy import POSITIONS, Policy, Profile
from mockserver.domain.protocol import SANDBOX_HEADER
from mockserver.seeds.files import SeedFile, check
from mockserver.server.in_process import URL, AppClient
from mockserver.settings import Auth, Settings
from mockserver.verify.cases import Probe
from mockserver.verify.exchange import Credentials, Pair, Reply, Request
from mockserver.verify.names import Names
from mockserver.verify.play import Ground, play
from mockserver.verify.redaction import Redactor
from mockserver.web.app import Application, create_app

DEFAULT = "default"
PROJECT, SECOND = "mockserver-verify-project", "mockserver-verify-second"
PAIRS: dict[Credentials, Pair] = {"own": ("key", "secret"), "second": ("second-key", "second-secret")}
PASSES = "mockserver-verify-passes"
WORLD: dict[str, Any] = {
    "clock": {"frozen": "2026-01-01T00:00:00Z"},
    "projects": [
        {
            "externalId": PROJECT,
            "key": PAIRS["own"][0],
            "secret": PAIRS["own"][1],
            "events": [
                {
                    "externalId": PASSES,
                    "fields": {"eventName": {"value": "An event with passes"}},
                    "passes": [
                        {
                            "status": "installed",
                            "platform": "android",
                            "externalId": "mockserver-verify-pass",
                        },
                        {"status": "uninstalled"},
                        {"status": "not_been_installed"},
                    ],
                }
            ],
        },
        {"externalId": SECOND, "key": PAIRS["second"][0], "secret": PAIRS["second"][1]},
    ],
}
"""What probes are played on here."""


class Emulator:
    """Answers probes as an emulator does, a world of its own for each probe and position.

    Args:
        app: the emulator, whose lifespan has begun.
        runner: runs it.
        redactor: makes of its replies what may be shown: the same one as for the service.
    """

    def __init__(self, app: Application, runner: asyncio.Runner, redactor: Redactor) -> None:
        self._app = app
        self._runner = runner
        self._client = AppClient(app, None)
        self._redactor = redactor

    def answers(self, probe: Probe) -> dict[str, Any]:
        """The answer in each position that this emulator has in the matter, the default one first."""
        return {name: self.answer(probe, policy) for name, policy in positions(probe).items()}

    def answer(self, probe: Probe, policy: Policy) -> Any:
        """The answer under a policy."""
        registry = self._app.registry
        name = f"probe-{len(registry)}"
        sandbox = registry.add(name, registry.default.seed.share())
        sandbox.policy = policy
        ground = Ground(
            f"{URL}/sandboxes/{name}/v1",
            f"id/{PROJECT}",
            Names(),
            self._redactor,
            passes=f"/events/project/id/{PROJECT}/id/{PASSES}",
            second=f"id/{SECOND}",
        )
        try:
            return play(probe, ground, _InSandbox(self._client, self._runner, name, sandbox.clock.advance))
        finally:
            registry.remove(name)


class _InSandbox:
    """The requests of one probe in one sandbox."""

    def __init__(
        self, client: AppClient, runner: asyncio.Runner, sandbox: str, advance: Callable[[int], None]
    ) -> None:
        self._client, self._runner, self._sandbox, self._advance = client, runner, sandbox, advance

    def ask(self, request: Request) -> Reply:
        """Send a request, and give the reply."""
        answer = self._runner.run(
            self._client.request(
                request.method,
                f"/v1{request.path}",
                headers=request.all_headers() | {SANDBOX_HEADER: self._sandbox},
                content=request.content,
                auth=PAIRS.get(request.auth),
            )
        )
        return Reply(answer.status_code, {k.lower(): v for k, v in answer.headers.items()}, answer.content)

    def wait(self, seconds: float) -> None:
        """Let time pass, which takes none here."""
        self._advance(int(seconds * 1000))


def positions(probe: Probe) -> dict[str, Policy]:
    """The positions in which a probe may be answered otherwise, by what they are called."""
    sides = {
        f"{claim}: {POSITIONS[claim][1]}": Policy().follow(Profile({claim: POSITIONS[claim][1]}))
        for claim in probe.claims
        if claim in POSITIONS
    }
    return {DEFAULT: Policy(), **sides}


@contextmanager
def open_emulator(redactor: Redactor) -> Iterator[Emulator]:
    """An emulator for as long as the block takes."""
    app = create_app(
        Settings.defaults().model_copy(update={"auth": Auth.KEYS}),
        [SeedFile("verify", check("verify", WORLD))],
    )
    with asyncio.Runner() as runner:
        lifespan = app.router.lifespan_context(app)
        runner.run(lifespan.__aenter__())
        try:
            yield Emulator(app, runner, redactor)
        finally:
            runner.run(lifespan.__aexit__(None, None, None))
