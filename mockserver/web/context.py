"""One request: what came, where it belongs, and what was found and done on its account.

This is the one place outside of the middleware that reads a scope of ASGI.
"""

import time
from contextlib import AbstractContextManager
from typing import NamedTuple
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope

from mockserver.domain.clock import Instant
from mockserver.domain.errors import TooLong
from mockserver.domain.findings import Findings
from mockserver.domain.headers import join_headers
from mockserver.domain.policy import Policy
from mockserver.domain.protocol import ADMIN_PREFIX, DEFAULT_SANDBOX, SANDBOX_PATH
from mockserver.domain.refs import NO_NAMES, PathNames, Ref
from mockserver.sandbox.journal.entry import Sent
from mockserver.sandbox.matching import find_events
from mockserver.sandbox.sandbox import Sandbox
from mockserver.settings import Settings
from mockserver.store.store import Store
from mockserver.store.unit_of_work import Touched, UnitOfWork
from mockserver.web.routing import Route
from mockserver.web.state import ServerState

CONTEXT = "mockserver.context"
"""The key of a scope under which a request's context is found."""


class Place(NamedTuple):
    """Where a request belongs.

    Attributes:
        sandbox: the name of its sandbox.
        base_path: what stands before its path, if that named the sandbox.
    """

    sandbox: str
    base_path: str


