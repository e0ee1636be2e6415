"""A sandbox: one isolated world of a server."""

from collections.abc import Iterator
from typing import Any

from mockserver.client._sync.callbacks import Callbacks
from mockserver.client._sync.clock import Clock
from mockserver.client._sync.connection import Connection
from mockserver.client._sync.data import Data
from mockserver.client._sync.faults import Faults
from mockserver.client._sync.journal import Journal
from mockserver.client._sync.passes import Passes
from mockserver.client._sync.snapshots import Snapshot
from mockserver.client.arguments import Instant, Seed, iso_instant, seed_documents, without_none
from mockserver.client.notices import Notice, NoticeReader
from mockserver.client.types import ProjectAnswer, PushAnswer, Reading, Report, SandboxState, Strictness
from mockserver.domain.protocol import API_REVISION, OAUTH_PATH, SANDBOX_HEADER, SANDBOX_PATH, SANDBOX_USER


class Sandbox:
    """An isolated world of a server, and three ways for a client to be in it, of which any one will do.

    Attributes:
        name: of the sandbox.
        base_url: for clients that can change their base URL; with it credentials are free.
        token_url: where clients of OAuth get their tokens.
        auth: for clients that only take credentials: a Basic pair.
        headers: for clients that can send headers, with the revision of the API that all of them need.
        clock: what its clock tells.
        faults: what is to go wrong in it.
        requests: what was asked of it.
        passes: its event passes, which the API can only list.
        data: what there is in it, page by page.
        callbacks: who is told when one is installed or uninstalled.
    """

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self.name = name
        self.base_url = f"{connection.url}{SANDBOX_PATH}{name}/v1"
        self.token_url = f"{connection.url}{SANDBOX_PATH}{name}{OAUTH_PATH}"
        self.auth = (f"{SANDBOX_USER}{name}", "secret")
        self.headers = {"Api-Revision": API_REVISION, SANDBOX_HEADER: name}
        self.clock = Clock(connection)
        self.faults = Faults(connection)
        self.requests = Journal(connection)
        self.passes = Passes(connection)
        self.data = Data(connection)
        self.callbacks = Callbacks(connection)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.base_url}>"

    def reset(self, *, to_empty: bool = False) -> None:
        """Begin anew: data, ids to come, clock, policy; faults and journal are empty.

        Args:
            to_empty: without any data, not with the sandbox's own seed.
        """
        self._connection.ask("POST", "reset", params={"to": "empty"} if to_empty else {})

    def state(self) -> dict[str, Any]:
        """Everything in it, as a seed document that `load` takes back exactly."""
        document: dict[str, Any] = self._connection.get("state")
        return document

    def load(self, seed: Seed, *, merge: bool = False) -> None:
        """Replace the state by a seed, or lay the seed over it. A bad seed changes nothing.

        Raises:
            Refused: with a line for each fault of the seed.
            SeedRefused: a file of the seed cannot be used.
        """
        self._connection.ask("POST" if merge else "PUT", "state", json=seed_documents(seed))

    def snapshot(self, name: str = "snapshot") -> Snapshot:
        """Remember data, ids to come, clock and policy, in place of a snapshot of that name."""
        self._connection.ask("PUT", "snapshots", name)
        return Snapshot(self._connection, name)

    def turn(self, *, strictness: Strictness | None = None, reading: Reading | None = None) -> SandboxState:
        """Judge and read requests otherwise until the next reset."""
        policy = without_none(strictness=strictness, reading=reading)
        state: SandboxState = (self._connection.ask("PATCH", "sandboxes", self.name, json=policy)).json()
        return state

    def add_project(
        self,
        *,
        id: int | None = None,  # noqa: A002 - the vendor's name
        external_id: str | None = None,
        name: str | None = None,
        key: str | None = None,
        secret: str | None = None,
    ) -> ProjectAnswer:
        """Make a project, with the credentials that the setting `auth="keys"` asks for."""
        details = without_none(id=id, externalId=external_id, name=name, key=key, secret=secret)
        project: ProjectAnswer = self._connection.post("projects", body=details)
        return project

    def pushes(
        self,
        *,
        event: int | None = None,
        pass_id: int | None = None,
        since: Instant | None = None,
        limit: int | None = None,
    ) -> list[PushAnswer]:
        """Which passes were pushed an update, and by which request.

        Args:
            event: only those of an event.
            pass_id: only those to a pass.
            since: only those from an instant on.
            limit: only so many of the newest.
        """
        begin = None if since is None else iso_instant(since)
        criteria = without_none(event=event, since=begin, limit=limit, **{"pass": pass_id})
        pushes: list[PushAnswer] = (self._connection.get("pushes", **criteria))["pushes"]
        return pushes

    def report(self) -> Report:
        """What the requests that the journal keeps have covered."""
        report: Report = self._connection.get("report")
        return report

    def watch(self, *kinds: str, seconds: float | None = None, after: str | None = None) -> Iterator[Notice]:
        """What happens, as it happens; it ends with the sandbox, with the server, or with the loop around it.

        Without a port an answer is given when it is whole: there, say for how many seconds.

        Args:
            kinds: of `request`, `push`, `delivery`, `fault`, `clock`, `state`; by default all.
            seconds: how long to watch.
            after: the id of a request to go on after.
        """
        asked = without_none(sandbox=self.name, kinds=",".join(kinds) or None, seconds=seconds)
        headers = without_none(**{"Last-Event-ID": after})
        reader = NoticeReader()
        for line in self._connection.lines("stream", headers=headers, **asked):
            notice = reader.read(line)
            if notice is not None:
                yield notice

    def delete(self) -> None:
        """Forget the sandbox and all that is in it. The default one cannot be deleted."""
        self._connection.delete("sandboxes", self.name)
