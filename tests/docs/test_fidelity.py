"""The ledger of claims is complete, and `docs/FIDELITY.md` is what it says."""

from pathlib import Path

import pytest

from scripts import fidelity
from scripts.fidelity import MarkRefused, Proof, proofs_in, read_claims, read_examples, read_proofs, render

OURS = ("reading", "assumed")


def claimed() -> set[tuple[str, str]]:
    """Every claim that a test may name, with its label."""
    claims = read_claims()
    published = {("published", source) for source in [*claims["published"], *read_examples()]}
    return published | {(label, claim) for label in OURS for claim in claims[label]}


def named() -> dict[tuple[str, str], Proof]:
    """Every claim that a test names, with its label."""
    return {(test.label, test.claim): test for test in read_proofs() if test.label}


def test_the_ledger_is_written_from_the_marks_as_they_are() -> None:
    written = fidelity.LEDGER.read_text(encoding="utf-8") if fidelity.LEDGER.exists() else ""
    assert written == render(), "docs/FIDELITY.md is stale; write it with: python -m scripts.fidelity"


def test_what_can_be_validated_is_told_as_it_is() -> None:
    written = fidelity.VALIDATION.read_text(encoding="utf-8")
    assert written == fidelity.render_validation(), "write it with: python -m scripts.fidelity"


def test_the_page_on_verifying_names_every_cause_of_an_error() -> None:
    written = fidelity.VERIFY.read_text(encoding="utf-8")
    assert written == fidelity.render_verify(), "write it with: python -m scripts.fidelity"


def test_the_readme_counts_what_is_known_and_what_is_not() -> None:
    readme = " ".join((fidelity.ROOT / "README.md").read_text(encoding="utf-8").split())
    assert fidelity.count_claims() in readme


def test_every_claim_has_a_test() -> None:
    assert sorted(claimed() - named().keys()) == []


def test_every_mark_names_a_claim() -> None:
    unknown = {
        f"{test.address}: {claim}"
        for (label, claim), test in named().items()
        if (label, claim) not in claimed()
    }
    assert sorted(unknown) == []


def test_every_settled_contradiction_has_a_test() -> None:
    addresses = {test.address for test in read_proofs()}
    assert [said["test"] for said in read_claims()["settled"] if said["test"] not in addresses] == []


def test_claims_are_numbered_without_a_gap() -> None:
    claims = read_claims()
    assert list(claims["reading"]) == [f"R-{number}" for number in range(1, len(claims["reading"]) + 1)]
    assert list(claims["assumed"]) == [f"A-{number}" for number in range(1, len(claims["assumed"]) + 1)]


def test_every_behaviour_test_has_a_mark_that_the_ledger_reads() -> None:
    behaviour = [test for test in read_proofs() if test.path.startswith("tests/web/api/")]
    assert behaviour
    assert [test.address for test in behaviour if not test.label] == []


def test_a_mark_is_read_without_running_the_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fidelity, "ROOT", tmp_path)
    file = tmp_path / "test_it.py"
    file.write_text('@pytest.mark.slow\n@pytest.mark.assumed("A-1")\ndef test_it(): 1 / 0\n')
    (test,) = proofs_in(file)
    assert (test.address, test.label, test.claim) == ("test_it.py::test_it", "assumed", "A-1")
    assert test.link == "[it](../test_it.py)"


@pytest.mark.parametrize(
    "marks",
    [
        "@pytest.mark.assumed(CLAIM)",
        "@pytest.mark.assumed",
        "@pytest.mark.assumed()",
        "@pytest.mark.assumed(1)",
        '@pytest.mark.assumed("A-1", "A-2")',
        '@pytest.mark.assumed(claim="A-1")',
        '@pytest.mark.assumed("A-1")\n@pytest.mark.reading("R-1")',
    ],
)
def test_a_mark_that_is_not_one_literal_is_refused(
    marks: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fidelity, "ROOT", tmp_path)
    file = tmp_path / "test_it.py"
    file.write_text(f"{marks}\ndef test_it(): pass\n")
    with pytest.raises(MarkRefused, match=r"test_it\.py:\d"):
        list(proofs_in(file))
