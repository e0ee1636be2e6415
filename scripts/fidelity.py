"""The ledger: what the server's behaviour rests on, claim by claim, and the tests that hold it to that.

`python -m scripts.fidelity` writes `docs/FIDELITY.md`, `docs/VALIDATE.md` and the table of causes in
`docs/VERIFY.md`. The marks are read from the text of the test files, so
that writing the ledger neither imports nor runs a test.
"""

import ast
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from mockserver.domain.errors import CAUSES
from mockserver.seeds.claims import read_claims as read_seed_claims
from mockserver.verify.cases import read_probes

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests"
LEDGER = ROOT / "docs" / "FIDELITY.md"
VALIDATION = ROOT / "docs" / "VALIDATE.md"
VERIFY = ROOT / "docs" / "VERIFY.md"
CAUSES_BEGIN = "<!-- causes -->\n"
EXAMPLES = ROOT / "fixtures" / "published"
CLAIMS = ROOT / "fixtures" / "conformance" / "claims.yaml"
LABELS = ("published", "reading", "assumed")

YES, BOTH, ONE, PARTLY = "yes", "yes, on either side", "yes, on one side", "partly: our choice"
VALIDATION_OPENING = """\
# What can I validate against this?

Which tests that pass here say something of the real service, part by part of its documentation. Written by
`python -m scripts.fidelity`; a test fails when it is stale. *Yes*: a test that passes here says something of
the service. *Partly*: it holds for a choice of ours, until `mockserver verify` has seen the service make the
same one ([VERIFY.md](VERIFY.md)); the probes that would ask are named. The tests themselves
stand in [FIDELITY.md](FIDELITY.md).

"""

OPENING = """\
# Fidelity

How this server knows what to answer. Written by `python -m scripts.fidelity` from
`fixtures/conformance/claims.yaml` and from the marks of the tests; a test fails when it is stale.

| label | meaning |
|---|---|
| published | the public documentation says so; the source names its page and section |
| reading | the documentation contradicts itself; the switch `reading` chooses a side, `examples` by default |
| settled | the documentation contradicts itself; one side is taken, without a switch |
| assumed | the documentation is silent; this is our choice, and the real service may differ |
"""
HEAD = """
## {title}

| claim | label | {column} | tests |
|---|---|---|---|
"""

Claims = dict[str, Any]


@dataclass(frozen=True, order=True)
class Proof:
    """A test function, with the label and the claim of its mark if it has one."""

    path: str
    name: str
    label: str = ""
    claim: str = ""

    @property
    def address(self) -> str:
        """The test as pytest names it."""
        return f"{self.path}::{self.name}"

    @property
    def link(self) -> str:
        """The sentence that the test's name is, leading to its file."""
        return f"[{self.name.removeprefix('test_').replace('_', ' ')}](../{self.path})"


class MarkRefused(Exception):
    """A mark that the ledger cannot read."""


def read_claims() -> Claims:
    """What is published without an example, and what is ours: readings, contradictions, assumptions."""
    claims: Claims = yaml.safe_load(CLAIMS.read_text(encoding="utf-8"))
    return claims


def read_proofs() -> list[Proof]:
    """Every test of the project, by file and in the order of each file.

    Raises:
        MarkRefused: a mark of ours has anything but one literal string, or a test has several.
    """
    return [test for file in sorted(TESTS.rglob("test_*.py")) for test in proofs_in(file)]


def proofs_in(file: Path) -> Iterator[Proof]:
    """The tests of one file."""
    path = file.relative_to(ROOT).as_posix()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            marks = [mark for decorator in node.decorator_list for mark in _mark(decorator, path)]
            if len(marks) > 1:
                raise MarkRefused(f"{path}:{node.lineno}: {node.name} has {len(marks)} marks, expected one")
            yield Proof(path, node.name, *(marks[0] if marks else ()))


def _mark(decorator: ast.expr, path: str) -> Iterator[tuple[str, str]]:
    """The label and the claim of a decorator, if it is a mark of ours."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    name = ast.unparse(called).removeprefix("pytest.mark.")
    if name not in LABELS:
        return
    match decorator:
        case ast.Call(args=[ast.Constant(value=str(claim))], keywords=[]):
            yield name, claim
        case _:
            raise MarkRefused(f"{path}:{decorator.lineno}: expected one literal string in the mark {name}")


def read_examples() -> dict[str, list[str]]:
    """The names of the documentation's own examples, by their source."""
    examples: dict[str, list[str]] = defaultdict(list)
    for file in sorted(EXAMPLES.glob("*.json")):
        examples[json.loads(file.read_text(encoding="utf-8"))["source"]].append(file.stem)
    return examples


