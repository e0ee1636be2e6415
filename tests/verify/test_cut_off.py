"""A run that ends at any of its requests: what it made is deleted, or stands on the disk to be deleted."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from mockserver.verify import command
from mockserver.verify.cases import Probe
from mockserver.verify.command import Job
from mockserver.verify.emulator import Emulator, open_emulator
from mockserver.verify.exchange import Interrupted
from mockserver.verify.redaction import Redactor
from tests.verify.service import PAIR, SECOND, Service, Transport, copy

FEW = ("moves", "deleted", "create-nameless", "other-name", "update-group", "update-labels", "body-malformed")
"""Probes of every kind; a signal at each request of all probes takes half a minute."""


class Remembering:
    """An emulator that is asked each probe once, however many runs there are."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator
        self._answers: dict[str, dict[str, Any]] = {}

    def answers(self, probe: Probe) -> dict[str, Any]:
        if probe.id not in self._answers:
            self._answers[probe.id] = self._emulator.answers(probe)
        return self._answers[probe.id]


@pytest.fixture
def remembered(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One emulator for all runs, and a disk that is not waited for."""
    with open_emulator(Redactor()) as emulator:
        one = Remembering(emulator)

        @contextmanager
        def again(_: Redactor) -> Iterator[Remembering]:
            yield one

        monkeypatch.setattr(command, "open_emulator", again)
        monkeypatch.setattr(os, "fsync", lambda _: None)
        yield


def requests_of(service: Service, *only: str) -> int:
    service.verify(*only)
    count = len(service.transport.asked)
    service.transport.asked.clear()
    return count


@pytest.mark.usefixtures("remembered")
def test_what_a_kill_at_any_request_leaves_is_cleaned_up(service: Service, tmp_path: Path) -> None:
    """One run of all probes; before and after each request, what a kill would leave is cleaned up aside."""
    before, saved = service.state, tmp_path / "saved"
    aside = Service(service.api, Transport(service.api), tmp_path)
    looked: list[bool] = []

    def look(_: httpx.Request, given: httpx.Response | None = None) -> Any:
        looked.append(service.state != before)
        assert service.api.admin("PUT", "/snapshots/here").is_success
        for file in service.leftovers:
            assert aside.clean(copy(file, saved)) == []
        assert service.state == before, len(looked)
        assert service.api.admin("POST", "/snapshots/here/restore").is_success
        return given

    service.transport.before = service.transport.after = look
    report = service.verify()
    assert report.exit_code == 0
    assert len(looked) == 2 * report.requests > 300
    assert sum(looked) > 200


def signal_at_any_request(service: Service, *only: str) -> int:
    """Have a run hear a signal at each of its requests; gives how many ended by it."""
    before = service.state
    heard = 0
    for number in range(1, requests_of(service, *only) + 1):
        job = service.job(*only)

        def interrupt(_: httpx.Request, number: int = number, job: Job = job) -> None:
            if len(service.transport.asked) == number:
                job.signals.append(15)

        service.transport.asked.clear()
        service.transport.before = interrupt
        try:
            job.run(PAIR, SECOND, transport=service.transport)
        except Interrupted as interrupted:
            heard += interrupted.number == 15
        assert (service.state, service.leftovers) == (before, []), number
        assert {each.method for each in service.transport.asked[number:]} <= {"DELETE"}
    return heard


@pytest.mark.usefixtures("remembered")
def test_a_signal_at_any_request_leaves_nothing(service: Service) -> None:
    assert signal_at_any_request(service, *FEW) > 20


@pytest.mark.slow
@pytest.mark.usefixtures("remembered")
def test_a_signal_at_any_request_of_all_probes_leaves_nothing(service: Service) -> None:
    assert signal_at_any_request(service) > 150
