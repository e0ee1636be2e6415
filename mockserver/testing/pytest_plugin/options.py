"""The options of a suite: of the command line, the configuration, the settings fixture, the markers."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from mockserver.client.arguments import OneSeed, Profile, Seed

KEYWORDS = ("seed", "clock", "faults", "strictness", "reading", "profile", "unconsumed_faults")
MARKER = (
    f"mockserver({', '.join(f'{name}=…' for name in KEYWORDS)}): what the sandbox of the fixture "
    "`mockserver` begins with; reading='both' runs the test once for each"
)
OF_A_SANDBOX = ("seed", "strictness", "reading", "profile")
"""The settings that a sandbox can have for itself, on a server that runs already."""
READINGS = ("examples", "schema")
BOTH = "both"
FAIL, IGNORE = "fail", "ignore"
EXPECTED = {
    "reading": (*READINGS, BOTH),
    "strictness": ("lenient", "documented", "strict"),
    "unconsumed_faults": (FAIL, IGNORE),
}

CANNOT_RUN_TWICE = (
    "{}: reading is 'both', which runs a test twice, but not one of a unittest.TestCase, nor one that asks "
    "for the fixture while it runs; expected examples or schema, by the marker mockserver(reading=…)"
)


def add_options(parser: pytest.Parser) -> None:
    """The options of the command line, and those of the configuration file."""
    parser.getgroup("mockserver").addoption(
        "--mockserver-url",
        metavar="URL",
        help="Use the mockserver that runs there, instead of one of our own. [env: MOCKSERVER_URL]",
    )
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


def find_url(config: pytest.Config) -> str | None:
    """Where a server runs already, if one does."""
    places = (
        config.getoption("--mockserver-url"),
        os.environ.get("MOCKSERVER_URL"),
        config.getini("mockserver_url"),
    )
    return next((place for place in places if place), None)


def server_settings(config: pytest.Config, overrides: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of the configuration file, and over them those of the fixture."""
    reading = config.getini("mockserver_reading")
    configured = {
        "seed": config.getini("mockserver_seed"),
        "strictness": config.getini("mockserver_strictness"),
        "reading": None if reading == BOTH else reading,
    }
    settings = {name: value for name, value in configured.items() if value} | dict(overrides)
    return settings | ({"seed": resolve_paths(config, settings["seed"])} if "seed" in settings else {})


def sandbox_settings(config: pytest.Config, overrides: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that each sandbox needs for itself: none, unless the server runs already."""
    if find_url(config) is None:
        return {}
    impossible = sorted(overrides.keys() - set(OF_A_SANDBOX))
    if impossible:
        raise pytest.UsageError(
            f"mockserver_settings has {', '.join(impossible)}, which a server that runs already cannot be "
            f"given; expected only {', '.join(OF_A_SANDBOX)} beside its URL"
        )
    return server_settings(config, overrides)


def resolve_paths(config: pytest.Config, seed: Seed) -> Seed:
    """A seed whose relative paths begin at the root of the tests, wherever pytest was started."""
    return (
        _resolve_path(config, seed)
        if isinstance(seed, str | os.PathLike | Mapping)
        else [_resolve_path(config, each) for each in seed]
    )


def resolve_profile(config: pytest.Config, profile: Profile | None) -> Profile | None:
    """A profile whose relative path begins at the root of the tests."""
    return profile if profile is None or isinstance(profile, Mapping) else config.rootpath / profile


def _resolve_path(config: pytest.Config, seed: OneSeed) -> OneSeed:
    path = None if isinstance(seed, Mapping) else config.rootpath / seed
    return path if path is not None and path.exists() else seed


def read_markers(item: pytest.Item) -> dict[str, Any]:
    """The keywords of a test's markers; the closest wins."""
    keywords: dict[str, Any] = {}
    for marker in item.iter_markers("mockserver"):
        unknown = [repr(value) for value in marker.args]
        unknown += [name for name in marker.kwargs if name not in KEYWORDS]
        if unknown:
            raise pytest.UsageError(
                f"{item.nodeid}: the marker mockserver has {', '.join(unknown)}; "
                f"expected only the keywords {', '.join(KEYWORDS)}"
            )
        keywords = {**marker.kwargs, **keywords}
    for name in EXPECTED:
        _expect(name, keywords.get(name), f"{item.nodeid}: {name} of the marker mockserver")
    return keywords


def wants_both_readings(item: pytest.Item) -> bool:
    """Whether a test is to run once for each reading."""
    return bool(read_markers(item).get("reading", item.config.getini("mockserver_reading")) == BOTH)


def fails_on_unconsumed_faults(item: pytest.Item) -> bool:
    """Whether a test is to fail if a planned fault was not met."""
    configured = item.config.getini("mockserver_unconsumed_faults") or FAIL
    return bool(read_markers(item).get("unconsumed_faults", configured) == FAIL)


def _expect(name: str, value: object, where: str) -> None:
    *others, last = EXPECTED[name]
    if value is not None and value not in EXPECTED[name]:
        raise pytest.UsageError(f"{where} is {value!r}; expected {', '.join(others)} or {last}")
