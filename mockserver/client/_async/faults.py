"""What is to go wrong in a sandbox."""

from collections.abc import Mapping, Sequence
from typing import Any

from mockserver.client._async.connection import AsyncConnection
from mockserver.client.arguments import request_pattern, without_none
from mockserver.client.types import Consumed, FaultState, Preview, RateLimit, Step

ANY_STEPS: list[Step] = [{"drop": "before"}]
"""A plan has some; which they are does not matter to what it meets."""


class AsyncFault:
    """A fault plan, and how far it was carried out.

    Attributes:
        id: by which the lab knows it.
    """

    def __init__(self, connection: AsyncConnection, id: str) -> None:  # noqa: A002 - the lab's name
        self._connection = connection
        self.id = id

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}>"

    async def state(self) -> FaultState:
        """The plan, its receipts, and what is left of it."""
        state: FaultState = await self._connection.get("faults", self.id)
        return state

    @property
    async def consumed(self) -> list[Consumed]:
        """The steps that were taken, each with the id of the request that took it, in the order taken."""
        return (await self.state())["consumed"]

    @property
    async def remaining(self) -> list[Step]:
        """The steps that are left."""
        return (await self.state())["remaining"]

    @property
    async def completed(self) -> bool:
        """Whether all steps were taken; of a rate limit, whether it turned a call away."""
        return (await self.state())["completed"]

    async def delete(self) -> None:
        """Forget the plan, used up or not."""
        await self._connection.delete("faults", self.id)


class AsyncFaults:
    """The fault plans of a sandbox."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self,
        *,
        steps: Sequence[Step] | None = None,
        limit: RateLimit | None = None,
        operation: str | None = None,
        event: int | None = None,
        path: str | None = None,
        method: str | None = None,
        pass_group: str | None = None,
        header: Mapping[str, str] | None = None,
        body: Any = None,
    ) -> AsyncFault:
        """Let calls go wrong: each that matches takes the next step. Calls without a criterion match all.

        Args:
            steps: what goes wrong, call by call, such as `{"status": 503}` or `{"drop": "after"}`.
            limit: instead of steps, how many calls may pass within any stretch of time.
            operation: the operation's name, such as `update_event`.
            event: the id of an event that the call is about.
            path: a glob of the path, in which `*` stands for any characters.
            method: the HTTP method.
            pass_group: the pass group that the path names.
            header: headers and their values.
            body: what the body must contain.

        Raises:
            Refused: the plan is none; the message says what was expected.
        """
        pattern = request_pattern(
            operation=operation,
            event=event,
            path=path,
            method=method,
            pass_group=pass_group,
            header=header,
            body=body,
        )
        plan = {"match": pattern} | without_none(steps=steps, limit=limit)
        state: FaultState = await self._connection.post("faults", body=plan)
        return AsyncFault(self._connection, state["id"])

    async def preview(
        self,
        *,
        operation: str | None = None,
        event: int | None = None,
        path: str | None = None,
        method: str | None = None,
        pass_group: str | None = None,
        header: Mapping[str, str] | None = None,
        body: Any = None,
    ) -> list[str]:
        """The ids of the requests so far that a plan of these criteria would have met, the newest last.

        Nothing is planned. The criteria are those of `add`.
        """
        pattern = request_pattern(
            operation=operation,
            event=event,
            path=path,
            method=method,
            pass_group=pass_group,
            header=header,
            body=body,
        )
        preview: Preview = await self._connection.post(
            "faults", "preview", body={"match": pattern, "steps": ANY_STEPS}
        )
        return preview["requests"]

    async def all(self) -> list[FaultState]:
        """Every plan with its receipts, the oldest first."""
        plans: list[FaultState] = (await self._connection.get("faults"))["faults"]
        return plans

    async def unconsumed(self) -> list[FaultState]:
        """The plans that were not carried out to the end."""
        return [plan for plan in await self.all() if not plan["completed"]]

    async def clear(self) -> None:
        """Forget all plans."""
        await self._connection.delete("faults")
