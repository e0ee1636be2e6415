"""A command beside a server that runs already, or beside several behind one address."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from mockserver.cli.exec.process import Child
from mockserver.cli.exec.run import Outcome, environment, proxy_note
from mockserver.cli.exec.tally import NO_ANSWER, OTHER, Counts, Totals
from mockserver.cli.exits import REFUSED
from mockserver.cli.shards.views import ask_each
from mockserver.client._sync.connection import Connection
from mockserver.client.errors import AdminError
from mockserver.client.types import Tally


class Unknown(Exception):
    """What was asked while the command ran is not known. The message is one line that says why.

    Attributes:
        code: what to exit with: the command's, unless it succeeded.
    """

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


def run_beside(child: Child, command: Sequence[str], server: Connection, shards: str | None) -> Outcome:
    """Run a command, and count what the server was asked meanwhile, or all shards together.

    Others who use the server at the same time are counted as well: it does not know who asks.

    Raises:
        CannotRun: the command cannot be started.
        AdminError: the server does not answer, or not all shards do; the command was not started.
        Unknown: that happened while it ran.
    """
    before = list(_tallies(server, shards))
    named = {} if shards is None else {"MOCKSERVER_SHARDS": shards}
    code = child.run(command, environment(server.url, server.token, **named))
    try:
        after = list(_tallies(server, shards))
        totals = _since(before, after)
    except AdminError as error:
        raise Unknown(str(error), code or REFUSED) from error
    return Outcome(code, totals, proxy_note(server.url))


def _tallies(server: Connection, shards: str | None) -> Iterator[Tally]:
    """What each has counted so far."""
    if shards is not None:
        yield from (told for _, told in ask_each(server, shards, "tally"))
        return
    told: Tally = server.get("tally")
    if told["shard"] is not None:
        raise AdminError(
            f"{server.url} is {told['shard']} alone; expected --shards with all of them, to count the whole"
        )
    yield told


def _since(before: Sequence[Tally], after: Sequence[Tally]) -> Totals:
    """What was counted between two looks at the same servers."""
    for then, now in zip(before, after, strict=True):
        if then["run"] != now["run"]:
            who = now["shard"] or "the server"
            raise AdminError(f"{who} was started again meanwhile; what it had counted is not known any more")
    return Totals(
        requests=_requests(after) - _requests(before),
        findings=_findings(after) - _findings(before),
        more_plans=max(_unconsumed(after) - _unconsumed(before), 0),
    )


def _requests(tallies: Iterable[Tally]) -> Counts:
    return _sum(
        ((each["operation"] or OTHER, str(each["status"] or NO_ANSWER)), each["count"])
        for tally in tallies
        for each in tally["requests"]
    )


def _findings(tallies: Iterable[Tally]) -> Counts:
    return _sum(
        ((each["level"], each["code"]), each["count"]) for tally in tallies for each in tally["findings"]
    )


def _unconsumed(tallies: Iterable[Tally]) -> int:
    return sum(tally["unconsumedFaults"] for tally in tallies)


def _sum(counted: Iterable[tuple[tuple[str, str], int]]) -> Counts:
    found: Counts = Counter()
    for key, number in counted:
        found[key] += number
    return found
