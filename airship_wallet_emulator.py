"""Entry points of the distribution `airship-wallet-emulator`: its commands, and its plugin for pytest.

The Python client of the Java MockServer, `mockserver-client`, installs a package of the same name as ours:
what is installed last overwrites files of the other, uninstalling either takes files of both, and no
installer notices. This module is ours alone, so it is there to say what happened, whatever is left of the
package. At its import it needs nothing but the standard library.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.metadata import Distribution

DISTRIBUTION = "airship-wallet-emulator"
PACKAGE = "mockserver"
HOME = Path(__file__).with_name(PACKAGE)
"""The folder of our package, which is beside this module however we are installed."""
CANNOT_START = 3
"""The exit code of a command that finds a clash, as of a server that cannot start."""


class NameClash(ImportError):
    """The package `mockserver` is not that of this distribution alone. The message is one sentence."""


def main() -> None:
    """Run the command line of this process; exit code 3 if the package is not ours alone."""
    try:
        check_package()
    except NameClash as clash:
        print(f"mockserver: {clash}", file=sys.stderr)  # noqa: T201 - a command speaks to its terminal
        sys.exit(CANNOT_START)
    from mockserver.cli.main import main as run  # noqa: PLC0415 - only now is it known to be ours

    run()


def __getattr__(name: str) -> Any:
    """The plugin, as `pytest_plugin`: its entry point names this module so that the check comes first."""
    if name != "pytest_plugin":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    check_package()
    from mockserver.testing import pytest_plugin  # noqa: PLC0415 - only now is it known to be ours

    return pytest_plugin


def check_package() -> None:
    """See that the package `mockserver` is ours, and nobody else's.

    Raises:
        NameClash: it is not; where pytest runs, a `pytest.UsageError`, which it shows as one line.
    """
    clash = find_clash()
    if clash is not None:
        raise _error()(clash)


def find_clash() -> str | None:
    """A sentence that says what to do if the package is not ours alone; None if it is.

    This reads a few folders. Other distributions are looked through only if there is a reason to.
    """
    ours = _is_ours()
    if ours and not _has_namesake():
        return None
    others = _find_others()
    return _advise(others) if others or not ours else None


def _is_ours() -> bool:
    try:
        import mockserver  # noqa: PLC0415 - it is what is checked
    except Exception:  # noqa: BLE001 - half of one package and half of another fails in any way
        return False
    return getattr(mockserver, "__distribution__", None) == DISTRIBUTION


def _has_namesake() -> bool:
    """Whether a distribution is installed whose name begins like our package, as that of the client does."""
    return any(True for place in sys.path for _ in Path(place).glob(f"{PACKAGE}*-info"))


def _find_others() -> list[str]:
    """Names of the distributions beside ours that bring the package, or a plugin that is in it."""
    from importlib.metadata import distributions  # noqa: PLC0415 - takes longer than all else here

    return sorted({each.name for each in distributions() if _brings_package(each)} - {DISTRIBUTION})


def _brings_package(distribution: "Distribution") -> bool:
    plugins = distribution.entry_points.select(group="pytest11")
    record = distribution.read_text("RECORD") or ""
    return f"\n{PACKAGE}/__init__.py," in f"\n{record}" or any(
        plugin.module.partition(".")[0] == PACKAGE for plugin in plugins
    )


def _advise(others: list[str]) -> str:
    """The sentence that says what to do."""
    if others:
        both = [*others, DISTRIBUTION]
        return (
            f"{' and '.join(both)} bring the same package {PACKAGE} and break each other: run "
            f"`pip uninstall {' '.join(both)}`, then install again the one that is needed in this environment"
        )
    found = _find_package()
    if found and found != HOME:
        return (
            f"`import {PACKAGE}` finds {found}, not that of {DISTRIBUTION}: rename it or take it off the path"
        )
    return (
        f"the package of {DISTRIBUTION} in {HOME} is damaged, as it is after another of that name is gone: "
        f"run `pip uninstall {DISTRIBUTION}`, then install it again"
    )


def _find_package() -> Path | None:
    """What `import mockserver` finds: a folder, or a file that is no package."""
    from importlib.util import find_spec  # noqa: PLC0415 - needed for this error alone

    spec = find_spec(PACKAGE)
    places = spec and (spec.submodule_search_locations or [spec.origin or PACKAGE])
    return Path(next(iter(places))) if places else None


def _error() -> type[Exception]:
    """What is shown as one line: by pytest, where it runs, and by our command."""
    return sys.modules["pytest"].UsageError if "pytest" in sys.modules else NameClash
