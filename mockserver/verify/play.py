"""Playing a probe: its requests are sent one by one, and of the replies its answer is made."""

import json
import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from urllib.parse import quote

from mockserver.verify.cases import Probe, Step, View
from mockserver.verify.exchange import CouldNotCheck, Exchange, Reply, Request
from mockserver.verify.names import Names
from mockserver.verify.redaction import Redactor

SHARED = "shared"
"""The event that probes share."""
BLANK = re.compile(r"\{(project|second|passes|(?:name|long|link):[^{}]+|[a-z]+\.[A-Za-z]+)\}")
"""What stands for something that is known when the probe is played."""
LINK = re.compile(r"(/[\w-]+)+", re.ASCII)
"""What a link has below the base URL."""
IOS = "ios"


@dataclass(frozen=True)
class Ground:
    """Where probes are played.

    Attributes:
        base_url: with `/v1`.
        project: as paths name it, such as `id/venue`.
        names: what is made there is called.
        redactor: makes of replies what may be shown.
        passes: the path of the event with passes; empty without one.
        second: the second project, as paths name it; empty without one.
        shared: the reply to the creation of the event that probes share, once it is made.
    """

    base_url: str
    project: str
    names: Names
    redactor: Redactor
    passes: str = ""
    second: str = ""
    shared: list[Reply] = field(default_factory=list)

    @property
    def shared_path(self) -> str:
        """The path of the event that probes share which leave it alone."""
        return f"/events/project/{self.project}/id/{self.names.of(SHARED, 'event')}"


def play(probe: Probe, ground: Ground, exchange: Exchange) -> Any:
    """The answer of a probe: one value, or a list of them.

    Raises:
        CouldNotCheck: there is none.
    """
    replies: dict[str, Reply] = {}
    for step in probe.steps:
        if step.make == SHARED and ground.shared:
            replies[step.id] = ground.shared[0]
            continue
        if step.wait:
            exchange.wait(step.wait)
        replies[step.id] = reply = exchange.ask(_request(probe, step, ground, replies))
        _remember(ground.names, reply)
        if step.make and not reply.is_success:
            raise CouldNotCheck(f"an event that the probe needs was not made: status {reply.status}")
        if reply.status in step.void:
            raise CouldNotCheck(
                f"status {reply.status} to the step {step.id!r}, so that the rest says nothing"
            )
        if step.make == SHARED:
            ground.shared.append(reply)
    values = [_see(view, replies, ground.redactor) for view in probe.answer]
    return values[0] if len(values) == 1 else values


def paths(probe: Probe, ground: Ground) -> list[str]:
    """The paths of the events that a probe may make; what is not known before it is played is in braces."""
    known = [_fill(step.request_line[1], probe, ground, {}) for step in probe.steps if _names_new(step)]
    in_bodies = [
        f"/events/project/{ground.project}/id/{quote(name, safe='')}"
        for step in probe.steps
        for name in re.findall(r'"eventExternalId": "([^"]+)"', _json(probe, step, ground, {}) or "")
    ]
    return list(dict.fromkeys([*known, *in_bodies]))


def _names_new(step: Step) -> bool:
    """Whether a step creates an event that its path names."""
    method, path = step.request_line
    return method == "POST" and "/id/{name:" in path and not path.endswith("/passGroups")


def _request(probe: Probe, step: Step, ground: Ground, replies: dict[str, Reply]) -> Request:
    method, path = step.request_line
    text = step.text if step.text is not None else _json(probe, step, ground, replies)
    content = None if text is None else b" " * step.pad + text.encode()
    return Request(method, _fill(path, probe, ground, replies), step.headers, content, step.auth)


def _json(probe: Probe, step: Step, ground: Ground, replies: dict[str, Reply]) -> str | None:
    if step.document is None:
        return None
    return _fill(json.dumps(step.document), probe, ground, replies, in_path=False)


