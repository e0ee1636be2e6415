"""What the tests of this folder share. The fixtures come with the plugin of mockserver."""

from collections.abc import Iterator

import httpx
import pytest

from mockserver import Sandbox


@pytest.fixture(scope="session")
def mockserver_settings() -> dict[str, object]:
    """How the server of the tests runs: with this folder's world; add `"strictness": "strict"` to be sure."""
    return {"seed": "mockserver.yaml"}


@pytest.fixture
def wallet(airship_wallet: Sandbox) -> Iterator[httpx.Client]:
    """A client of the API; each test has a world of its own.

    In a test: `wallet.get("/events/project/41/4101")`, then look at what was asked by
    `airship_wallet.requests.list()`.
    """
    with httpx.Client(
        base_url=airship_wallet.base_url, auth=airship_wallet.auth, headers=airship_wallet.headers
    ) as client:
        yield client
