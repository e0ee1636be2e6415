"""A server in a container, for testcontainers-python: the public address of `testing.containers`."""

from mockserver.testing.containers import MockServerContainer

__all__ = ["MockServerContainer"]
