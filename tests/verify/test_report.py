"""The report: its published schema, its pages, its exit code."""

import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema_rs
import pytest

from mockserver.domain.policy import in_order
from mockserver.seeds.files import fixtures
from mockserver.verify import schema
from mockserver.verify.redaction import Redactor
from mockserver.verify.render import junit, markdown, rows
from mockserver.verify.report import Outcome, Report
from tests.verify.mutants import MUTANTS
from tests.verify.service import open_service

ONLY = ("get", "delete", "create-nameless", "update", "no-name")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    """One with every outcome."""
    folder: Path = tmp_path_factory.mktemp("report")
    with open_service(folder, reading="schema") as service:
        fails = MUTANTS["an event needs no name"].change
        service.transport.after = lambda request, given: fails(
            request, given if request.method != "PUT" else type(given)(503)
        )
        yield service.verify(*ONLY, may_orphan=False)


def test_it_has_every_outcome(report: Report) -> None:
    assert {each.outcome for each in report.probes} == set(Outcome)
    assert report.exit_code == 3


def test_the_published_schema_is_current_and_reports_are_valid(report: Report) -> None:
    published = (fixtures() / schema.NAME).read_text(encoding="utf-8")
    assert published == schema.text(), "write it with: python -m mockserver.verify.schema"
    validator = jsonschema_rs.validator_for(json.loads(published))
    assert validator.is_valid(json.loads(report.model_dump_json(by_alias=True)))
    assert not validator.is_valid({"format": "mockserver-verify/1"})


def test_the_worst_stands_first(report: Report) -> None:
    found = [Outcome(row[0]) for row in rows(report)]
    assert found == sorted(found, key=list(Outcome).index)
    assert found[0] is Outcome.DIFFERS


def test_the_page_says_what_each_claim_came_to(report: Report) -> None:
    page = markdown(report)
    assert "| R-3 | position | The service does as the schema says. |" in page
    assert "| A-14 | differs | The assumption is false, in a way that the emulator does not have. |" in page
    assert "needs --may-orphan" in page


def test_claims_stand_in_the_order_in_which_people_count_them(report: Report) -> None:
    assert list(report.claims) == [
        "A-14",
        "A-16",
        "R-3",
        "events.txt § Create event",
        "events.txt § Delete event",
        "events.txt § Get event",
        "events.txt § Update event",
    ]
    assert sorted(["A-10", "b", "R-1", "A-2"], key=in_order) == ["A-2", "A-10", "R-1", "b"]


def test_build_servers_are_told_in_the_words_of_junit(report: Report) -> None:
    suite = ET.fromstring(junit(report))
    kinds = {case.get("name"): [each.tag for each in case] for case in suite}
    assert kinds == {
        "get": [],
        "delete": ["failure"],
        "create-nameless": ["skipped"],
        "update": ["error"],
        "no-name": ["failure"],
    }
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("5", "2", "1")


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ({"eventId": 7, "count": 7}, {"eventId": "<id>", "count": 7}),
        ({"id": "77"}, {"id": "<id>"}),
        ("see https://wallet.example.com/a?b=c for more", "see <link> for more"),
        ("2026-01-01T00:00:00.000Z", "<time.000Z>"),
        ("2026-01-01T00:00:00+02:00", "<time+02:00>"),
        ("mockserver-verify-0123abcd-create-a", "<a>"),
        ("at venue, not in a venueTitle", "at <project>, not in a venueTitle"),
        (["sesame", {"sesame": "open sesame"}], ["<credential>", {"<credential>": "open <credential>"}]),
        (123456789, "<number>"),
        (1.5, 1.5),
        (True, True),
        (None, None),
        ("x" * 100, "x" * 80 + "…"),
    ],
)
def test_a_canonical_value_tells_no_more_than_it_has_to(sent: object, shown: object) -> None:
    assert Redactor(["sesame"], [("venue", "<project>")]).value(sent) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a key, keyed: key", "a <credential>, keyed: <credential>"),
        ("xl0ngs3cretx", "x<credential>x"),
        ("passes", "passes"),
    ],
)
def test_a_short_secret_is_a_word_of_its_own_and_a_long_one_is_found_in_any(text: str, shown: str) -> None:
    assert Redactor(["key", "s", "l0ngs3cret"]).text(text) == shown
