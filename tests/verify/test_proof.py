"""The proof that a run tells the truth: it sees each difference that there is, and none that there is not."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from mockserver.domain.policy import POSITIONS, READINGS, Policy, Profile, Reading, Strictness
from mockserver.seeds.claims import read_claims
from mockserver.seeds.profiles import check_profile
from mockserver.verify.cases import read_probes
from mockserver.verify.emulator import open_emulator
from mockserver.verify.profile import profile_of
from mockserver.verify.redaction import Redactor
from mockserver.verify.report import Outcome
from scripts.fidelity import read_claims as read_ledger
from scripts.fidelity import read_examples
from tests.verify.mutants import MUTANTS, Mutant
from tests.verify.service import WORLD, Service, open_service, outcomes, unequal
from tests.world import open_world

PROBES = {probe.id: probe for probe in read_probes()}
SWITCHED = {
    "R-1": {"update-group-bare"},
    "R-2": {"upsert"},
    "R-3": {"delete"},
    "R-4": {"add"},
    "R-5": {"list"},
    "R-6": {"pass-link"},
    "A-15": {"create-nowhere"},
    "A-16": {"create-nameless", "other-name"},
    "A-17": {"upsert-groups"},
    "A-21": {"add-again"},
    "A-22": {"remove-twice"},
    "A-23": {"moves"},
    "A-25": {"pass-count"},
    "A-26": {"page-large"},
}
"""The probes that see the other side of each claim that has two."""
STRICT = {"unknown-field", "unknown-member", "no-time", "body-untyped", "page-large", "page-other"} | {
    "update-ignores-groups",
}
LENIENT = {"no-name", "no-value", "no-string", "update-needs-fields", "add-none", "group-long"} | {
    *("body-type", "revision-missing", "revision-other", "page-no-number", "page-no-status", "other-name"),
}
"""The probes that see another strictness."""


# --- the probes themselves


def test_probes_have_names_of_their_own_and_ask_a_question() -> None:
    assert len(PROBES) == len(read_probes()) > 70
    assert [probe.id for probe in PROBES.values() if not probe.question.endswith("?")] == []


def test_every_claim_that_can_be_seen_has_a_probe_and_every_other_says_why_not() -> None:
    asked = {claim for probe in PROBES.values() for claim in probe.claims}
    unasked = {name for name, claim in read_claims().items() if not claim.unseen}
    published = set(read_examples())
    assert asked == unasked | published
    settled = [said.get("probe") for said in read_ledger()["settled"]]
    assert [name for name in settled if name not in PROBES] == []


def test_every_probe_can_be_answered_here_alone() -> None:
    with open_emulator(Redactor()) as emulator:
        first = {name: emulator.answers(probe) for name, probe in PROBES.items()}
        again = {name: emulator.answers(probe) for name, probe in reversed(PROBES.items())}
    assert first == again


def test_every_side_of_a_claim_is_seen_by_a_probe() -> None:
    assert SWITCHED.keys() == {claim for claim in POSITIONS if not read_claims()[claim].unseen}
    with open_emulator(Redactor()) as emulator:
        answers = {name: emulator.answers(probe) for name, probe in PROBES.items()}
    for claim, names in SWITCHED.items():
        side = f"{claim}: {POSITIONS[claim][1]}"
        assert {
            name for name, given in answers.items() if given.get(side) not in (None, given["default"])
        } == names


# --- against services that differ in what we know


def test_it_agrees_with_itself_and_tells_the_same_twice(service: Service) -> None:
    first, second = service.verify(), service.verify()
    assert unequal(first) == unequal(second) == set()
    assert first.exit_code == 0
    assert [each.answer for each in first.probes] == [each.answer for each in second.probes]


def test_exactly_the_readings_differ_from_a_service_that_believes_the_schemas(tmp_path: Path) -> None:
    with open_service(tmp_path, Policy().read(Reading.SCHEMA)) as service:
        report = service.verify()
    assert unequal(report) == {name for claim in READINGS & SWITCHED.keys() for name in SWITCHED[claim]}
    assert {each.outcome for each in report.probes} == {Outcome.AGREES, Outcome.POSITION}
    assert report.exit_code == 1


def test_exactly_its_probes_see_each_claim_on_its_other_side(tmp_path: Path) -> None:
    others = {claim: sides[1] for claim, sides in POSITIONS.items()}
    with open_service(tmp_path, Policy().follow(Profile(others))) as service:
        report = service.verify()
    seen: dict[str, set[str]] = {}
    for each in report.probes:
        if each.position is not None:
            seen.setdefault(each.position.partition(":")[0], set()).add(each.id)
    assert seen == SWITCHED
    assert unequal(report) == set().union(*SWITCHED.values())
    assert {report.claims[claim].outcome for claim in SWITCHED} == {Outcome.POSITION}


@pytest.mark.parametrize(
    ("strictness", "moved"),
    [(Strictness.STRICT, STRICT), (Strictness.LENIENT, LENIENT)],
    ids=["strict", "lenient"],
)
def test_exactly_what_a_strictness_moves_differs(
    strictness: Strictness, moved: set[str], tmp_path: Path
) -> None:
    with open_service(tmp_path, Policy(strictness)) as service:
        assert unequal(service.verify()) == moved


# --- every probe can fail


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_is_seen_by_the_probe_that_it_is_for(name: str, service: Service) -> None:
    mutant = MUTANTS[name]
    service.transport.after = mutant.change
    report = service.verify(mutant.probe)
    (outcome,) = outcomes(report).values()
    assert outcome in (Outcome.DIFFERS, Outcome.POSITION)
    assert report.exit_code == 1 or report.left_behind
    assert check_profile("profile", profile_of(report))


def test_every_probe_has_a_mutant_that_it_sees() -> None:
    assert {mutant.probe for mutant in MUTANTS.values()} == PROBES.keys()
    assert len(MUTANTS) >= 60


def test_a_service_without_the_mutation_is_not_accused(service: Service) -> None:
    service.transport.after = Mutant("get", lambda _: None).change
    assert unequal(service.verify("get")) == set()


# --- against a service that fails


@pytest.mark.parametrize(
    "step",
    [
        {"status": 503},
        {"status": 500},
        {"drop": "before"},
        {"drop": "after"},
        {"malformed": True},
        {"truncate": 9},
    ],
    ids=str,
)
def test_a_failure_is_never_counted_as_agreement(step: dict[str, Any], service: Service) -> None:
    before = service.state
    plan = {"match": {"operation": "create_event_with_external_id"}, "steps": [step | {"times": 2}]}
    planned = service.api.admin("POST", "/faults", plan)
    assert planned.status_code == 201, planned.text
    report = service.verify("upsert", "update", "get")
    first, *_ = report.probes
    assert first.outcome in (Outcome.COULD_NOT_CHECK, Outcome.DIFFERS)
    assert report.exit_code != 0
    assert (service.state, report.left_behind, service.leftovers) == (before, [], [])


def test_a_service_that_is_slow_once_is_asked_all_the_same(service: Service) -> None:
    service.api.admin("POST", "/faults", {"steps": [{"delayMs": 1}]})
    assert unequal(service.verify("get")) == set()


def test_a_time_out_is_no_answer_and_the_event_is_deleted(service: Service) -> None:
    before = service.state

    def late(request: httpx.Request, given: httpx.Response) -> httpx.Response:
        if request.method == "POST":
            raise httpx.ReadTimeout("late")
        return given

    service.transport.after = late
    report = service.verify("get")
    assert (report.probes[0].reason, service.state) == ("no answer: ReadTimeout", before)


# --- the round trip


def test_who_serves_the_profile_of_a_report_gets_no_difference(tmp_path: Path) -> None:
    strange = Profile(
        {claim: sides[1] for claim, sides in POSITIONS.items()},
        {"body.malformed": 406, "revision.missing": 200, "event.unknown": 410, "path.encoding": 404}
        | {"credentials.foreign": 401},
    )
    with open_service(tmp_path, Policy().follow(strange)) as service:
        report = service.verify()
    assert report.exit_code == 1
    profile = profile_of(report)
    assert profile["positions"] == {claim: strange.positions[claim] for claim in SWITCHED}
    assert profile["statuses"].items() >= strange.statuses.items()
    seen = check_profile("profile", profile)
    with open_emulator(Redactor()) as emulator:
        for each in report.probes:
            here = emulator.answer(PROBES[each.id], Policy().follow(seen))
            assert here == each.answer or each.id in _unsupported(profile), each.id
    assert _unsupported(profile) <= {
        "error-body",
        "passes-unknown",
        "unknown-changed",
        "deleted",
        "no-credentials",
    }


def _unsupported(profile: dict[str, Any]) -> set[str]:
    return {name.rpartition(" ")[2] for name in profile["unsupported"]}


def test_every_claim_that_was_seen_has_a_day_in_the_ledger_of_who_serves_the_profile(
    service: Service,
) -> None:
    service.transport.after = MUTANTS["a deleted event is still there"].change
    profile = profile_of(service.verify())
    with open_world(WORLD | {"profile": profile}) as api:
        ledger = {claim["id"]: claim for claim in api.admin("GET", "/fidelity").json()["claims"]}
    undated = {name for name, claim in ledger.items() if claim["observed"] is None}
    assert undated == {name for name, claim in read_claims().items() if claim.unseen}
    told = [name for name, claim in ledger.items() if claim["unsupported"]]
    assert told == ["A-18", "A-19"]


def test_a_cause_that_is_answered_in_two_ways_has_no_status(service: Service) -> None:
    service.transport.after = MUTANTS["adding to no group is nothing"].change
    profile = profile_of(service.verify("add-none", "page-no-number"))
    assert (profile["statuses"], _unsupported(profile)) == ({}, {"add-none"})
    alone = profile_of(service.verify("add-none"))
    assert (alone["statuses"], _unsupported(alone)) == ({"invalid": 200}, set())


def test_what_the_emulator_cannot_answer_is_listed_and_never_hidden(service: Service) -> None:
    service.transport.after = MUTANTS["a deleted event is still there"].change
    profile = profile_of(service.verify("deleted"))
    assert profile["unsupported"] == {
        "A-19 deleted": {"answer": [200, 201], "note": PROBES["deleted"].question}
    }
    assert check_profile("profile", profile).unsupported