def _fill(text: str, probe: Probe, ground: Ground, replies: dict[str, Reply], *, in_path: bool = True) -> str:
    """A text with what is known by now in place of its blanks."""

    def known(found: re.Match[str]) -> str:
        kind, _, name = found[1].partition(":")
        if kind == "project":
            return f"/events/project/{ground.project}"
        if kind == "second":
            return f"/events/project/{ground.second}"
        if kind == "passes":
            return ground.passes
        if kind == "link":
            return _link(name, ground, replies) if name in replies else found[0]
        if kind in ("name", "long"):
            owner, name = (SHARED, "event") if name == SHARED else (probe.id, name)
            full = ground.names.of(owner, name) if kind == "name" else ground.names.long(owner, name)
            return quote(full, safe="") if in_path else full
        step, _, member = kind.partition(".")
        return _member(step, member, replies) if step in replies else found[0]

    return BLANK.sub(known, text)


def _member(step: str, member: str, replies: dict[str, Reply]) -> str:
    body = replies[step].body
    value = body.get(member) if isinstance(body, dict) else None
    if not isinstance(value, int | str):
        raise CouldNotCheck(f"the answer to the step {step!r} has no {member}")
    return quote(str(value), safe="")


def _link(step: str, ground: Ground, replies: dict[str, Reply]) -> str:
    """The path of the file of the first ios pass in a listing, unless its link leads elsewhere."""
    first = next((each for each in _members(replies[step], "/passes") if each.get("platform") == IOS), None)
    if first is None:
        raise CouldNotCheck("none of the passes is for ios")
    path = str(first.get("url")).removeprefix(ground.base_url)
    if not LINK.fullmatch(path):
        raise CouldNotCheck("the link of a pass leads elsewhere than to this service, and is not followed")
    return path


def _remember(names: Names, reply: Reply) -> None:
    """Note the id of an event that was made under a name of ours."""
    body = reply.body if isinstance(reply.body, dict) else {}
    if names.is_own(str(body.get("eventExternalId", ""))) and isinstance(body.get("eventId"), int):
        names.ids.add(body["eventId"])


def _see(view: View, replies: dict[str, Reply], redactor: Redactor) -> Any:
    if isinstance(view.of, list):
        first, *others = (_at(replies[step], view.at) for step in view.of)
        return all(other == first for other in others)
    seen = _see_one(view, replies[view.of], redactor)
    if view.absent and not seen:
        raise CouldNotCheck(view.absent)
    return seen


def _see_one(view: View, reply: Reply, redactor: Redactor) -> Any:
    """What a view sees of one reply."""
    match view.see:
        case "status":
            return reply.status
        case "has":
            return view.at in reply.headers
        case "header":
            return redactor.value(reply.headers.get(view.at))
        case "direction":
            return _direction(_members(reply, view.at), view.alike)
        case "keys":
            return _names(view, reply, redactor)
        case _:
            return redactor.value(_at(reply, view.at), view.at.rpartition("/")[2])


def _names(view: View, reply: Reply, redactor: Redactor) -> list[str] | None:
    """The names at a place, or in any member of a list there; None if nothing there has names."""
    found = _at(reply, view.at)
    if not isinstance(found, dict | list):
        return None
    objects = [found] if isinstance(found, dict) else _members(reply, view.at)
    names = {name for each in objects for name in each if view.only in name} - set(view.ignore)
    return sorted(map(redactor.text, names))


def _direction(members: list[dict[str, Any]], alike: str) -> str | None:
    """How the ids go of members that follow upon one alike; None if none do."""
    ids = [
        (str(one.get("id")), str(next_one.get("id")))
        for one, next_one in pairwise(members)
        if one.get(alike) == next_one.get(alike)
    ]
    rises = {(len(one), one) < (len(next_one), next_one) for one, next_one in ids}
    if len(rises) > 1:
        return "neither"
    return next(("ASC" if rising else "DESC" for rising in rises), None)


def _members(reply: Reply, pointer: str) -> list[dict[str, Any]]:
    """The objects of a list in a reply's body; none if there is no list."""
    found = _at(reply, pointer)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _at(reply: Reply, pointer: str) -> Any:
    """What stands at a place of a reply's body; None if nothing does."""
    found = reply.body
    for step in pointer.split("/")[1:]:
        if isinstance(found, list) and step.isdigit() and int(step) < len(found):
            found = found[int(step)]
        else:
            found = found.get(step) if isinstance(found, dict) else None
    return found
