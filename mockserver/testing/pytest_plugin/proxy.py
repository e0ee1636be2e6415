"""A proxy that the environment names: what runs in this process is to reach the server without it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from mockserver.client.proxies import except_host, find_proxy

LOOPBACK = "127.0.0.1"
"""Where a server of our own listens."""


@contextmanager
def around_proxy(url: str) -> Iterator[None]:
    """Let clients reach a server themselves: in this block, `NO_PROXY` and `no_proxy` have its host too."""
    host = _host(url)
    with pytest.MonkeyPatch.context() as environment:
        if find_proxy(os.environ, host):
            for name, value in except_host(os.environ, host).items():
                environment.setenv(name, value)
        yield


def describe_proxy(url: str | None) -> str | None:
    """A line about the proxy that stands between the tests and a server, if one does."""
    host = _host(url)
    variable = find_proxy(os.environ, host)
    return variable and f"mockserver: {variable} is set; NO_PROXY has {host} too while the server is used"


def _host(url: str | None) -> str:
    return urlsplit(url or "").hostname or LOOPBACK
