"""A second emulator, in the place of the real service, and runs against it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from mockserver.domain.policy import Policy
from mockserver.server.in_process import AppTransport
from mockserver.verify.command import Job, Options, clean_up
from mockserver.verify.report import Outcome, Report
from tests.world import Api, contents, open_world

BASE_URL = "http://127.0.0.1:9/v1"
KEY, SECRET = "Zq8vTn3LkWp1", "s3cr3t-Xy7Rb2Mn9Qf4"
"""Credentials that no word of ours has in it."""
PAIR = (KEY, SECRET)
SECOND = ("Ht5wMd9PzCr6", "s3cr3t-Uv1Ke8Lj3Gx5")
"""Those of the second project."""
PASSES: list[dict[str, Any]] = [
    {"status": "installed", "platform": "android", "externalId": "seat-7"},
    {"status": "installed", "platform": "ios"},
    {"status": "uninstalled", "platform": "ios"},
    {"status": "not_been_installed", "platform": "ios"},
]
WORLD: dict[str, Any] = {
    "clock": {"frozen": "2026-05-05T05:05:05Z"},
    "projects": [
        {
            "id": 4242,
            "externalId": "venue",
            "key": KEY,
            "secret": SECRET,
            "events": [
                {
                    "id": 4711,
                    "externalId": "opening-night",
                    "fields": {"eventName": {"value": "Opening Night"}},
                    "passGroups": ["season"],
                    "passes": PASSES,
                }
            ],
        },
        {"id": 5353, "externalId": "rival", "key": SECOND[0], "secret": SECOND[1]},
    ],
}


class Transport(httpx.BaseTransport):
    """The way to the application; `before` and `after` may look, fail or change the answer.

    Attributes:
        asked: every request so far.
    """

    def __init__(self, api: Api) -> None:
        self._app = AppTransport(api.app)
        self._run = api._run
        self.asked: list[httpx.Request] = []
        self.before: Callable[[httpx.Request], httpx.Response | None] = lambda _: None
        self.after: Callable[[httpx.Request, httpx.Response], httpx.Response] = lambda _, answer: answer

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return self.before(request) or self.after(request, self._run(self._ask(request)))

    async def _ask(self, request: httpx.Request) -> httpx.Response:
        answer = await self._app.handle_async_request(request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=await answer.aread())


@dataclass
class Service:
    """The second emulator."""

    api: Api
    transport: Transport
    folder: Path
    options: dict[str, Any] = field(default_factory=dict)

    def job(self, *only: str, **others: Any) -> Job:
        options = Options(
            base_url=others.pop("base_url", BASE_URL),
            project=others.pop("project", "id/venue"),
            only=list(only),
            event_with_passes=others.pop("event_with_passes", "id/opening-night"),
            rate=others.pop("rate", "unlimited"),
            may_orphan=others.pop("may_orphan", True),
            second_project=others.pop("second_project", "id/rival"),
        )
        return Job(options, folder=self.folder, sleep=self.sleep, **others)

    def verify(self, *only: str, **others: Any) -> Report:
        return self.job(*only, **others).run(PAIR, SECOND, transport=self.transport)

    def sleep(self, seconds: float) -> None:
        """Time passes in the service alone."""
        self.api.sandbox.clock.advance(round(seconds * 1000))

    def clean(self, file: Path) -> list[str]:
        return list(clean_up(file, PAIR, "unlimited", self.transport).pending)

    @property
    def state(self) -> list[str]:
        """What is kept, but for the ids that have been used up."""
        return [line for line in contents(self.api.sandbox.database) if "sqlite_sequence" not in line]

    @property
    def leftovers(self) -> list[Path]:
        return sorted(self.folder.glob("*.leftovers"))


@contextmanager
def open_service(folder: Path, policy: Policy | None = None, **settings: Any) -> Iterator[Service]:
    with open_world(WORLD, **{"auth": "keys"} | settings) as api:
        if policy is not None:
            api.sandbox.policy = policy
        yield Service(api, Transport(api), folder)


def outcomes(report: Report) -> dict[str, Outcome]:
    return {probe.id: probe.outcome for probe in report.probes}


def unequal(report: Report) -> set[str]:
    """The probes that do not agree."""
    return {name for name, outcome in outcomes(report).items() if outcome is not Outcome.AGREES}


def copy(file: Path, to: Path) -> Path:
    return Path(shutil.copy(file, to))
