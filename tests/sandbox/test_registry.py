"""Which sandboxes there are, and which make room for others."""

from collections.abc import Iterator

import pytest

from mockserver.domain.errors import ServiceUnavailable
from mockserver.sandbox.factory import open_sandbox
from mockserver.sandbox.registry import SandboxRegistry
from mockserver.settings import Settings

IDLE = 60.0
"""Seconds after which an unused sandbox makes room."""


class Passing:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def time() -> Passing:
    return Passing()


@pytest.fixture
def registry(time: Passing) -> Iterator[SandboxRegistry]:
    """The default sandbox, and room for two more."""
    default = open_sandbox(Settings(seed=["none"]))
    made = SandboxRegistry(default, limit=3, idle_seconds=IDLE, autocreate=True, seconds=time)
    yield made
    made.close()


def names(registry: SandboxRegistry) -> list[str]:
    return [sandbox.name for sandbox in registry.all()]


def test_a_sandbox_in_use_makes_no_room_but_an_idle_one_does(
    registry: SandboxRegistry, time: Passing
) -> None:
    used = registry.enter("used")
    registry.enter("idle")
    for _ in range(3):
        time.seconds += IDLE / 2
        assert registry.enter("used") is used
    registry.enter("new")
    assert names(registry) == ["default", "used", "new"]


def test_a_sandbox_that_was_just_used_makes_no_room(registry: SandboxRegistry, time: Passing) -> None:
    for name in ("one", "two"):
        registry.enter(name)
    time.seconds += IDLE
    with pytest.raises(ServiceUnavailable):
        registry.enter("three")
    assert names(registry) == ["default", "one", "two"]


def test_the_default_sandbox_stays_however_long_it_is_idle(registry: SandboxRegistry, time: Passing) -> None:
    time.seconds += IDLE * 2
    for name in ("one", "two"):
        registry.enter(name)
    assert names(registry) == ["default", "one", "two"]
    assert registry.enter("default") is registry.default


def test_a_sandbox_makes_no_room_while_a_request_is_in_it(registry: SandboxRegistry, time: Passing) -> None:
    waited_in = registry.enter("waited-in")
    registry.enter("other")
    waited_in.enter()
    time.seconds += IDLE * 2
    registry.enter("third")
    assert names(registry) == ["default", "waited-in", "third"]
    waited_in.leave()
    registry.enter("fourth")
    assert names(registry) == ["default", "third", "fourth"]
