"""What a suite asks for: on the command line, in its configuration, by its fixture, by markers."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from mockserver.client.arguments import OneSeed, Seed

KEYWORDS = ("seed", "clock", "faults", "strictness", "reading", "unconsumed_faults")
MARKER = (
    f"mockserver({', '.join(f'{name}=…' for name in KEYWORDS)}): what the sandbox of the fixture "
    "`mockserver` begins with; reading='both' runs the test once for each"
)
OF_A_SANDBOX = ("seed", "strictness", "reading")
"""The settings that a sandbox can have for itself, on a server that runs already."""
READINGS = ("examples", "schema")
BOTH = "both"
FAIL, IGNORE = "fail", "ignore"
EXPECTED = {
    "reading": (*READINGS, BOTH),
    "strictness": ("lenient", "documented", "strict"),
    "unconsumed_faults": (FAIL, IGNORE),
}


def add_options(parser: pytest.Parser) -> None:
    """The options of the command line, and those of the configuration file."""
    told = "Use the mockserver that runs there, instead of one of our own. [env: MOCKSERVER_URL]"
    parser.getgroup("mockserver").addoption("--mockserver-url", metavar="URL", help=told)
    parser.addini("mockserver_url", "A mockserver that runs already.")
    parser.addini("mockserver_seed", "Seeds of the mockserver: names, files or folders.", type="args")
    parser.addini("mockserver_strictness", "How requests are judged: lenient, documented or strict.")
    parser.addini("mockserver_reading", "Side of contradictions: examples, schema, or both, a run for each.")
    parser.addini(
        "mockserver_unconsumed_faults", "Planned faults that were not met: fail (default) or ignore."
    )


def check_configuration(config: pytest.Config) -> None:
    """See that the configuration file asks for what there is."""
    for name in EXPECTED:
        _expect(name, config.getini(f"mockserver_{name}") or None, f"the option mockserver_{name}")


def url(config: pytest.Config) -> str | None:
    """Where a server runs already, if one does."""
    places = (
        config.getoption("--mockserver-url"),
        os.environ.get("MOCKSERVER_URL"),
        config.getini("mockserver_url"),
    )
    return next((place for place in places if place), None)


def settings(config: pytest.Config, given: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of the configuration file, and over them those of the fixture."""
    reading = config.getini("mockserver_reading")
    configured = {
        "seed": config.getini("mockserver_seed"),
        "strictness": config.getini("mockserver_strictness"),
        "reading": None if reading == BOTH else reading,
    }
    found = {name: value for name, value in configured.items() if value} | dict(given)
    return found | ({"seed": rooted(config, found["seed"])} if "seed" in found else {})


def settings_of_sandboxes(config: pytest.Config, given: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that each sandbox needs for itself: none, unless the server runs already."""
    if url(config) is None:
        return {}
    alien = sorted(given.keys() - set(OF_A_SANDBOX))
    if alien:
        told = f"mockserver_settings has {', '.join(alien)}, which a server that runs already cannot be given"
        raise pytest.UsageError(f"{told}; expected only {', '.join(OF_A_SANDBOX)} beside its URL")
    return settings(config, given)


def rooted(config: pytest.Config, seed: Seed) -> Seed:
    """A seed whose relative paths begin at the root of the tests, wherever pytest was started."""
    return (
        _rooted(config, seed)
        if isinstance(seed, str | os.PathLike | Mapping)
        else [_rooted(config, each) for each in seed]
    )


def _rooted(config: pytest.Config, seed: OneSeed) -> OneSeed:
    path = None if isinstance(seed, Mapping) else config.rootpath / seed
    return path if path is not None and path.exists() else seed


def marked(node: pytest.Item) -> dict[str, Any]:
    """What the markers of a test ask for; the closest wins."""
    given: dict[str, Any] = {}
    for marker in node.iter_markers("mockserver"):
        alien = [repr(each) for each in marker.args] + [
            name for name in marker.kwargs if name not in KEYWORDS
        ]
        if alien:
            told = f"{node.nodeid}: the marker mockserver has {', '.join(alien)}"
            raise pytest.UsageError(f"{told}; expected only the keywords {', '.join(KEYWORDS)}")
        given = {**marker.kwargs, **given}
    for name in EXPECTED:
        _expect(name, given.get(name), f"{node.nodeid}: {name} of the marker mockserver")
    return given


def for_both_readings(node: pytest.Item) -> bool:
    """Whether a test is to run once for each reading."""
    return bool(marked(node).get("reading", node.config.getini("mockserver_reading")) == BOTH)


def minds_unconsumed_faults(node: pytest.Item) -> bool:
    """Whether a test is to fail if a planned fault was not met."""
    configured = node.config.getini("mockserver_unconsumed_faults") or FAIL
    return bool(marked(node).get("unconsumed_faults", configured) == FAIL)


def _expect(name: str, value: object, where: str) -> None:
    *others, last = EXPECTED[name]
    if value is not None and value not in EXPECTED[name]:
        raise pytest.UsageError(f"{where} is {value!r}; expected {', '.join(others)} or {last}")