class RequestContext:
    """One request to the server.

    Attributes:
        server: what it shares with all others.
        method: of HTTP, in capitals; GET for HEAD, too, whose answer is sent without its body.
        path: raw, without query, base path of a sandbox and trailing slash.
        base_path: what stood before it, if that named the sandbox.
        place: the name of the sandbox that the request is for.
        headers: as they came, with names in lower case; of those of one name, the last.
        request_id: what the answer, the log, the journal and the pushes call this request.
        route: the documented operation; None if none takes the request.
        operation: its name; empty without one.
        names: what the path names.
        findings: what was found about the request so far.
        policy: the strictness and the sides of claims that hold for it.
        applied: the preferences that were asked for and honoured (RFC 7240).
        touched: what was read or written so far.
        fault: what went wrong with the request on purpose.
        cause: the stable name of what led to an error; empty if nothing did.
        status: of the answer, if that is a success.
        sandbox: where the request is; None as long as that is still to be made.
        at: when it came there, by the clock of the sandbox.
        events: the ids of the events that it names; None as long as nobody asked.
    """

    # What most requests never change stands here, so that it need not be set for each of them.
    route: Route | None = None
    operation = ""
    names: PathNames = NO_NAMES
    applied = ""
    fault: str | None = None
    cause = ""
    status = 200
    is_read = False
    events: frozenset[int] | None = None
    sandbox: Sandbox | None = None
    at: Instant
    _content: bytes | bytearray = b""

    def __init__(
        self,
        server: ServerState,
        scope: Scope,
        receive: Receive,
        *,
        headers: dict[bytes, bytes],
        place: Place,
        path: str,
    ) -> None:
        self.began = time.perf_counter_ns()
        self.server = server
        self.scope = scope
        self._receive = receive
        method: str = scope["method"]
        self.is_head = method == "HEAD"
        self.method = "GET" if self.is_head else method
        self.headers = headers
        self.place, self.base_path = place
        self.path = path
        self.request_id = server.new_request_id()
        self.touched = Touched()
        found = None if server.sandboxes is None else server.sandboxes.find(self.place)
        if found is None:
            self.policy = server.policy
        else:
            self._be_in(found)
            self.policy = found.policy
        self.findings = Findings(self.policy.strictness, waived=self.policy.waived)

    def _be_in(self, sandbox: Sandbox) -> Sandbox:
        sandbox.enter()
        self.sandbox, self.at = sandbox, sandbox.clock.now()
        return sandbox

    # --- where it is

    def enter(self) -> Sandbox:
        """The sandbox that the request is for, made from the server's seed if it is the first to ask.

        Raises:
            ServiceUnavailable: the lifespan has not begun, or there is no room for one more.
            InvalidRequest: there cannot be a sandbox of that name.
            NotFound: there is none, and none is to be made.
        """
        if self.sandbox is not None:
            return self.sandbox
        registry = self.server.registry
        return self._be_in(registry.get(self.place) if self.is_look else registry.enter(self.place))

    @property
    def is_look(self) -> bool:
        """Whether it only looks at the lab: that neither makes a sandbox nor keeps one from being idle."""
        return self.method == "GET" and self.path.startswith(ADMIN_PREFIX)

    def leave(self) -> None:
        """End the stay in the sandbox, which has been in use until now."""
        sandbox, self.sandbox = self.sandbox, None
        if sandbox is not None and self.server.sandboxes is not None:
            if not self.is_look:
                self.server.sandboxes.touch(sandbox.name)
            sandbox.leave()

    def look(self) -> Store:
        """What is kept in the sandbox, or in the seed that it would begin with; it is only read.

        Raises:
            ServiceUnavailable: the lifespan of the application has not begun.
        """
        if self.sandbox is not None:
            return self.sandbox.store
        return Store(self.server.registry.default.seed.database)

    def work(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work in the sandbox, committed before the answer leaves."""
        return self.enter().work(self.request_id, self.findings, self.touched, self.policy.turned)

    # --- what came

    def header(self, name: bytes) -> str | None:
        """The value of a header, of whose name all are in lower case."""
        value = self.headers.get(name)
        return None if value is None else value.decode("latin-1")

    def header_values(self, name: bytes) -> list[str]:
        """The values of all headers of one name."""
        return [value.decode("latin-1") for each, value in self.scope["headers"] if each == name]

    @property
    def has_query(self) -> bool:
        """Whether anything stands behind the path."""
        return bool(self.scope["query_string"])

    @property
    def has_repeated_headers(self) -> bool:
        """Whether several headers have one name."""
        return len(self.headers) < len(self.scope["headers"])

    @property
    def query(self) -> list[tuple[str, str]]:
        """The parameters of the query, as often as they were sent."""
        return parse_qsl(self.scope["query_string"].decode("latin-1"), keep_blank_values=True)

    @property
    def sent_method(self) -> str:
        """The method as it came."""
        return str(self.scope["method"])

    @property
    def target(self) -> str:
        """Path and query, as they were sent."""
        path = (self.scope.get("raw_path") or self.scope["path"].encode()).decode("latin-1")
        query = self.scope["query_string"].decode("latin-1")
        return f"{path}?{query}" if query else str(path)

    @property
    def scheme(self) -> str:
        """Of the address that was asked."""
        return str(self.scope["scheme"])

    @property
    def body(self) -> bytes:
        """What was read of the body so far."""
        if isinstance(self._content, bytearray):
            self._content = bytes(self._content)
        return self._content

    async def read_body(self, limit: int) -> bytes:
        """The body of the request; read once, and as often as it is asked for.

        Raises:
            TooLong: it is longer than that many bytes. Assumed: A-6.
            ClientDisconnect: it did not come whole.
        """
        await self.read_ahead(limit)
        if len(self._content) > limit:
            raise TooLong(
                f"The request body is longer than {limit} bytes; expected at most that.",
                cause="body.too-long",
            )
        return self.body

    async def read_ahead(self, limit: int) -> None:
        """Read the body, or of one that is longer than so many bytes the beginning.

        Raises:
            ClientDisconnect: it did not come whole.
        """
        while not self.is_read and len(self._content) <= limit:
            await self.read_more()

    async def read_more(self) -> None:
        """Read the next part of the body.

        Raises:
            ClientDisconnect: there is nobody to send it.
        """
        message = await self._receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        part: bytes = message.get("body", b"")
        if self._content:
            self._content = bytearray(self._content) if isinstance(self._content, bytes) else self._content
            self._content += part
        else:
            self._content = part
        self.is_read = not message.get("more_body", False)

    def resolve_events(self) -> frozenset[int]:
        """The ids of the events that the request names, looked up once: before anything is changed."""
        if self.events is None:
            sandbox = self.enter()
            with sandbox.work(self.request_id, self.findings) as work:
                self.events = find_events(work.store, self.names, self.came.read_body())
        return self.events

    @property
    def came(self) -> Sent:
        """The request as plans read it: its headers, and what was read of its body."""
        return Sent(self.came_head, self.body)

    @property
    def came_head(self) -> bytes:
        """The headers of the request, in one piece."""
        return join_headers(self.scope["headers"])

    # --- what an operation asks

    @property
    def settings(self) -> Settings:
        """The settings of this server."""
        return self.server.settings

    def turned(self, claim: str) -> bool:
        """Whether not the default side of a claim is taken, but the other one."""
        return claim in self.policy.turned

    @property
    def project(self) -> Ref:
        """The project that the path names."""
        assert self.names.project is not None  # noqa: S101 - as every path of an operation does
        return self.names.project

    @property
    def event(self) -> Ref:
        """The event that the path names."""
        assert self.names.event is not None  # noqa: S101 - as the path of an operation that asks does
        return self.names.event

    @property
    def pass_group(self) -> str:
        """The pass group that the path names."""
        assert self.names.pass_group is not None  # noqa: S101 - as the path of an operation that asks does
        return self.names.pass_group

    @property
    def pass_id(self) -> int:
        """The id of the pass that the path names."""
        assert self.names.pass_id is not None  # noqa: S101 - as the path of an operation that asks does
        return self.names.pass_id

    @property
    def admin_base(self) -> str:
        """What leads to the lab of this sandbox."""
        return f"{self.public_base}{ADMIN_PREFIX}"

    @property
    def public_base(self) -> str:
        """What links in an answer begin with: they lead back into the sandbox, however that was named.

        Whoever follows one sends no header and no credentials that name it.
        """
        named = "" if self.place == DEFAULT_SANDBOX else f"{SANDBOX_PATH}{self.place}"
        return f"{self.public_root}{self.base_path or named}"

    @property
    def public_root(self) -> str:
        """Where clients reach the server: the setting, or the address that was asked."""
        if self.settings.public_base_url:
            return self.settings.public_base_url.rstrip("/")
        address, port = self.scope.get("server") or ("127.0.0.1", 80)
        host = self.header(b"host") or f"{address}:{port}"
        return f"{self.scheme}://{host}"

    # --- how it is judged

    def begin(self, route: Route, names: PathNames) -> None:
        """Note the operation that was found, and what the path names."""
        self.route, self.operation, self.names = route, route.name, names
        self.findings.source = route.source

    def prefer(self, policy: Policy, applied: str) -> None:
        """Judge and read this request alone by another policy."""
        self.policy, self.applied = policy, applied
        self.findings.strictness = policy.strictness


def context_of(request: Request) -> RequestContext:
    """The context of a request to one of the applications behind the middleware."""
    context: RequestContext = request.scope[CONTEXT]
    return context
