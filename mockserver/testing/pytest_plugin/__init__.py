"""The plugin for pytest: a server for the run, and a sandbox of it for every test.

Nothing heavy is imported before a fixture is used, so that suites that use none pay nothing.
"""

from __future__ import annotations

from collections.abc import Generator

import pytest

from mockserver.testing.pytest_plugin import options
from mockserver.testing.pytest_plugin.fixtures import (
    SANDBOXES,
    airship_wallet,
    async_mockserver,
    make_mockserver,
    mockserver,
    mockserver_server,
    mockserver_settings,
)
from mockserver.testing.pytest_plugin.report import journal, left_over

__all__ = [
    "airship_wallet",
    "async_mockserver",
    "make_mockserver",
    "mockserver",
    "mockserver_server",
    "mockserver_settings",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Tell pytest of the options."""
    options.add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Tell pytest of the marker, and see that what was configured can be."""
    config.addinivalue_line("markers", options.MARKER)
    options.check_configuration(config)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test once for each reading, if it asks for both."""
    name = mockserver.__name__
    if name in metafunc.fixturenames and options.for_both_readings(metafunc.definition):
        metafunc.parametrize(name, options.READINGS, indirect=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test that passed although a fault that was planned for it was never met."""
    outcome = yield
    sandboxes = item.stash.get(SANDBOXES, [])
    left = left_over(sandboxes) if sandboxes and options.minds_unconsumed_faults(item) else ""
    if left:
        pytest.fail(left, pytrace=False)
    return outcome


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add what a test's sandboxes were asked to the report of its failure."""
    report = yield
    if report.failed and report.when != "teardown":
        for sandbox in item.stash.get(SANDBOXES, []):
            report.sections.append((f"mockserver {sandbox.name}", journal(sandbox)))
    return report
