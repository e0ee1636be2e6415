"""A stateful local stand-in for the Airship Wallet Events API."""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["MockServer", "Settings", "__version__", "create_app"]

if TYPE_CHECKING:
    from mockserver.app import create_app
    from mockserver.server import MockServer
    from mockserver.settings import Settings


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that `import mockserver` stays light."""
    homes = {"create_app": "app", "MockServer": "server", "Settings": "settings"}
    if name not in homes:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - nothing is imported until it is needed

    return getattr(import_module(f"{__name__}.{homes[name]}"), name)
