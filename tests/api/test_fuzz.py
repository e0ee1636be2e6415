"""Whatever is sent, the answer is never a fault of the server, and every error has the shape of the vendor."""

import json
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from mockserver.visit import DIAGNOSIS_LIMIT
from tests.operations import GROUP, NEW, WORLD
from tests.wire import JSON, encoded, send
from tests.world import EVENT, EX, PROJECT, PX, Api, E, P, findings, open_world, problem

# One world serves all examples of a test: no answer may be a fault, whatever went before.
relaxed = settings(
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
often, seldom = settings(relaxed, max_examples=300), settings(relaxed, max_examples=100)


def check(response: httpx.Response) -> None:
    """An answer that is no fault, in JSON, and if it is an error in the vendor's shape."""
    assert response.status_code < 500, response.text
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    if response.is_error:
        problem(response, response.status_code)
    else:
        assert isinstance(response.json(), dict)
    assert len(findings(response)) <= DIAGNOSIS_LIMIT
    assert response.headers.get("x-mockserver-diagnosis", "").isascii()


@pytest.fixture
def api_in_a_group() -> Any:
    with open_world(WORLD) as api:
        yield api
