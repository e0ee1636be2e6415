"""Which operation a request is for, and what its path names: answered once, here, for everybody."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from re import Pattern
from typing import Any, Protocol
from urllib.parse import unquote

from mockserver.domain.errors import InvalidRequest
from mockserver.domain.refs import NO_NAMES, ByExternalId, ById, PathNames, Ref
from mockserver.domain.text import abbreviate
from mockserver.web.answer import Answer

MOST_KEPT, LONGEST_KEPT = 4096, 200
"""How many resolutions are kept, and up to which length of a path."""


class Route(Protocol):
    """What can be routed to: a pattern of raw paths, and the methods that it takes there.

    Attributes:
        source: the section of the documentation that describes the operation.
        description: what it does, and which claims it rests on.
        claims: the readings and assumptions that its answers rest on.
        is_page: whether it is a link that people follow, wherever they find it.
    """

    methods: set[str] | None
    path_regex: Pattern[str]
    path: str
    name: str
    source: str
    description: str
    claims: tuple[str, ...]
    is_page: bool

    async def answer(self, context: Any) -> Answer:
        """The answer to a request."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The operation that takes a request, and what the request's path names."""

    operation: Route
    names: PathNames


class OperationRouter:
    """Finds operations by method and raw path: percent-encoded still, without a trailing slash (A-3, A-4).

    Args:
        routes: one for each operation and form of path.
    """

    def __init__(self, routes: Iterable[Route]) -> None:
        self._routes = list(routes)
        self._kept: dict[tuple[str, str], Resolution | None] = {}
        # No name in a path spans a slash, so that their number tells most routes apart.
        self._by_shape: dict[tuple[str, int], list[Route]] = defaultdict(list)
        for route in self._routes:
            for method in route.methods or ():
                self._by_shape[method, route.path.count("/")].append(route)

    @property
    def routes(self) -> list[Route]:
        """All of them, one for each form of path."""
        return list(self._routes)

    @property
    def names(self) -> frozenset[str]:
        """The names of all operations."""
        return frozenset(route.name for route in self._routes)

    def check_name(self, name: str | None, others: frozenset[str] = frozenset()) -> None:
        """See that something asks for an operation that there is, or for none.

        Args:
            name: of an operation.
            others: names that are none of operations, and may be asked for as well.

        Raises:
            InvalidRequest: there is no operation of that name.
        """
        names = self.names | others
        if name is None or name in names:
            return
        close = get_close_matches(name, names, n=1)
        meant = f"did you mean {close[0]}?" if close else f"expected one of {', '.join(sorted(names))}."
        raise InvalidRequest(f"There is no operation {abbreviate(name)}; {meant}")

    def resolve(self, method: str, path: str) -> Resolution | None:
        """The operation that takes a request; None if there is none.

        Clients ask for the same few paths again and again, so that the latest resolutions are kept.
        """
        key = (method, path)
        try:
            return self._kept[key]
        except KeyError:
            found = self._find(method, path)
        if len(path) <= LONGEST_KEPT:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = found
        return found

    def methods(self, path: str) -> list[str]:
        """Every method that a path takes; none if no operation has it."""
        return allowed_methods(
            method for route in self._routes if route.path_regex.match(path) for method in route.methods or ()
        )

    def _find(self, method: str, path: str) -> Resolution | None:
        for route in self._by_shape.get((method, path.count("/")), ()):
            found = route.path_regex.match(path)
            if found is not None:
                return Resolution(route, _names(found.groupdict()))
        return None


def allowed_methods(methods: Iterable[str]) -> list[str]:
    """Methods as a refusal lists them: HEAD goes with GET. Assumed: A-5.

    >>> allowed_methods(["PUT", "GET"])
    ['GET', 'HEAD', 'PUT']
    """
    found = set(methods)
    return sorted(found | ({"HEAD"} if "GET" in found else set()))


def _names(found: Mapping[str, Any]) -> PathNames:
    if not found:
        return NO_NAMES
    group, pass_id = found.get("passGroup"), found.get("passId")
    return PathNames(
        project=_ref(found, "project"),
        event=_ref(found, "event"),
        pass_group=None if group is None else unquote(group),
        pass_id=None if pass_id is None else int(pass_id),
        link=found.get("linkId"),
        device=found.get("deviceType"),
    )


def _ref(found: Mapping[str, Any], noun: str) -> Ref | None:
    by_id, external = found.get(f"{noun}Id"), found.get(f"{noun}ExternalId")
    if by_id is not None:
        return ById(int(by_id))
    return None if external is None else ByExternalId(unquote(external))


def form_of(path: str) -> str:
    """Which form the path of a route gives its names; nothing if it has none.

    >>> form_of("/v1/events/project/{projectId}/id/{eventExternalId}")
    'event by external id'
    """
    names = re.findall(r"\{(project|event)(External)?Id(?::\w+)?\}", path)
    external = [noun for noun, is_external in names if is_external]
    if not names:
        return ""
    if len(external) in (0, len(names)):
        return "by external id" if external else "by id"
    return f"{external[0]} by external id"
