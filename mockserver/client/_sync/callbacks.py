"""Callbacks of a sandbox: who is told when a pass is installed or uninstalled, and what became of it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal, TypeAlias

from mockserver.client._sync.connection import Connection
from mockserver.client.arguments import without_none
from mockserver.client.receiver import CallbackReceiver
from mockserver.client.types import Callback, DeliveryState

Act: TypeAlias = Literal["install", "uninstall"]
Fate: TypeAlias = Literal["pending", "answered", "failed", "dropped"]
States: TypeAlias = list[DeliveryState]


class Callbacks:
    """Who is told when a pass is installed or uninstalled, and what became of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def register(
        self, base_url: str, *, headers: Mapping[str, str] | None = None, project: int | None = None
    ) -> Callback:
        """Have a server told, in place of the one that was told for the same project.

        Args:
            base_url: what the paths of callbacks are appended to.
            headers: to send along.
            project: whose passes it is about; by default those of projects that have none of their own.
        """
        wanted = without_none(baseUrl=base_url, headers=headers and dict(headers), project=project)
        kept: Callback = (self._connection.ask("PUT", "callbacks", json=wanted)).json()
        return kept

    def all(self) -> list[Callback]:
        """Who is told."""
        found: list[Callback] = (self._connection.get("callbacks"))["callbacks"]
        return found

    def remove(self, *, project: int | None = None) -> None:
        """Tell nobody any more: for a project, or for those that have none of their own."""
        self._connection.ask("DELETE", "callbacks", params=without_none(project=project))

    def deliveries(
        self,
        *,
        pass_id: int | None = None,
        act: Act | None = None,
        fate: Fate | None = None,
        limit: int | None = None,
    ) -> States:
        """What was told, and what became of it, the newest last.

        Args:
            pass_id: only of a pass.
            act: only of what was done with it.
            fate: only those of which this became.
            limit: only so many of the newest.
        """
        criteria = _filter(pass_id, act, fate) | without_none(limit=limit)
        found: States = (self._connection.get("callbacks", "deliveries", **criteria))["deliveries"]
        return found

    def wait(
        self,
        count: int = 1,
        *,
        seconds: float = 5,
        pass_id: int | None = None,
        act: Act | None = None,
        fate: Fate | None = None,
    ) -> States:
        """Wait until so many deliveries are settled: answered, failed or dropped.

        Raises:
            TimedOut: there were too few.
        """
        condition = {
            "match": _filter(pass_id, act, fate),
            "count": count,
            "timeoutMs": round(seconds * 1000),
        }
        found: States = (self._connection.post("callbacks", "deliveries", "wait", body=condition))[
            "deliveries"
        ]
        return found

    def resend(self, delivery_id: str) -> DeliveryState:
        """Tell the same once more."""
        again: DeliveryState = (
            self._connection.ask("POST", "callbacks", "deliveries", delivery_id, "resend")
        ).json()
        return again

    @contextmanager
    def receive(self, status: int = 200) -> Iterator[CallbackReceiver]:
        """A receiver of callbacks on this machine, which is registered while the block runs.

        Its own `wait` blocks the thread.

        Args:
            status: what it answers.
        """
        with CallbackReceiver(status) as receiver:
            self.register(receiver.url)
            try:
                yield receiver
            finally:
                self.remove()


def _filter(pass_id: int | None, act: Act | None, fate: Fate | None) -> dict[str, Any]:
    return without_none(**{"pass": pass_id, "act": act, "fate": fate})