def render() -> str:
    """The ledger as it should be."""
    tests = read_proofs()
    claims = read_claims()
    return "".join(
        [
            OPENING,
            *_table("Published", "statement or examples", _published(claims["published"], tests)),
            *_table("Readings", "statement", _readings(claims["reading"], tests)),
            *_table("Settled contradictions", "statement", _settled(claims["settled"], tests)),
            *_table("Assumed", "statement", _assumed(claims["assumed"], tests)),
        ]
    )


def _table(title: str, column: str, rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield HEAD.format(title=title, column=column)
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |\n"


def _published(claims: Claims, tests: list[Proof]) -> Iterator[tuple[str, ...]]:
    examples = read_examples()
    for source in [*claims, *sorted(examples)]:
        said = claims.get(source, {})
        page = [f"[{said['says']}]({said['page']})"] if "page" in said else [*said.values()]
        links = (f"[{name}](../fixtures/published/{name}.json)" for name in examples.get(source, []))
        yield source, "published", "<br>".join([*page, *links]), _links(tests, "published", source)


def _readings(claims: Claims, tests: list[Proof]) -> Iterator[tuple[str, ...]]:
    for claim, said in claims.items():
        sides = f"`examples`: {said['examples']}<br>`schema`: {said['schema']}"
        statement = f"{said['where']}: {said['question']}<br>{sides}"
        yield claim, "reading", statement, _links(tests, "reading", claim)


def _settled(contradictions: list[dict[str, str]], tests: list[Proof]) -> Iterator[tuple[str, ...]]:
    links = {test.address: test.link for test in tests}
    for said in contradictions:
        statement = f"{said['one']} {said['other']}<br>Taken: {said['taken']}"
        yield said["where"], "settled", statement, links.get(said["test"], "none")


def _assumed(claims: Claims, tests: list[Proof]) -> Iterator[tuple[str, ...]]:
    for claim, said in claims.items():
        statement = f"{said['statement']}<br>Because: {said['reason']}"
        yield claim, "assumed", statement, _links(tests, "assumed", claim)


def _links(tests: list[Proof], label: str, claim: str) -> str:
    return "<br>".join(test.link for test in tests if (test.label, test.claim) == (label, claim)) or "none"


def render_validation() -> str:
    """What can be validated against this server, row by row."""
    tests, claims = read_proofs(), read_claims()
    title = "| can I validate … | | resting on | asked of the service by | tests |\n|---|---|---|---|---|\n"
    rows = [
        *(
            (f"what {source} says", YES, "published", _probes(source), _count(tests, "published", source))
            for source in [*claims["published"], *sorted(read_examples())]
        ),
        *(
            (said["question"], BOTH, claim, _probes(claim), _count(tests, "reading", claim))
            for claim, said in claims["reading"].items()
        ),
        *((said["taken"], ONE, said["where"], f"`{said['probe']}`", "1") for said in claims["settled"]),
        *(
            (
                " ".join(said["statement"].split()),
                PARTLY,
                claim,
                _probes(claim),
                _count(tests, "assumed", claim),
            )
            for claim, said in claims["assumed"].items()
        ),
        *((said, "no", "not emulated", "", "") for said in claims["missing"]),
    ]
    cells = (f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |\n" for row in rows)
    return "".join([VALIDATION_OPENING, count_claims(), ".\n\n", title, *cells])


def count_claims() -> str:
    """How much is published, chosen, assumed and not emulated, in a sentence without its stop."""
    claims = read_claims()
    published = len(claims["published"]) + len(read_examples())
    chosen = len(claims["reading"]) + len(claims["settled"])
    return (
        f"{published} sections of the documentation are followed, {chosen} of its contradictions are decided,"
        f" {len(claims['reading'])} of them by a switch; {len(claims['assumed'])} answers are assumed, and"
        f" {len(claims['missing'])} things are not emulated"
    )


def render_verify() -> str:
    """The page on verifying, with the table of causes as it should be."""
    before, _, _ = VERIFY.read_text(encoding="utf-8").partition(CAUSES_BEGIN)
    rows = "".join(f"| `{cause}` | {claim} |\n" for cause, claim in CAUSES.items())
    return f"{before}{CAUSES_BEGIN}| cause | rests on |\n|---|---|\n{rows}"


def _probes(claim: str) -> str:
    """The probes that ask the service about a claim, or why none can."""
    known = read_seed_claims().get(claim)
    if known is not None and known.unseen:
        return f"none: {known.unseen}"
    return ", ".join(f"`{probe.id}`" for probe in read_probes() if claim in probe.claims) or "none"


def _count(tests: list[Proof], label: str, claim: str) -> str:
    return str(sum((test.label, test.claim) == (label, claim) for test in tests))


def write() -> None:
    """Write all pages."""
    LEDGER.write_text(render(), encoding="utf-8")
    VALIDATION.write_text(render_validation(), encoding="utf-8")
    VERIFY.write_text(render_verify(), encoding="utf-8")


if __name__ == "__main__":
    write()
