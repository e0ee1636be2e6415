"""The guide for test authors lists files that run, and names what there is."""

import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import mockserver
from mockserver.client._sync.clock import Clock
from mockserver.client._sync.faults import Fault, Faults
from mockserver.client._sync.journal import Journal
from mockserver.client._sync.passes import Passes
from mockserver.client._sync.snapshots import Snapshot
from mockserver.testing.pytest_plugin import __all__ as fixtures
from mockserver.testing.pytest_plugin import options
from scripts.guide import GUIDE, ROOT, filled, listed, output, outputs
from tests.docs.test_readme import README

TEXT = GUIDE.read_text(encoding="utf-8")
OF_OURS = {"token", "connection"}
"""What handles have for one another, not for tests."""
HANDLES = (mockserver.Server, mockserver.Sandbox, Clock, Faults, Fault, Journal, Passes, Snapshot)


def test_every_listing_is_its_file() -> None:
    assert filled(TEXT) == TEXT


@pytest.mark.parametrize(("folder", "command", "shown"), outputs(TEXT), ids=lambda value: value[:20])
def test_every_output_is_what_a_run_prints(folder: str, command: str, shown: str) -> None:
    assert output(folder, command) == shown


def test_no_output_is_written_by_hand() -> None:
    assert len(outputs(TEXT)) == TEXT.count("```console")
    assert "```text" not in TEXT


def test_every_test_file_of_the_examples_is_listed() -> None:
    tests = {str(file.relative_to(ROOT)) for file in ROOT.joinpath("examples").glob("*/*est*.[!i]*")}
    assert tests <= set(listed(TEXT))


def test_the_first_example_of_the_readme_is_the_first_test() -> None:
    first = re.search(r"^```(\w+)\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    assert first is not None
    assert first.groups() == ("python", (ROOT / "examples/python/test_first.py").read_text())


@pytest.mark.slow
def test_the_examples_in_python_pass(tmp_path: Path) -> None:
    """Those in other languages need more than Python; `examples/run` runs them all."""
    names = {name for name in os.environ if name.startswith(("MOCKSERVER_", "PYTEST_"))}
    told = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            f"--basetemp={tmp_path / 'temporary'}",
        ],
        cwd=ROOT / "examples" / "python",
        env={name: value for name, value in os.environ.items() if name not in names},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout
    assert " passed" in told.stdout


def test_every_keyword_option_and_fixture_is_in_the_guide() -> None:
    wanted = {*options.KEYWORDS, *fixtures}
    wanted |= {f"mockserver_{name}" for name in ("url", "seed", *options.EXPECTED)}
    assert {name for name in wanted if f"`{name}`" not in TEXT} == set()


@pytest.mark.parametrize("handle", HANDLES, ids=lambda handle: handle.__name__)
def test_every_method_of_a_handle_is_in_the_guide(handle: type) -> None:
    names = {name for name, _ in inspect.getmembers(handle) if not name.startswith("_")}
    row = next(line for line in TEXT.splitlines() if line.startswith(f"| `{_called(handle)}` |"))
    assert {name for name in names if f"`{name}" not in row} - OF_OURS == set()


def _called(handle: type) -> str:
    names = {"Clock": "sandbox.clock", "Faults": "sandbox.faults", "Fault": "sandbox.faults"}
    names |= {"Journal": "sandbox.requests", "Passes": "sandbox.passes"}
    return names.get(handle.__name__, handle.__name__.lower())
