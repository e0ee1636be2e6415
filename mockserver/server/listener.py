"""The address that a server listens on."""

import os
import socket
import weakref

_listeners: "weakref.WeakSet[socket.socket]" = weakref.WeakSet()


class CannotStart(Exception):
    """The server cannot listen where it is told to. The message is one line that says why."""


def bind(host: str, port: int) -> socket.socket:
    """Take a port, without accepting connections yet.

    Args:
        host: name or address.
        port: 0 takes a free one.

    Raises:
        CannotStart: it cannot be had.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
        except OSError:
            listener.close()
            raise
    except OSError as error:
        raise CannotStart(f"cannot listen on {host}:{port}: {error.strerror or error}") from error
    _listeners.add(listener)
    return listener


def _close_all() -> None:
    for listener in list(_listeners):
        os.close(listener.detach())  # `close` would wait for the event loop to let go of it


if hasattr(os, "register_at_fork"):
    # With the copy that a forked process has of it, a port would stay open after its server has ended.
    os.register_at_fork(after_in_child=_close_all)
