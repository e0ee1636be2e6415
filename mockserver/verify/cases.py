"""The probes: questions about claims, as data that ships in `fixtures/conformance`."""

import json
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from mockserver.seeds.files import fixtures
from mockserver.verify.exchange import Credentials

NEW_EVENT = {"fields": {"eventName": {"value": "mockserver-verify"}}}
"""The body of an event that a probe needs and asks nothing about."""


class Case(BaseModel):
    """Anything in a file of probes; what is not known is a fault."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Step(Case):
    """One request of a probe. `{project}`, `{name:a}` and `{made.eventId}` stand for what is known by then.

    `{second}` is the second project, `{link:page}` leads to the file of the first ios pass of a listing.

    Attributes:
        id: what later steps and the answer call it.
        make: the name of an event that the probe needs; the step is its creation, and has to succeed.
        send: the method and the path, if the step makes no event.
        body: the document to send; of an event that is made, members beside its name.
        text: what to send in place of a document, as it is.
        pad: as many spaces before the document.
        headers: others than usual; null leaves one out.
        auth: whose credentials are sent.
        wait: seconds to wait before it.
        void: statuses with which the probe says nothing.
    """

    id: str
    make: str = ""
    send: str = ""
    body: Any = Field(None, alias="json")
    text: str | None = None
    pad: int = 0
    headers: dict[str, str | None] = {}
    auth: Credentials = "own"
    wait: float = 0
    void: list[int] = []

    @property
    def request_line(self) -> tuple[str, str]:
        """The method and the path, with what is not known yet in braces."""
        method, _, path = (self.send or f"POST {{project}}/id/{{name:{self.make}}}").partition(" ")
        return method, path

    @property
    def document(self) -> Any:
        """The document to send."""
        return NEW_EVENT | (self.body or {}) if self.make else self.body


class View(Case):
    """One value of an answer: what of which step is looked at.

    Attributes:
        of: the step; of `same`, two or more of them.
        see: what is looked at: the status; the names at a place of the body, of a list those of any member;
            the value there; whether the values of several steps are the same; the value of a header, or
            whether there is one; in which direction of their ids members of a list stand that are alike.
        at: a JSON pointer into the body, or the name of a header.
        ignore: names that are there or not for reasons of their own.
        only: what the names that are looked at have in them; all without it.
        alike: what the members of a list are alike in.
        absent: why the probe says nothing if there is nothing to be seen.
    """

    see: Literal["status", "keys", "value", "same", "header", "has", "direction"]
    of: str | list[str]
    at: str = ""
    ignore: list[str] = []
    only: str = ""
    alike: str = ""
    absent: str = ""


class Probe(Case):
    """A question about one or more claims, and the requests that answer it.

    Attributes:
        claims: readings, assumptions, or sections of the documentation.
        cause: what leads to the error whose status is the answer, by its stable name.
        needs: what must be given for the probe to be asked.
    """

    id: str
    question: str
    claims: Annotated[list[str], Field(min_length=1)]
    cause: str = ""
    needs: Literal["", "orphan", "passes", "second"] = ""
    steps: Annotated[list[Step], Field(min_length=1)]
    answer: Annotated[list[View], Field(min_length=1)]


@cache
def read_probes() -> tuple[Probe, ...]:
    """All probes, in the order of their files."""
    files = sorted((fixtures() / "conformance").glob("*.json"))
    return tuple(
        Probe.model_validate(each)
        for file in files
        for each in json.loads(file.read_text(encoding="utf-8"))["probes"]
    )
