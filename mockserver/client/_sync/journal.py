"""What was asked of a sandbox."""

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from mockserver.client._sync.connection import Connection
from mockserver.client.arguments import request_pattern, without_none
from mockserver.client.types import (
    Exchange,
    Judgements,
    Reading,
    RecordedJudgement,
    RequestChanges,
    Strictness,
)

Exchanges: TypeAlias = list[Exchange]
RecordedJudgements: TypeAlias = list[RecordedJudgement]


class Journal:
    """The requests that a sandbox got, with their answers, findings and faults."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def list(
        self,
        *,
        operation: str | None = None,
        event: int | None = None,
        path: str | None = None,
        method: str | None = None,
        status: int | None = None,
        since: str | None = None,
        limit: int | None = None,
        q: str | None = None,
    ) -> Exchanges:
        """Requests that the journal keeps, the newest last.

        Args:
            operation: the operation's name, such as `update_event`.
            event: an event that was touched or named: its history.
            path: a glob of the path, in which `*` stands for any characters.
            method: the HTTP method.
            status: of the answer.
            since: an instant, or the id of a request to come after.
            limit: only so many of the newest.
            q: a search, such as `status:5xx -has:fault "oracle park"`.
        """
        criteria = without_none(
            operation=operation,
            event=event,
            path=path,
            method=method,
            status=status,
            since=since,
            limit=limit,
            q=q,
        )
        exchanges: Exchanges = (self._connection.get("requests", **criteria))["requests"]
        return exchanges

    def get(self, request_id: str) -> Exchange:
        """One request, by the id that its answer had in `X-Mockserver-Request-Id`."""
        exchange: Exchange = self._connection.get("requests", request_id)
        return exchange

    def changes(self, request_id: str) -> RequestChanges:
        """What a request changed, member by member."""
        changes: RequestChanges = self._connection.get("requests", request_id, "changes")
        return changes

    def judgements(self, request_id: str) -> RecordedJudgements:
        """What a request would be answered by now, under each strictness and reading."""
        found: Judgements = self._connection.get("requests", request_id, "judgements")
        return found["judgements"]

    def replay(
        self, request_id: str, *, strictness: Strictness | None = None, reading: Reading | None = None
    ) -> Exchange:
        """Send a request again as it was, judged by another policy if one is given."""
        policy = without_none(strictness=strictness, reading=reading)
        exchange: Exchange = self._connection.post("requests", request_id, "replay", body=policy)
        return exchange

    def count(
        self,
        *,
        operation: str | None = None,
        event: int | None = None,
        path: str | None = None,
        method: str | None = None,
        pass_group: str | None = None,
        header: Mapping[str, str] | None = None,
        body: Any = None,
        status: int | None = None,
    ) -> int:
        """How many requests match; without a criterion, how many there are."""
        pattern = request_pattern(
            operation=operation,
            event=event,
            path=path,
            method=method,
            pass_group=pass_group,
            header=header,
            body=body,
            status=status,
        )
        number: int = (self._connection.post("requests", "count", body={"match": pattern}))["count"]
        return number

    def wait(
        self,
        count: int = 1,
        *,
        seconds: float = 5,
        operation: str | None = None,
        event: int | None = None,
        path: str | None = None,
        method: str | None = None,
        pass_group: str | None = None,
        header: Mapping[str, str] | None = None,
        body: Any = None,
        status: int | None = None,
    ) -> Exchanges:
        """Wait until so many requests match, those that came before included.

        Args:
            count: how many there must be.
            seconds: how long to wait for them, up to 60.
            operation: the operation's name, such as `update_event`.
            event: the id of an event that the call is about.
            path: a glob of the path, in which `*` stands for any characters.
            method: the HTTP method.
            pass_group: the pass group that the path names.
            header: headers and their values.
            body: what the body must contain.
            status: of the answer.

        Raises:
            TimedOut: there were too few; it tells of the closest, and how they differed.
        """
        pattern = request_pattern(
            operation=operation,
            event=event,
            path=path,
            method=method,
            pass_group=pass_group,
            header=header,
            body=body,
            status=status,
        )
        condition = {"match": pattern, "count": count, "timeoutMs": round(seconds * 1000)}
        exchanges: Exchanges = (self._connection.post("requests", "wait", body=condition))["requests"]
        return exchanges

    def har(self) -> dict[str, Any]:
        """All requests as a HAR document, which browsers open in their network panel."""
        document: dict[str, Any] = self._connection.get("requests", "export", format="har")
        return document

    def curl(self) -> str:
        """All requests as command lines of curl."""
        return (self._connection.ask("GET", "requests", "export", params={"format": "curl"})).text

    def code(
        self, language: Literal["curl", "httpx", "fetch", "pytest", "http"], request_id: str | None = None
    ) -> str:
        """A request, or all of them, as code that sends it again, without credentials."""
        asked = without_none(format=language, id=request_id)
        return (self._connection.ask("GET", "requests", "export", params=asked)).text

    def clear(self) -> None:
        """Forget all requests."""
        self._connection.delete("requests")
