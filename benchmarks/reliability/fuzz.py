"""Whatever is asked: both OpenAPI documents by schemathesis, and bytes on sockets."""

from collections.abc import Iterator

from benchmarks import servers
from benchmarks.reliability.bytes_on_sockets import fuzz_sockets
from benchmarks.reliability.promises import Effort, Promise, first_of
from benchmarks.reliability.suites import run_tests


def fuzz(effort: Effort) -> Iterator[Promise]:
    """The documents, then the sockets."""
    found = run_tests("tests/web/test_schemathesis.py")
    yield Promise(
        "fuzz of both OpenAPI documents",
        "no 500, every answer as the document has it",
        f"{found.passed} of {found.passed + found.failed} documents hold",
        not found.failed,
    )
    with servers.ours() as server:
        heard = fuzz_sockets(server.port, effort.cases)
        said = server.errors.read_text(errors="replace").count("Traceback")
    refused = sum(number for status, number in heard.statuses.items() if status >= 400)
    yield Promise(
        "fuzz of raw HTTP: random and mutated bytes on sockets",
        "no 500, no tracebacks, every error in the vendor's shape",
        f"{effort.cases:,} sent, {heard.statuses.total():,} answers, {refused:,} of them errors; "
        f"{len(heard.faults)} faults{first_of(heard.faults)}, {said} tracebacks",
        not heard.faults and not said,
    )
