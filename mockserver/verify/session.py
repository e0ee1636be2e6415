"""The way to a service: one request at a time, at a rate, within a budget, to one host, never redirected."""

import ipaddress
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from mockserver.domain.errors import TOO_MANY_REQUESTS, Forbidden, InternalError
from mockserver.verify.exchange import (
    CouldNotCheck,
    Credentials,
    Interrupted,
    Pair,
    Reply,
    Request,
    Stopped,
)
from mockserver.verify.leftovers import Leftovers
from mockserver.verify.names import PROJECT, Names, created_paths

MOST_REQUESTS = 200
MOST_FAILURES = 3
"""Errors of the service in a row after which it is left alone."""
ATTEMPTS = 3
LONGEST_WAIT = 60.0
"""Seconds that a service may ask to be left alone for; with more, the run stops."""
SHORTEST_WAIT = 1.0
TIMEOUT = 30.0
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class UnsafeUrl(ValueError):
    """A base URL that credentials are not sent to."""


def is_loopback(url: str) -> bool:
    """Whether a URL leads to this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_url(url: str) -> str:
    """A base URL without a slash at its end; one without a path is given the API's.

    Raises:
        UnsafeUrl: it is neither https nor on this machine, or holds credentials or a query.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UnsafeUrl(f"{url!r}: expected a URL such as https://wallet-api.urbanairship.com/v1")
    if parts.username is not None or parts.query or parts.fragment:
        raise UnsafeUrl("the base URL has credentials, a query or a fragment; expected none of them")
    if parts.scheme != "https" and not is_loopback(url):
        raise UnsafeUrl(f"{url!r}: expected https, or an address of this machine")
    base = url.rstrip("/")
    return base if parts.path.strip("/") else f"{base}/v1"


@dataclass(frozen=True)
class Limits:
    """How a service is treated.

    Attributes:
        rate: requests a second; 0 for as many as there can be.
        requests: how many at most, clean-up included.
    """

    rate: float = 2.0
    requests: int = MOST_REQUESTS


class Session:
    """Sends the requests of a run.

    Args:
        client: to the base URL, without credentials of its own, and following no redirect.
        pairs: keys and secrets, by whose they are.
        names: what is changed has to have one of them.
        leftovers: knows what has to be deleted in the end.
        limits: how the service is treated.
        sleep: lets seconds pass.
        signalled: the number of a signal that ends the run, if one came.

    Attributes:
        counts: how many requests there were, by method.
        is_cleaning: whether what is left of the budget may be used up.
    """

    def __init__(
        self,
        client: httpx.Client,
        pairs: Mapping[Credentials, Pair],
        names: Names,
        leftovers: Leftovers,
        limits: Limits = Limits(),
        *,
        sleep: Callable[[float], None] = time.sleep,
        signalled: Callable[[], int | None] = lambda: None,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self.is_cleaning = False
        self._client = client
        self._auth = {whose: httpx.BasicAuth(*pair) for whose, pair in pairs.items()}
        self._names = names
        self._leftovers = leftovers
        self._limits = limits
        self._sleep = sleep
        self._signalled = signalled
        self._failures = 0
        self._last: float | None = None

    def ask(self, request: Request) -> Reply:
        """Send a request, and give the reply.

        Raises:
            CouldNotCheck: there is none that says anything.
            Stopped: nothing more is to be asked.
            Interrupted: a signal came.
            NotOurs: the request might change what this run did not make.
        """
        self._names.check(request)
        made = created_paths(request)
        for attempt in range(ATTEMPTS):
            # One that is known by its id alone takes one request more to delete.
            self._check_budget(len(made) + 1 if made else 0)
            self._keep_pace()
            for path in made:
                self._leftovers.making(path)
            reply = self._send(request)
            if reply.status != TOO_MANY_REQUESTS or attempt == ATTEMPTS - 1:
                break
            self.wait(_retry_after(reply))
        self._note_nameless(request, reply)
        self._judge(request, reply)
        return reply

    def wait(self, seconds: float) -> None:
        """Let time pass, unless a signal comes.

        Raises:
            Interrupted: one came.
        """
        self._check_signal()
        if seconds > 0:
            self._sleep(seconds)
        self._check_signal()

    def _check_signal(self) -> None:
        number = self._signalled()
        if number is not None and not self.is_cleaning:
            raise Interrupted(number)

    def _check_budget(self, more: int) -> None:
        """See that a request may be sent, and all that it may make be deleted."""
        kept = 0 if self.is_cleaning else len(self._leftovers.pending) + more
        if self.counts.total() + kept >= self._limits.requests:
            raise Stopped(f"the budget of {self._limits.requests} requests is used up")

    def _keep_pace(self) -> None:
        now = time.monotonic()
        due = 0.0 if self._last is None or not self._limits.rate else self._last + 1 / self._limits.rate
        self.wait(due - now)
        self._last = max(now, due)

    def _send(self, request: Request) -> Reply:
        self.counts[request.method] += 1
        try:
            answer = self._client.request(
                request.method,
                request.path,
                headers=request.all_headers(),
                content=request.content,
                auth=self._auth.get(request.auth),
            )
        except httpx.HTTPError as error:
            raise CouldNotCheck(f"no answer: {type(error).__name__}") from None
        headers = {name.lower(): value for name, value in answer.headers.items()}
        return Reply(answer.status_code, headers, answer.content)

    def _note_nameless(self, request: Request, reply: Reply) -> None:
        """Note an event by its id if its path did not name it: the name in its body may not count."""
        made = reply.body.get("eventId") if isinstance(reply.body, dict) else None
        if request.method == "POST" and PROJECT.fullmatch(request.path) and isinstance(made, int):
            self._names.ids.add(made)
            self._leftovers.making(f"{request.path}/{made}")

    def _judge(self, request: Request, reply: Reply) -> None:
        """See that a reply says something of the claims, and that one may go on."""
        if reply.status >= InternalError.status:
            self._failures += 1
            if self._failures >= MOST_FAILURES and not self.is_cleaning:
                raise Stopped(f"the service failed {self._failures} times in a row")
            raise CouldNotCheck(f"the service failed: status {reply.status}")
        if request.method != "DELETE":
            self._failures = 0
        if reply.status == Forbidden.status and request.auth == "own" and not self.is_cleaning:
            raise Stopped("the service forbids this to these credentials")
        if reply.status == TOO_MANY_REQUESTS:
            raise CouldNotCheck("the service wants fewer requests, and was asked three times")
        if reply.status in REDIRECTS:
            raise CouldNotCheck(f"a redirect, which is not followed: status {reply.status}")


def _retry_after(reply: Reply) -> float:
    """How long a service wants to be left alone.

    Raises:
        Stopped: longer than is worth waiting.
    """
    said = reply.headers.get("retry-after", "")
    seconds = float(said) if said.isascii() and said.isdigit() else SHORTEST_WAIT
    if seconds > LONGEST_WAIT:
        raise Stopped(f"the service wants to be left alone for {seconds:g} seconds")
    return max(seconds, SHORTEST_WAIT)
