"""Builds the worlds that tests run in, and speaks to them through the front door."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import httpx

from mockserver.domain.clock import instant
from mockserver.sandbox.sandbox import Sandbox
from mockserver.seeds.files import SeedFile, check
from mockserver.settings import Settings
from mockserver.store.database import Database
from mockserver.web.app import Application, create_app

PAIR = ("key", "secret")
REVISION = {"Api-Revision": "1.2"}
BASE = "http://mock.test"

P, PX = 12345, "project123ExtId"
"""The project of most worlds: its id and its external id."""
E, EX = 1234, "event123ExtId"
"""The event of most worlds: its id and its external id."""
NOW = "2026-01-01T00:00:00Z"
"""The instant at which the clock of most worlds stands still."""
LATER = "2026-01-02T00:00:00Z"
"""An instant a day after that."""
BORN = "2018-09-24T09:12:32Z"
"""When the event of most worlds was created and last updated."""
LENIENT, STRICT = {"Prefer": "strictness=lenient"}, {"Prefer": "strictness=strict"}
"""Headers of a request that is to be judged otherwise than documented."""
SCHEMA = {"Prefer": "reading=schema"}
"""Headers of a request that believes the schemas where examples contradict them."""

PATHS = {
    "id/id": f"/v1/events/project/{P}/{E}",
    "external/id": f"/v1/events/project/id/{PX}/{E}",
    "id/external": f"/v1/events/project/{P}/id/{EX}",
    "external/external": f"/v1/events/project/id/{PX}/id/{EX}",
}
"""The four ways to name the event of most worlds."""
DESCRIPTIONS = {
    400: "The request is invalid.",
    401: "You are not authorized to make that request.",
    403: "You are not authorized to make that request (Forbidden).",
    404: "The resource is no longer at that location.",
    405: "Method not allowed on this resource.",
    409: "Conflict:  The request could not be completed due to a conflict of current resources.",
    413: "The request is too long.",
    415: "Unsupported Media Type.",
    500: "Internal Server Error.",
    503: "Service unavailable.",
    507: "Insufficient Storage.",
}
"""What the vendor says for each status (A-2)."""
EVENT = PATHS["id/id"]
PROJECT = f"/v1/events/project/{P}"
EXTERNAL_PROJECT = f"/v1/events/project/id/{PX}"


def event(**given: Any) -> dict[str, Any]:
    """An event of a seed, with a name."""
    return {"createdAt": BORN, "fields": {"eventName": {"value": "LA Dodgers at SF Giants"}}} | given


def seed(*events: dict[str, Any], **given: Any) -> dict[str, Any]:
    """A seed with the project of most worlds; without events it has the event of most worlds."""
    project = {"id": P, "externalId": PX, "events": list(events) or [event(id=E, externalId=EX)]}
    return {"clock": {"frozen": NOW}, "projects": [project]} | given


class Api:
    """A synchronous view of one application in this process, without a port."""

    def __init__(self, app: Application, runner: asyncio.Runner) -> None:
        self.app = app
        self._run = runner.run
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url=BASE, auth=PAIR, headers=REVISION
        )

    @property
    def sandbox(self) -> Sandbox:
        """The world behind the door, for what no operation shows."""
        return self.app.state.registry.default

    def request(
        self, method: str, path: str, *, without: tuple[str, ...] = (), auth: Any = PAIR, **given: Any
    ) -> httpx.Response:
        """Send a request; `without` names headers to leave out, `auth=None` the credentials."""
        request = self._client.build_request(method, path, **given)
        for name in without:
            request.headers.pop(name, None)
        return self._run(self._client.send(request, auth=auth))

    def get(self, path: str, **given: Any) -> httpx.Response:
        """Send a GET."""
        return self.request("GET", path, **given)

    def post(self, path: str, json: Any = None, **given: Any) -> httpx.Response:
        """Send a POST."""
        return self.request("POST", path, json=json, **given)

    def put(self, path: str, json: Any = None, **given: Any) -> httpx.Response:
        """Send a PUT."""
        return self.request("PUT", path, json=json, **given)

    def delete(self, path: str, **given: Any) -> httpx.Response:
        """Send a DELETE."""
        return self.request("DELETE", path, **given)

    def freeze(self, moment: str) -> None:
        """Move the clock to an instant, where it stands still."""
        self.sandbox.clock.freeze(instant(datetime.fromisoformat(moment)))

    def admin(self, method: str, path: str, json: Any = None, **given: Any) -> httpx.Response:
        """Send a request to the admin API, as a test on the same machine would."""
        headers = {"Host": "localhost"} | given.pop("headers", {})
        sent = {} if json is None else {"json": json}
        return self.request(method, f"/__admin{path}", headers=headers, **sent, **given)

    def pushes(self) -> list[tuple[int, int, str]]:
        """The pushes so far, as (pass id, event id, request id); no operation shows them."""
        pushed = self.admin("GET", "/pushes").json()["pushes"]
        return [(each["pass"], each["event"], each["request"]) for each in pushed]


_idle: dict[str, list[Application]] = {}
"""Applications that no test uses just now, by their settings.

Building one takes 14 ms, opening one that is built 2 ms, and there are thousands of tests. It is no fixture,
because most tests say with which settings and seed, and some have two worlds at once.
"""


@contextmanager
def open_world(document: dict[str, Any] | None = None, **settings: Any) -> Iterator[Api]:
    """An application with a seed document (by default the one of most worlds), ready for requests."""
    seeds = [SeedFile("test", check("test", seed() if document is None else document))]
    with open_app(seeds, **settings) as api:
        yield api


@contextmanager
def open_app(seeds: list[SeedFile] | None, **settings: Any) -> Iterator[Api]:
    """An application with seeds, or with None those that its settings name, ready for requests."""
    idle = _idle.setdefault(repr(sorted(settings.items())), [])
    app = idle.pop() if idle else create_app(Settings(**settings))
    app.state.seeds = seeds
    with asyncio.Runner() as runner:
        lifespan = app.router.lifespan_context(app)
        runner.run(lifespan.__aenter__())
        try:
            yield Api(app, runner)
        finally:
            runner.run(lifespan.__aexit__(None, None, None))
            idle.append(app)


def contents(database: Database) -> list[str]:
    """Everything in a database, as SQL; asked of its connection, since nothing of ours needs it."""
    return list(database._connection.iterdump())


def problem(response: httpx.Response, status: int) -> str:
    """Check that a response is an error of that status in the vendor's shape; gives its details."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    body = response.json()
    assert list(body) == ["code", "description", "details"]
    assert body["code"] == status
    assert body["description"] == DESCRIPTIONS[status]
    assert isinstance(body["details"], str)
    assert body["details"]
    details: str = body["details"]
    return details


def findings(response: httpx.Response) -> list[dict[str, str]]:
    """What the diagnosis header tells."""
    told: list[dict[str, str]] = json.loads(response.headers.get("x-mockserver-diagnosis", "[]"))
    return told
