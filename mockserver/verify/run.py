"""A run: the pre-flight, each probe there and here, what was made deleted, and the report."""

import hashlib
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from mockserver import __version__
from mockserver.domain.errors import NotFound
from mockserver.seeds.files import fixtures
from mockserver.verify.cases import Probe
from mockserver.verify.emulator import DEFAULT, Emulator
from mockserver.verify.exchange import CouldNotCheck, Credentials, Request, Stopped
from mockserver.verify.leftovers import Leftovers
from mockserver.verify.plan import REASONS, is_met
from mockserver.verify.play import Ground, play
from mockserver.verify.report import Outcome, ProbeResult, Report
from mockserver.verify.session import Session
from mockserver.verify.verdict import claim_results

WITHOUT_AND_WITH: tuple[Credentials, Credentials] = ("none", "own")
"""The credentials of the first two requests."""


class Run:
    """One run against a service.

    Args:
        ground: where it is there.
        session: the way there.
        leftovers: what it may have made.
        emulator: what is compared with.
        given: the needs of probes that are met.
        progress: is told of each probe that has been asked.
    """

    def __init__(
        self,
        ground: Ground,
        session: Session,
        leftovers: Leftovers,
        emulator: Emulator,
        *,
        given: frozenset[str] = frozenset(),
        progress: Callable[[ProbeResult], None] = lambda _: None,
    ) -> None:
        self._ground = ground
        self._session = session
        self._leftovers = leftovers
        self._emulator = emulator
        self._given = given
        self._progress = progress
        self._stopped: str | None = None
        self._tried: set[str] = set()

    def verify(self, probes: Iterable[Probe], service: str) -> Report:
        """Ask the probes, delete what was made, and report.

        Raises:
            Interrupted: a signal came; what was made is deleted all the same.
        """
        began = datetime.now(UTC)
        results: list[ProbeResult] = []
        try:
            self._look_ahead()
            for probe in probes:
                results.append(self._ask(probe))
                self._progress(results[-1])
        finally:
            clean(self._leftovers, self._session)
        return Report(
            service=service,
            verified_at=began.isoformat(timespec="seconds").replace("+00:00", "Z"),
            version=__version__,
            documentation=documentation_digest(),
            requests=self._session.counts.total(),
            probes=results,
            claims=claim_results(results, began.date().isoformat()),
            left_behind=[self._ground.redactor.text(path) for path in self._leftovers.pending],
            stopped=self._stopped,
        )

    def _look_ahead(self) -> None:
        """See that this is a service that looks at credentials, before any more of them are sent."""
        name = self._ground.names.of("preflight", "unknown")
        unknown = f"/events/project/{self._ground.project}/id/{name}"
        try:
            without, with_them = (
                self._session.ask(Request("GET", unknown, auth=auth)).status for auth in WITHOUT_AND_WITH
            )
        except (CouldNotCheck, Stopped) as error:
            self._stopped = f"pre-flight: {error}"
        else:
            if without == with_them:
                self._stopped = (
                    f"pre-flight: an unknown event is answered {without} with and without credentials; "
                    "is this the service, and does it know the credentials?"
                )

    def _ask(self, probe: Probe) -> ProbeResult:
        if not is_met(probe, self._given):
            return self._result(probe, Outcome.NOT_ASKED, reason=REASONS[probe.needs])
        if self._stopped is not None:
            return self._result(probe, Outcome.COULD_NOT_CHECK, reason=self._stopped)
        before, began = self._session.counts.total(), time.perf_counter()
        answer, reason = self._play(probe)
        spent = {
            "requests": self._session.counts.total() - before,
            "ms": round((time.perf_counter() - began) * 1000, 1),
        }
        emulator = self._emulator.answers(probe)
        if reason is not None:
            return self._result(probe, Outcome.COULD_NOT_CHECK, reason=reason, emulator=emulator, **spent)
        outcome, position = compare(answer, emulator)
        return self._result(probe, outcome, answer=answer, emulator=emulator, position=position, **spent)

    def _play(self, probe: Probe) -> tuple[Any, str | None]:
        """The answer of the service, or why there is none; what was made is deleted."""
        try:
            return play(probe, self._ground, self._session), None
        except CouldNotCheck as error:
            return None, str(error)
        except Stopped as error:
            self._stopped = str(error)
            return None, self._stopped
        finally:
            if self._stopped is None:
                self._tidy()

    def _tidy(self) -> None:
        """Delete what a probe made; what cannot be deleted now is tried again in the end."""
        made = self._leftovers.pending.keys() - self._tried - {self._ground.shared_path}
        for path in [path for path in self._leftovers.pending if path in made]:
            self._tried.add(path)
            try:
                _delete(path, self._leftovers, self._session)
            except CouldNotCheck:
                continue
            except Stopped as error:
                self._stopped = str(error)
                return

    def _result(self, probe: Probe, outcome: Outcome, **others: Any) -> ProbeResult:
        return ProbeResult(
            id=probe.id, claims=probe.claims, question=probe.question, outcome=outcome, **others
        )


def compare(answer: Any, emulator: dict[str, Any]) -> tuple[Outcome, str | None]:
    """What an answer comes to, and the position of the emulator that gives it."""
    for position, given in emulator.items():
        if given == answer:
            return (Outcome.AGREES, None) if position == DEFAULT else (Outcome.POSITION, position)
    return Outcome.DIFFERS, None


def clean(leftovers: Leftovers, session: Session) -> None:
    """Delete what a run may have left, as far as the service lets us; the file keeps the rest."""
    session.is_cleaning = True
    try:
        for path in list(leftovers.pending):
            with suppress(CouldNotCheck, Stopped):
                _delete(path, leftovers, session)
    finally:
        leftovers.close()


def _delete(path: str, leftovers: Leftovers, session: Session) -> None:
    reply = session.ask(Request("DELETE", path))
    if reply.is_success or reply.status in (NotFound.status, HTTPStatus.GONE):
        leftovers.gone(path)


def documentation_digest() -> str:
    """What says whether two reports were made of the same claims and examples."""
    folder = fixtures()
    files = [*sorted(folder.glob("conformance/*")), *sorted(folder.glob("published/*.json"))]
    return f"sha256:{hashlib.sha256(b''.join(file.read_bytes() for file in files)).hexdigest()[:16]}"
