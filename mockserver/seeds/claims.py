"""The ledger that ships with the package: what answers rest on where the documentation is not clear."""

from dataclasses import dataclass
from functools import cache

from mockserver.seeds.files import fixtures
from mockserver.seeds.parsing import read_yaml

READING, ASSUMED = "reading", "assumed"


@dataclass(frozen=True, slots=True)
class Claim:
    """A reading or an assumption.

    Attributes:
        label: `reading` or `assumed`.
        statement: what is claimed; of a reading, the question that it decides.
        unseen: why nobody can see from outside whether it holds; empty if one can.
    """

    id: str
    label: str
    statement: str
    unseen: str


def _sentence(said: dict[str, str]) -> str:
    return " ".join((said.get("statement") or said["question"]).split())


@cache
def read_claims() -> dict[str, Claim]:
    """All readings and assumptions, by id."""
    found = read_yaml((fixtures() / "conformance" / "claims.yaml").read_text(encoding="utf-8"))
    return {
        name: Claim(name, label, _sentence(said), said.get("unseen", ""))
        for label in (READING, ASSUMED)
        for name, said in found[label].items()
    }
