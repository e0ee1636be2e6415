"""A request of a probe and its reply, whoever answers; and why there may be none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, Protocol

from pydantic_core import from_json

READ_ONLY = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""
Credentials = Literal["own", "second", "none"]
"""Whose credentials go with a request: those of the project, those of the second one, nobody's."""
Pair = tuple[str, str]
"""Key and secret."""


@dataclass(frozen=True)
class Request:
    """What a probe sends.

    Attributes:
        path: below the base URL, with its query.
        headers: others than usual; None leaves one out.
        auth: whose credentials are sent.
    """

    method: str
    path: str
    headers: Mapping[str, str | None] = field(default_factory=dict)
    content: bytes | None = None
    auth: Credentials = "own"

    def all_headers(self) -> dict[str, str]:
        """The usual headers, and those of this request; no credentials."""
        usual = {"Api-Revision": "1.2"} | (
            {} if self.content is None else {"Content-Type": "application/json"}
        )
        return {name: value for name, value in {**usual, **self.headers}.items() if value is not None}


@dataclass(frozen=True)
class Reply:
    """What came back. Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @cached_property
    def body(self) -> Any:
        """The document of the reply; None if it is none."""
        try:
            return from_json(self.content)
        except ValueError:
            return None

    @property
    def is_success(self) -> bool:
        """Whether it is one of HTTP's successes."""
        return self.status // 100 == 2  # noqa: PLR2004 - as HTTP has them


class Exchange(Protocol):
    """Whoever answers requests: a service, or an emulator in this process."""

    def ask(self, request: Request) -> Reply:
        """Send a request, and give the reply.

        Raises:
            CouldNotCheck: there is none that says anything.
        """

    def wait(self, seconds: float) -> None:
        """Let time pass."""


class CouldNotCheck(Exception):
    """A probe has no answer. Never counted as agreement."""


class Stopped(Exception):
    """Nothing more is asked of the service."""


class Interrupted(Exception):
    """Somebody wants the run to end. `number` is that of the signal."""

    def __init__(self, number: int) -> None:
        super().__init__(f"interrupted by signal {number}")
        self.number = number


class NotOurs(Exception):
    """A request that would change what this run did not make. It is never sent."""
