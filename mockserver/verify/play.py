"""Playing a probe: its requests are sent one by one, and of the replies its answer is made."""

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from mockserver.verify.cases import Probe, Step, View
from mockserver.verify.exchange import CouldNotCheck, Exchange, Reply, Request
from mockserver.verify.names import Names
from mockserver.verify.redaction import Redactor

SHARED = "shared"
"""The event that probes share."""
BLANK = re.compile(r"\{(project|passes|(?:name|long):[^{}]+|[a-z]+\.[A-Za-z]+)\}")
"""What stands for something that is known when the probe is played."""


@dataclass(frozen=True)
class Ground:
    """Where probes are played.

    Attributes:
        project: as paths name it, such as `id/venue`.
        passes: the event with passes, as paths name it; empty without one.
        names: what is made there is called.
        redactor: makes of replies what may be shown.
        shared: the reply to the creation of the event that probes share, once it is made.
    """

    project: str
    passes: str
    names: Names
    redactor: Redactor
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
        if kind == "passes":
            return ground.passes
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


def _remember(names: Names, reply: Reply) -> None:
    """Note the id of an event that was made under a name of ours."""
    body = reply.body if isinstance(reply.body, dict) else {}
    if names.is_own(str(body.get("eventExternalId", ""))) and isinstance(body.get("eventId"), int):
        names.ids.add(body["eventId"])


def _see(view: View, replies: dict[str, Reply], redactor: Redactor) -> Any:
    if isinstance(view.of, list):
        first, *others = (_at(replies[step], view.at) for step in view.of)
        return all(other == first for other in others)
    reply = replies[view.of]
    if view.see == "status":
        return reply.status
    if view.see == "has":
        return view.at in reply.headers
    if view.see == "header":
        return redactor.value(reply.headers.get(view.at))
    found = _at(reply, view.at)
    if view.see == "value":
        return redactor.value(found, view.at.rpartition("/")[2])
    names = set(found) - set(view.ignore) if isinstance(found, dict) else None
    return None if names is None else sorted(map(redactor.text, names))


def _at(reply: Reply, pointer: str) -> Any:
    """What stands at a place of a reply's body; None if nothing does."""
    found = reply.body
    for step in pointer.split("/")[1:]:
        if isinstance(found, list) and step.isdigit() and int(step) < len(found):
            found = found[int(step)]
        else:
            found = found.get(step) if isinstance(found, dict) else None
    return found
