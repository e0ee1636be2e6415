"""All sandboxes of a server."""

import re
import secrets
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from difflib import get_close_matches

from mockserver.domain.errors import Conflict, InvalidRequest, NotFound, ServiceUnavailable
from mockserver.domain.protocol import ADMIN_PREFIX
from mockserver.sandbox.sandbox import Sandbox
from mockserver.sandbox.snapshot import Snapshot

NAME = re.compile(r"(\.{0,2}[A-Za-z0-9_-]|\.{3})[A-Za-z0-9._-]*")
"""What a sandbox or a snapshot may be called; `.` and `..` would be taken out of a path."""
LONGEST_NAME = 64
GIVEN_OUT_ALONE = "sandbox-"
GIVEN_OUT = re.compile(rf"({GIVEN_OUT_ALONE}|s[1-9][0-9]*\.)[0-9a-f]{{8}}")
"""How the names look that servers give out. Nobody else knows what such a sandbox was made of."""
MOST_TOLD = 5
"""Sandboxes that are told to somebody who names none that is anything like one."""


class SandboxRegistry:
    """The sandboxes of a server, the default one first.

    Args:
        default: the sandbox of requests that name none; never removed.
        limit: how many there may be.
        idle_seconds: how long one may be unused before it makes room for a new one.
        autocreate: whether a name that is used for the first time makes a sandbox.
        shard: what names begin with that are given out; None for a server that is the only one.
        seconds: tells how much time has passed.

    Attributes:
        on_close: what is told of each sandbox before it is gone, at the end of the server too.
    """

    def __init__(
        self,
        default: Sandbox,
        *,
        limit: int,
        idle_seconds: float,
        autocreate: bool,
        shard: str | None = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self.default = default
        self.limit = limit
        self.idle_seconds = idle_seconds
        self.autocreate = autocreate
        self.shard = shard
        self.on_close: list[Callable[[Sandbox], None]] = []
        self._seconds = seconds
        self._named = {default.name: default}
        self._used = {default.name: seconds()}

    def __len__(self) -> int:
        return len(self._named)

    def all(self) -> list[Sandbox]:
        """Every sandbox, in the order made."""
        return list(self._named.values())

    def get(self, name: str) -> Sandbox:
        """The sandbox of that name.

        Raises:
            NotFound: there is none.
        """
        found = self._named.get(name)
        if found is None and GIVEN_OUT.fullmatch(name):
            raise NotFound(
                f"The sandbox {name!r} was given out by this server and is gone; expected another one, which "
                f"POST {ADMIN_PREFIX}/sandboxes makes."
            )
        if found is None:
            near = get_close_matches(name, self._named) or list(self._named)[:MOST_TOLD]
            raise NotFound(
                f"There is no sandbox {name!r}; expected an existing one, such as {', '.join(near)}."
            )
        return found

    def find(self, name: str) -> Sandbox | None:
        """The sandbox that a request names; None if it is still to be made."""
        return self._named.get(name)

    def new_name(self) -> str:
        """A name that no sandbox has, and that no sandbox gets by being used: once gone, it stays gone."""
        prefix = GIVEN_OUT_ALONE if self.shard is None else f"{self.shard}."
        while (name := f"{prefix}{secrets.token_hex(4)}") in self._named:
            continue
        return name

    def enter(self, name: str) -> Sandbox:
        """The sandbox that a request names, made from the server's seed if it is the first to do so.

        One whose name was given out is never made so: it would be another world under the same name.

        Raises:
            InvalidRequest: that is no name for a sandbox.
            NotFound: there is none, and none is to be made.
            ServiceUnavailable: there is no room for one more.
        """
        found = self.find(name)
        if found is None:
            is_made = self.autocreate and not GIVEN_OUT.fullmatch(name)
            return self.add(name, self.default.seed.share()) if is_made else self.get(name)
        self.touch(name)
        return found

    def add(self, name: str, seed: Snapshot) -> Sandbox:
        """A new sandbox. The seed is its own: it is closed with the sandbox, or at once if there is none.

        Raises:
            InvalidRequest: that is no name for a sandbox.
            Conflict: there is one of that name.
            ServiceUnavailable: there is no room for one more.
        """
        with ExitStack() as refused:
            refused.callback(seed.close)
            self._check_name(name)
            self._make_room()
            self._named[name] = Sandbox.begin(name, seed, self.default.journal.another())
            refused.pop_all()
        self._used[name] = self._seconds()
        return self._named[name]

    def reseed(self, seed: Snapshot) -> list[Sandbox]:
        """Have another seed stand in place of the server's, wherever a sandbox began with that.

        Policies and clocks that a sandbox was made with stay its own.

        Returns:
            the sandboxes in which nobody has changed anything, and which are as the new seed says.
        """
        old = self.default.seed
        of_server = [each for each in self._named.values() if each.seed.database is old.database]
        followed = [each for each in of_server if each.reseed(self._instead(each.seed, old, seed))]
        old.close()
        return followed

    def _instead(self, own: Snapshot, old: Snapshot, seed: Snapshot) -> Snapshot:
        """What a sandbox begins with that began with a variant of the old seed."""
        clock = seed.clock if own.clock.setting == old.clock.setting else own.clock
        return replace(seed, policy=own.policy, clock=clock, is_shared=own.is_shared)

    def remove(self, name: str) -> None:
        """Forget a sandbox.

        Raises:
            NotFound: there is none of that name.
            Conflict: it is the default one.
        """
        if name == self.default.name:
            raise Conflict(f"The sandbox {name!r} cannot be deleted; expected another one.")
        sandbox = self.get(name)
        del self._named[name], self._used[name]
        self._tell(sandbox)
        sandbox.retire()

    def close(self) -> None:
        """Give all databases back."""
        for sandbox in self._named.values():
            self._tell(sandbox)
            sandbox.close()

    def end_streams(self) -> None:
        """Let go whoever listens to what happens."""
        for sandbox in self._named.values():
            sandbox.broadcast.end()

    def touch(self, name: str) -> None:
        """Note that a sandbox has been used until now."""
        if name in self._used:
            self._used[name] = self._seconds()

    def _tell(self, sandbox: Sandbox) -> None:
        for tell in self.on_close:
            tell(sandbox)

    def _check_name(self, name: str) -> None:
        if len(name) > LONGEST_NAME or not NAME.fullmatch(name):
            raise InvalidRequest(
                f"The sandbox name {name!r} is not allowed; expected 1 to 64 of A-Z a-z 0-9 . _ - alone."
            )
        if name in self._named:
            raise Conflict(f"There is a sandbox {name!r} already; expected another name.")

    def _may_go(self, name: str) -> bool:
        return name != self.default.name and not self._named[name].is_in_use

    def _make_room(self) -> None:
        oldest = self._seconds() - self.idle_seconds
        for name in [name for name, used in self._used.items() if used < oldest and self._may_go(name)]:
            self.remove(name)
        if len(self._named) >= self.limit:
            raise ServiceUnavailable(
                f"There are {len(self._named)} sandboxes, as many as there may be; delete one, or wait until"
                f" one has been idle for {self.idle_seconds:g} seconds."
            )
