"""A job of the command line: options checked, a plan, a run with its clean-up, or a clean-up alone."""

import re
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import httpx

from mockserver.verify.emulator import open_emulator
from mockserver.verify.exchange import Credentials, Pair
from mockserver.verify.leftovers import BadLeftovers, Leftovers
from mockserver.verify.names import Names
from mockserver.verify.plan import Plan, choose, plan
from mockserver.verify.play import Ground
from mockserver.verify.redaction import Redactor, secrets_of
from mockserver.verify.report import ProbeResult, Report
from mockserver.verify.run import Run, clean
from mockserver.verify.session import TIMEOUT, Limits, Session, UnsafeUrl, check_url, is_loopback

UNLIMITED, KIND = "unlimited", "2/s"
"""The rate if none is given: of a service on this machine, and of one elsewhere."""
RATE = re.compile(r"(\d+(?:\.\d+)?)(?:/s)?")
FASTEST = 10.0
"""Requests a second that a service somewhere else is sent at most."""
NOTHING = frozenset({"", "id/"})
TICK = 0.2
"""Seconds of a wait after which signals are looked for."""


class Refused(Exception):
    """Options that cannot be meant, in a sentence for whoever gave them."""


@dataclass(frozen=True)
class Options:
    """What a run is asked to do.

    Attributes:
        project, event_with_passes, second_project: as paths name them.
        only: patterns of claims and probes; all without one.
        rate: such as `2/s`, or `unlimited`; by default that which is kind to a service where it is.
    """

    base_url: str
    project: str
    only: list[str] = field(default_factory=list)
    event_with_passes: str | None = None
    rate: str | None = None
    may_orphan: bool = False
    second_project: str | None = None


@dataclass
class Job:
    """What one command does.

    Args:
        options: what is asked for.
        folder: where the leftovers are noted.
        names: of what is made.
        sleep: lets seconds pass.

    Attributes:
        signals: those that came; whoever hears one puts its number here.

    Raises:
        Refused: the options cannot be meant.
    """

    options: Options
    folder: Path = field(default_factory=Path)
    signals: list[int] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    sleep: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        if not self.options.base_url:
            raise Refused("--base-url is missing: expected the URL of the service, with /v1; or --clean")
        if self.options.project in NOTHING:
            raise Refused(
                "--project is missing: expected the project to make events in, by id or external id"
            )
        self.base_url = _checked(self.options.base_url)
        self.limits = Limits(_rate(self.options.rate, self.base_url))
        self.probes = choose(self.options.only)
        if not self.probes:
            raise Refused(f"--only {','.join(self.options.only)} names no claim and no probe")

    @property
    def given(self) -> frozenset[str]:
        """The needs of probes that the options meet."""
        needs = {
            "orphan": self.options.may_orphan,
            "passes": self.options.event_with_passes is not None,
            "second": self.options.second_project is not None,
        }
        return frozenset(name for name, is_met in needs.items() if is_met)

    @property
    def leftovers_file(self) -> Path:
        """Where a run notes what it makes."""
        return self.folder / f"{self.names.prefix}.leftovers"

    def plan(self) -> Plan:
        """What a run would send. Nothing is sent."""
        return plan(self.probes, self._ground(Redactor()), self.given)

    def run(
        self,
        pair: Pair,
        second: Pair | None = None,
        *,
        progress: Callable[[ProbeResult], None] = lambda _: None,
        transport: httpx.BaseTransport | None = None,
    ) -> Report:
        """Ask the probes, and delete what was made.

        Args:
            pair: key and secret.
            second: those of the second project.
            progress: is told of each probe that has been asked.
            transport: how requests travel, if not over the network.

        Raises:
            Interrupted: a signal came.
        """
        pairs: dict[Credentials, Pair] = {"own": pair}
        if second is not None:
            pairs["second"] = second
        secrets = [each for one in pairs.values() for each in secrets_of(*one)]
        redactor = Redactor(secrets, self._places())
        leftovers = Leftovers(self.leftovers_file, self.base_url, self.names.prefix)
        with ExitStack() as opened:
            session = self._session(opened, pairs, leftovers, transport)
            emulator = opened.enter_context(open_emulator(redactor))
            run = Run(
                self._ground(redactor), session, leftovers, emulator, given=self.given, progress=progress
            )
            return run.verify(self.probes, self._host)

    def _ground(self, redactor: Redactor) -> Ground:
        project, passes = self.options.project, self.options.event_with_passes
        return Ground(
            self.base_url,
            project,
            self.names,
            redactor,
            passes="" if passes is None else f"/events/project/{project}/{passes}",
            second=self.options.second_project or "",
        )

    def _session(
        self,
        opened: ExitStack,
        pairs: Mapping[Credentials, Pair],
        leftovers: Leftovers,
        transport: httpx.BaseTransport | None,
    ) -> Session:
        client = opened.enter_context(_client(self.base_url, transport))
        return Session(
            client, pairs, self.names, leftovers, self.limits, sleep=self._sleep, signalled=self._signalled
        )

    def _signalled(self) -> int | None:
        return self.signals[0] if self.signals else None

    def _sleep(self, seconds: float) -> None:
        """Let time pass in ticks, so that a signal is heard soon."""
        while seconds > 0 and not self.signals:
            self.sleep(min(seconds, TICK))
            seconds -= TICK

    @property
    def _host(self) -> str:
        return urlsplit(self.base_url).netloc

    def _places(self) -> list[tuple[str, str]]:
        hosts = [self._host, urlsplit(self.base_url).hostname or ""]
        projects = {"<project>": self.options.project, "<second-project>": self.options.second_project or ""}
        names = [(unquote(name.removeprefix("id/")), instead) for instead, name in projects.items()]
        return [(host, "<service>") for host in hosts] + [each for each in names if not each[0].isdigit()]


