"""Which calls are meant: the one match object that faults, counts and waits share."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Protocol

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from mockserver.domain.refs import ByExternalId, ById, Id, PathNames
from mockserver.domain.text import json_pointer
from mockserver.store.store import Store


class CallLike(Protocol):
    """Whatever a match may be held against: a call under way, or an entry of the journal."""

    @property
    def operation(self) -> str:
        """The documented operation, or nothing if the path is none's."""

    @property
    def method(self) -> str:
        """Of HTTP, in capitals."""

    @property
    def path(self) -> str:
        """Without the query and without the prefix that names a sandbox."""

    @property
    def events(self) -> Collection[int]:
        """The ids of the events that it is about."""

    @property
    def pass_group(self) -> str | None:
        """The group that its path names."""

    @property
    def headers(self) -> Mapping[str, str]:
        """With names in lower case."""

    @property
    def body(self) -> Any:
        """As JSON; None without one, text if it is no JSON."""

    @property
    def status(self) -> int | None:
        """Of the answer; None before there is one."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call, as far as a match may ask for it, and read already."""

    operation: str
    method: str
    path: str
    events: frozenset[int] = frozenset()
    pass_group: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A criterion that a call does not meet.

    Attributes:
        criterion: its name; `header x-client` or `body /fields/eventName` where it is one of several.
        expected: what the match asks for.
        actual: what the call has instead.
    """

    criterion: str
    expected: Any
    actual: Any


def find_events(store: Store, names: PathNames, body: Any) -> frozenset[int]:
    """The ids of the events that a call is about: one that its path or its body names, or those of a group.

    An id that the path names counts, even if there is no such event.
    """
    if isinstance(names.event, ById):
        return frozenset({names.event.id})
    owner = store.find_project(names.project) if names.project else None
    if owner is None:
        return frozenset()
    if names.pass_group is not None and names.event is None:
        return store.find_ids_of_group(owner.id, names.pass_group)
    event = names.event or _external_id(body)
    found = store.find_event(ById(owner.id), event) if event else None
    return frozenset({found.id}) if found else frozenset()


def _external_id(body: Any) -> ByExternalId | None:
    """The name of an event in the body of a request to create or update it."""
    named = body.get("eventExternalId") if isinstance(body, dict) else None
    return ByExternalId(named) if isinstance(named, str) else None


class Shape(BaseModel):
    """A part of what a test asks of a sandbox; what is not known is refused."""

    model_config = ConfigDict(
        alias_generator=to_camel,
        field_title_generator=lambda name, _: to_camel(name),
        extra="forbid",
        strict=True,
        validate_by_name=True,
        validate_by_alias=True,
    )


class RequestPattern(Shape):
    """What a call must have. What is left out is not asked for, so that an empty one matches all."""

    operation: str | None = Field(None, description="The operation's name, such as update_event.")
    method: str | None = Field(None, description="The HTTP method.")
    path: str | None = Field(None, description="A glob of the path, in which * stands for any characters.")
    event: Id | None = Field(None, description="The id of an event that the call is about.")
    pass_group: str | None = Field(None, description="The pass group that the path names.")
    status: int | None = Field(None, description="The status of the answer.")
    header: dict[str, str] | None = Field(None, description="Headers and their values.")
    body: Any = Field(
        None, description="What the body must contain: objects may have more members, anything else is alike."
    )

    def matches(self, call: CallLike) -> bool:
        """Whether a call meets every criterion."""
        return next(self._differences(call), None) is None

    def differences(self, call: CallLike) -> list[Difference]:
        """Every criterion that a call does not meet; none if it matches."""
        return list(self._differences(call))

    def _differences(self, call: CallLike) -> Iterator[Difference]:
        """Likewise one by one; headers and body, which may take reading, only if they are asked for."""
        yield from self._of_the_line(call)
        if self.header:
            yield from self._of_headers(self.header, call.headers)
        if self.body is not None:
            yield from _beyond(self.body, call.body, ())

    def _of_the_line(self, call: CallLike) -> Iterator[Difference]:
        if self.operation not in (None, call.operation):
            yield Difference("operation", self.operation, call.operation)
        if self.method is not None and self.method.upper() != call.method:
            yield Difference("method", self.method, call.method)
        if self.path is not None and not fnmatchcase(call.path, self.path):
            yield Difference("path", self.path, call.path)
        if self.event is not None and self.event not in call.events:
            yield Difference("event", self.event, sorted(call.events))
        if self.pass_group not in (None, call.pass_group):
            yield Difference("passGroup", self.pass_group, call.pass_group)
        if self.status not in (None, call.status):
            yield Difference("status", self.status, call.status)

    @staticmethod
    def _of_headers(expected: Mapping[str, str], actual: Mapping[str, str]) -> Iterator[Difference]:
        for name, value in expected.items():
            if actual.get(name.lower()) != value:
                yield Difference(f"header {name.lower()}", value, actual.get(name.lower()))


def _beyond(expected: Any, actual: Any, at: tuple[str | int, ...]) -> Iterator[Difference]:
    """Where a body lacks what is expected."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key, value in expected.items():
            if key in actual:
                yield from _beyond(value, actual[key], (*at, key))
            else:
                yield _body(value, None, (*at, key))
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for index, (each, other) in enumerate(zip(expected, actual, strict=True)):
            yield from _beyond(each, other, (*at, index))
    elif not _alike(expected, actual):
        yield _body(expected, actual, at)


def _body(expected: Any, actual: Any, at: tuple[str | int, ...]) -> Difference:
    return Difference(" ".join(filter(None, ("body", json_pointer(*at)))), expected, actual)


def _alike(expected: Any, actual: Any) -> bool:
    """Equal in JSON, where true is not 1."""
    return isinstance(expected, bool) == isinstance(actual, bool) and bool(expected == actual)
