"""The values of a YAML text, made from the parser's events, so that nothing is made beyond a budget."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import yaml

from mockserver.domain.steps import Steps
from mockserver.domain.text import shorten
from mockserver.seeds.limits import DEEPEST, LINE, MOST_ALIASED
from mockserver.seeds.scalars import Scalar, read_plain, read_tagged

TAG = "tag:yaml.org,2002:"
"""What `!!` stands for."""
UNTAGGED = (None, "!")
TOO_DEEP = f"more than {DEEPEST} levels of nesting"
MERGE = object()
"""In the place of a name: what follows is merged into the object."""
NO_NAME = object()
"""In the place of a name: none was given yet."""


class Anchored(NamedTuple):
    """What an alias stands for.

    Attributes:
        weight: how many values it is, those in it included and aliases written out.
        height: its levels of nesting.
    """

    value: Any
    weight: int
    height: int


class _OpenList:
    """A list that has begun."""

    def __init__(self, start: yaml.NodeEvent) -> None:
        self.start = start
        self.value: Any = []
        self.weight = self.height = 1

    def begin(self, start: yaml.Event) -> None:
        """Let a list or an object begin within."""

    def add(self, value: Any, _: yaml.Event) -> None:
        """Take the next value."""
        self.value.append(value)

    def close(self) -> Anchored:
        """The list, ended."""
        return Anchored(self.value, self.weight, self.height)


class _OpenObject(_OpenList):
    """An object that has begun."""

    def __init__(self, start: yaml.NodeEvent) -> None:
        super().__init__(start)
        self.value: dict[Any, Any] = {}
        self._merged: dict[Any, Any] = {}
        self._name: Any = NO_NAME

    def begin(self, start: yaml.Event) -> None:
        if self._name is NO_NAME:
            raise refusal("a list or an object is no name", start)

    def add(self, value: Any, event: yaml.Event) -> None:
        if self._name is NO_NAME:
            self._name = self._read_name(value, event)
            return
        if self._name is MERGE:
            self._merge(value, event)
        else:
            self.value[self._name] = value
        self._name = NO_NAME

    def close(self) -> Anchored:
        return Anchored(self._merged | self.value, self.weight, self.height)

    def _read_name(self, value: Any, event: yaml.Event) -> Any:
        if isinstance(value, list | dict):
            raise refusal("a list or an object is no name", event)
        if value == "<<" and isinstance(event, yaml.ScalarEvent) and event.implicit[0]:
            return MERGE
        if value in self.value:
            raise refusal(f"{shorten(str(value))!r} stands twice in the same object", event)
        return value

    def _merge(self, value: Any, event: yaml.Event) -> None:
        """What stands first counts; what the object itself has counts more."""
        parts = value if isinstance(value, list) else [value]
        if not all(isinstance(part, dict) for part in parts):
            raise refusal("<< takes an object, or a list of objects", event)
        for part in reversed(parts):
            self._merged |= part


class Values:
    """Values under construction."""

    def __init__(self) -> None:
        self._anchors: dict[str, Anchored | None] = {}
        """What each anchor names; nothing while that has not ended."""
        self._aliased = 0
        self._open: list[_OpenList] = [_OpenList(yaml.NodeEvent(None))]
        self._steps: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.DocumentStartEvent: self._refuse_second,
            yaml.ScalarEvent: self._take_scalar,
            yaml.AliasEvent: self._take_alias,
            yaml.SequenceStartEvent: self._begin,
            yaml.MappingStartEvent: self._begin,
            yaml.SequenceEndEvent: self._end,
            yaml.MappingEndEvent: self._end,
        }

    def build(self, events: Iterable[yaml.Event]) -> Steps[Any]:
        """What the one document of a text holds; nothing if there is none. A step for each event.

        Raises:
            yaml.MarkedYAMLError: it holds what JSON cannot, names something twice, or is beyond a limit.
        """
        for event in events:
            yield
            step = self._steps.get(type(event))
            if step is not None:
                step(event)
        (document,) = self._open[0].value or [None]
        return document

    def _refuse_second(self, event: yaml.Event) -> None:
        if self._open[0].value:
            raise refusal("a second document begins here; expected one", event)

    def _take_scalar(self, event: yaml.ScalarEvent) -> None:
        try:
            value = _read(event)
        except ValueError as error:
            raise refusal(str(error), event) from error
        self._take(Anchored(value, 1 + len(event.value) // LINE, 0), event)

    def _take_alias(self, event: yaml.AliasEvent) -> None:
        name = shorten(str(event.anchor))
        if event.anchor not in self._anchors:
            raise refusal(f"*{name} is an alias without an anchor before it", event)
        found = self._anchors[event.anchor]
        if found is None:
            raise refusal(f"*{name} is part of itself", event)
        refuse_abyss(event, len(self._open) - 1 + found.height)
        self._aliased += found.weight
        if self._aliased > MOST_ALIASED:
            raise refusal(
                f"*{name} and the aliases before it stand for more than {MOST_ALIASED} values", event
            )
        self._put(found, event)

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        if event.tag not in (*UNTAGGED, f"{TAG}seq", f"{TAG}map"):
            raise refusal(f"the tag {_written(event.tag)} is unknown; expected none", event)
        refuse_abyss(event, len(self._open))
        self._open[-1].begin(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        kind = _OpenObject if isinstance(event, yaml.MappingStartEvent) else _OpenList
        self._open.append(kind(event))

    def _end(self, _: yaml.Event) -> None:
        ended = self._open.pop()
        self._take(ended.close(), ended.start)

    def _take(self, found: Anchored, event: yaml.NodeEvent) -> None:
        if event.anchor is not None:
            self._anchors[event.anchor] = found
        self._put(found, event)

    def _put(self, found: Anchored, event: yaml.Event) -> None:
        owner = self._open[-1]
        owner.add(found.value, event)
        owner.weight += found.weight
        owner.height = max(owner.height, found.height + 1)


def refuse_abyss(event: yaml.Event, depth: int) -> None:
    """Refuse what begins too deep.

    Raises:
        yaml.MarkedYAMLError: there are more levels than may be.
    """
    if depth > DEEPEST:
        raise refusal(TOO_DEEP, event)


def refusal(problem: str, event: yaml.Event) -> yaml.MarkedYAMLError:
    """The error that tells what is wrong with a value, and where it begins."""
    mark: Any = event.start_mark  # of either parser: the types know only one
    return yaml.constructor.ConstructorError(problem=problem, problem_mark=mark)


def _read(event: yaml.ScalarEvent) -> Scalar:
    if event.tag is not None and event.tag.startswith(TAG):
        return read_tagged(event.value, event.tag.removeprefix(TAG))
    if event.tag not in UNTAGGED:
        raise ValueError(f"the tag {_written(event.tag)} is unknown; expected none")
    text: str = event.value
    return read_plain(text) if event.tag is None and event.implicit[0] else text


def _written(tag: str) -> str:
    return shorten(f"!!{tag.removeprefix(TAG)}" if tag.startswith(TAG) else tag)
