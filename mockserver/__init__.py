"""A stateful local stand-in for the Airship Wallet Events API."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__distribution__ = "airship-wallet-emulator"
"""By this the package is told apart from another of its name, of the Java MockServer's client."""
__all__ = [
    "AdminError",
    "AppClient",
    "AsyncSandbox",
    "AsyncServer",
    "CannotStart",
    "DatabaseRefused",
    "LabError",
    "MockServer",
    "Refused",
    "Sandbox",
    "SeedRefused",
    "Server",
    "Settings",
    "Step",
    "TimedOut",
    "Unreachable",
    "__version__",
    "app_client",
    "async_connect",
    "connect",
    "create_app",
]

if TYPE_CHECKING:
    from mockserver.client._async.sandbox import AsyncSandbox
    from mockserver.client._async.server import AsyncServer
    from mockserver.client._sync.sandbox import Sandbox
    from mockserver.client._sync.server import Server
    from mockserver.client.errors import AdminError, LabError, Refused, TimedOut, Unreachable
    from mockserver.client.types import Step
    from mockserver.seeds.files import SeedRefused
    from mockserver.server.in_process import AppClient, app_client
    from mockserver.server.listener import CannotStart
    from mockserver.server.server import MockServer
    from mockserver.settings import Settings
    from mockserver.store.files import DatabaseRefused
    from mockserver.web.app import create_app

_HOMES = {
    "AppClient": "server.in_process",
    "AsyncSandbox": "client._async.sandbox",
    "AsyncServer": "client._async.server",
    "CannotStart": "server.listener",
    "DatabaseRefused": "store.files",
    "AdminError": "client.errors",
    "LabError": "client.errors",
    "MockServer": "server.server",
    "Refused": "client.errors",
    "Sandbox": "client._sync.sandbox",
    "SeedRefused": "seeds.files",
    "Server": "client._sync.server",
    "Settings": "settings",
    "Step": "client.types",
    "TimedOut": "client.errors",
    "Unreachable": "client.errors",
    "app_client": "server.in_process",
    "create_app": "web.app",
}


def connect(url: str, token: str | None = None) -> "Server":
    """The handle of a server that runs elsewhere; nothing is asked of it before a method is called.

    Args:
        url: its root, such as `http://127.0.0.1:8412`.
        token: what its lab asks for, if it does.
    """
    from mockserver.client._sync.server import RemoteServer  # noqa: PLC0415 - nothing is imported before it is needed
    from mockserver.client.shared_transport import SharedTransport  # noqa: PLC0415 - as above

    return RemoteServer(url, token, SharedTransport(url))


def async_connect(url: str, token: str | None = None) -> "AsyncServer":
    """The handle of a server that runs elsewhere, for code that awaits.

    Args:
        url: its root, such as `http://127.0.0.1:8412`.
        token: what its lab asks for, if it does.
    """
    from mockserver.client._async.server import AsyncRemoteServer  # noqa: PLC0415 - as above

    return AsyncRemoteServer(url, token)


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that `import mockserver` stays light."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