def clean_up(
    file: Path,
    pair: Pair,
    rate: str | None = None,
    transport: httpx.BaseTransport | None = None,
) -> Leftovers:
    """Delete what a run has left that was killed; gives what is still there.

    Raises:
        Refused: the file tells of no leftovers.
    """
    try:
        leftovers = Leftovers.read(file)
    except BadLeftovers as error:
        raise Refused(str(error)) from error
    except OSError as error:
        raise Refused(f"{file}: {error.strerror}") from error
    base_url = _checked(leftovers.base_url)
    names = Names(leftovers.prefix, leftovers.ids)
    with _client(base_url, transport) as client:
        clean(leftovers, Session(client, {"own": pair}, names, leftovers, Limits(_rate(rate, base_url))))
    return leftovers


def _client(base_url: str, transport: httpx.BaseTransport | None) -> httpx.Client:
    """The way to a service. No redirect is followed; no proxy is asked for what is on this machine."""
    return httpx.Client(
        base_url=base_url,
        transport=transport,
        follow_redirects=False,
        timeout=TIMEOUT,
        trust_env=not is_loopback(base_url),
    )


def _checked(url: str) -> str:
    try:
        return check_url(url)
    except UnsafeUrl as error:
        raise Refused(f"--base-url {error}") from error


def _rate(said: str | None, base_url: str) -> float:
    """Requests a second; 0 for as many as there can be."""
    is_here = is_loopback(base_url)
    if said is None:
        said = UNLIMITED if is_here else KIND
    if said == UNLIMITED and is_here:
        return 0
    found = RATE.fullmatch(said)
    rate = float(found[1]) if found else 0
    if rate <= 0 or (rate > FASTEST and not is_here):
        most = "a number above 0" if is_here else f"a number of at most {FASTEST:g}"
        raise Refused(f"--rate {said!r}: expected {most}, such as 2/s; on this machine also {UNLIMITED}")
    return rate
