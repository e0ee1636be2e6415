"""The names that a run gives to what it makes, and the law that it changes nothing else."""

import re
import secrets
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from pydantic_core import from_json

from mockserver.verify.exchange import READ_ONLY, NotOurs, Request

PREFIX = "mockserver-verify-"
OWN = re.compile(rf"{PREFIX}[0-9a-f]{{8}}-[a-z0-9-]+")
"""How a run calls what it makes, up to what a probe wants of a name."""
LONGEST_GROUP = 255
PROJECT = re.compile(r"/events/project/(id/[^/?]+|[^/?]+)")
EVENT = re.compile(r"/(id/[^/?]+|[^/?]+)")


@dataclass
class Names:
    """The names of one run.

    Attributes:
        prefix: what all of them begin with; of no other run.
        ids: of events that the run made.
    """

    prefix: str = field(default_factory=lambda: f"{PREFIX}{secrets.token_hex(4)}")
    ids: set[int] = field(default_factory=set)

    def of(self, probe: str, name: str) -> str:
        """What a probe calls something, as the service is told."""
        return f"{self.prefix}-{probe}-{name}"

    def long(self, probe: str, name: str) -> str:
        """The same, one character longer than a pass group may be."""
        return self.of(probe, name).ljust(LONGEST_GROUP + 1, "x")

    def is_own(self, name: str) -> bool:
        """Whether a name is one of this run."""
        return name.startswith(f"{self.prefix}-")

    def check(self, request: Request) -> None:
        """See that a request changes nothing that this run did not make.

        Raises:
            NotOurs: it might.
        """
        if request.method in READ_ONLY:
            return
        if not any(self._is_own_reference(each) for each in _references(request)):
            raise NotOurs(f"{request.method} {request.path} might change what this run did not make")

    def _is_own_reference(self, reference: str) -> bool:
        if reference.isascii() and reference.isdigit():
            return int(reference) in self.ids
        return self.is_own(unquote(reference.removeprefix("id/")))


def created_paths(request: Request) -> list[str]:
    """The paths of events that a request may create, as far as it names them: in its path, in its body."""
    found = PROJECT.match(request.path)
    if request.method != "POST" or found is None or request.path.endswith("/passGroups"):
        return []
    named = [request.path] if request.path != found[0] else []
    return [*named, *(f"{found[0]}/{each}" for each in _named_in_body(request))]


def _named_in_body(request: Request) -> list[str]:
    """The event that the body of a request names, as paths have it."""
    try:
        body = from_json(request.content or b"null")
    except ValueError:
        return []
    name = body.get("eventExternalId") if isinstance(body, dict) else None
    return [f"id/{quote(name, safe='')}"] if isinstance(name, str) else []


def _references(request: Request) -> list[str]:
    """What a request changes: the event or the group of its path; of a nameless create, that of its body."""
    path = request.path.partition("?")[0]
    found = PROJECT.match(path)
    rest = path[found.end() :] if found else ""
    if rest.startswith("/passGroups/"):
        return [f"id/{rest.removeprefix('/passGroups/')}"]
    event = EVENT.match(rest)
    if event:
        return [event[1]]
    return _named_in_body(request) if found and request.method == "POST" else []
