"""A server that runs, wherever it does."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from mockserver.client._async.connection import AsyncConnection
from mockserver.client._async.sandbox import AsyncSandbox
from mockserver.client.arguments import (
    Profile,
    Seed,
    Time,
    clock_setting,
    initial_state,
    profile_document,
    seed_documents,
    without_none,
)
from mockserver.client.types import Health, Reading, SandboxState, SeedList, ShippedSeed, Strictness, Tally
from mockserver.domain.protocol import DEFAULT_SANDBOX

if TYPE_CHECKING:
    import httpx


class AsyncServer(ABC):
    """A server that runs. Nothing is asked of it before a method is called; nothing needs to be closed."""

    @abstractmethod
    def _connect(self) -> AsyncConnection:
        """The connection to its admin API."""

    @property
    def url(self) -> str:
        """The root of the server, such as `http://127.0.0.1:8412`."""
        return self._connect().url

    @property
    def token(self) -> str | None:
        """The bearer token that its admin API asks for, if it does."""
        return self._connect().token

    @property
    def base_url(self) -> str:
        """The base URL of the API in the default sandbox, such as `http://127.0.0.1:8412/v1`."""
        return f"{self.url}/v1"

    @property
    def default(self) -> AsyncSandbox:
        """The sandbox of requests that name none."""
        return self.named(DEFAULT_SANDBOX)

    def named(self, name: str) -> AsyncSandbox:
        """A sandbox by its name. One that does not exist yet is made from the server's seed on first use."""
        return AsyncSandbox(self._connect().within(name), name)

    async def sandbox(
        self,
        name: str | None = None,
        *,
        seed: Seed | None = None,
        clock: Time | None = None,
        strictness: Strictness | None = None,
        reading: Reading | None = None,
        profile: Profile | None = None,
    ) -> AsyncSandbox:
        """Make a sandbox: a world of its own, isolated from all others.

        Args:
            name: by default one that nobody has.
            seed: what it begins with; by default what the server did.
            clock: an instant to stand still at, or as the lab takes it; by default the seed's.
            strictness: how it judges requests; by default as the server does.
            reading: which side of a contradiction it takes; by default the server's.
            profile: how the service was seen to answer, laid over what the server knows of it.

        Raises:
            Refused: the name is taken, the seed is bad, or there are too many sandboxes.
            SeedRefused: a file of the seed, or the profile, cannot be used.
        """
        details = without_none(
            seed=initial_state(seed),
            clock=clock_setting(clock),
            strictness=strictness,
            reading=reading,
            profile=profile_document(profile),
        )
        state: SandboxState = await self._connect().post("sandboxes", body={"name": name} | details)
        return self.named(state["name"])

    async def sandboxes(self) -> list[SandboxState]:
        """All sandboxes, in the order made, the default one first."""
        states: list[SandboxState] = (await self._connect().get("sandboxes"))["sandboxes"]
        return states

    async def seeds(self) -> list[ShippedSeed]:
        """The seeds that come along, each with its document."""
        shipped: SeedList = await self._connect().get("seeds")
        return shipped["seeds"]

    async def seed_schema(self) -> dict[str, Any]:
        """The JSON Schema by which editors check and complete seeds."""
        schema: dict[str, Any] = await self._connect().get("seed.schema.json")
        return schema

    async def validate_seed(self, seed: Seed) -> None:
        """See whether a sandbox could begin with a seed; nothing changes.

        Raises:
            Refused: it could not, with a line for each fault of the seed.
            SeedRefused: a file of the seed cannot be used.
        """
        await self._connect().post("seeds", "validate", body=seed_documents(seed))

    async def health(self) -> Health:
        """The version, the age and the size of the server."""
        health: Health = await self._connect().get("health")
        return health

    async def tally(self) -> Tally:
        """What was asked and found in all sandboxes since the server began, whatever they forget."""
        tally: Tally = await self._connect().get("tally")
        return tally


class AsyncRemoteServer(AsyncServer):
    """A server that is known by its address.

    Args:
        url: its root, such as `http://127.0.0.1:8412`.
        token: the bearer token that its admin API asks for, if it does.
        transport: how requests travel, if not over the network.
    """

    def __init__(
        self, url: str, token: str | None = None, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._connection = AsyncConnection(url, token, transport=transport)

    def _connect(self) -> AsyncConnection:
        """The connection to its admin API."""
        return self._connection
