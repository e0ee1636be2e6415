"""The server answers as its own documents say, whatever is asked, in every form of path."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mockserver.server.server import MockServer

ROOT = Path(__file__).parents[2]
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)
OPTIONS = (
    f"--checks={','.join(CHECKS)}",
    "--phases=examples,coverage,fuzzing",
    "--auth=key:secret",
    "--generation-deterministic",
    "--warnings=off",
    "--no-color",
)


@pytest.mark.slow
@pytest.mark.parametrize(("base", "examples"), [("", 10), ("/__admin", 5)], ids=["api", "lab"])
def test_every_answer_is_one_that_the_document_names(base: str, examples: int, tmp_path: Path) -> None:
    with MockServer() as server:
        told = subprocess.run(
            [
                *(sys.executable, "-m", "schemathesis.cli", "run", f"{server.url}{base}/openapi.json"),
                *(f"--url={server.url}{base}", f"--max-examples={examples}", *OPTIONS),
            ],
            cwd=tmp_path,
            env=os.environ | {"SCHEMATHESIS_HOOKS": "tests.web.bounds", "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    assert told.returncode == 0, told.stdout
