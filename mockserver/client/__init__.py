"""Handles for tests: a server, the sandboxes in it, and what the lab can do with them.

`_async` is written by hand; `_sync` is made from it by `python -m scripts.generate_sync`, `types` from the
document of the admin API by `python -m scripts.generate_types`.
"""

from typing import NoReturn

from airship_wallet_emulator import check_package


def __getattr__(name: str) -> NoReturn:
    """Tell the client of the Java MockServer, whose `mockserver` imports a module of this name, of the clash.

    Raises:
        NameClash: the package around this one is that client's, and not ours.
        AttributeError: it is ours, and has nothing of that name here.
    """
    if not name.startswith("_"):
        check_package()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
