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
from mockserver.testing.pytest_plugin.proxy import describe_proxy
from mockserver.testing.pytest_plugin.report import describe_unconsumed_faults, format_journal

__all__ = [
    "airship_wallet",
    "async_mockserver",
    "make_mockserver",
    "mockserver",
    "mockserver_server",
    "mockserver_settings",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    options.add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker, and see that what was configured can be."""
    config.addinivalue_line("markers", options.MARKER)
    options.check_configuration(config)


def pytest_report_header(config: pytest.Config) -> str | None:
    """Name the proxy that would otherwise be asked instead of the server."""
    return describe_proxy(options.find_url(config))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test once for each reading, if it asks for both."""
    name = mockserver.__name__
    if name in metafunc.fixturenames and options.wants_both_readings(metafunc.definition):
        metafunc.parametrize(name, options.READINGS, indirect=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test that passed although a fault that was planned for it was never met."""
    result = yield
    sandboxes = item.stash.get(SANDBOXES, {})
    if sandboxes and options.fails_on_unconsumed_faults(item):
        unconsumed = describe_unconsumed_faults(sandboxes)
        if unconsumed:
            pytest.fail(unconsumed, pytrace=False)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add the journals of a test's sandboxes to the report of its failure."""
    report = yield
    if report.failed:
        for sandbox, journal in item.stash.get(SANDBOXES, {}).items():
            report.sections.append((f"mockserver {sandbox.name}", journal or format_journal(sandbox)))
    return report
