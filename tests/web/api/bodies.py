"""Bodies of the operations that create or update one event, and what their answers tell."""

from typing import Any

import httpx
import pytest

from tests.world import EVENT, PROJECT, Api, findings

NAMED = {"eventName": {"value": "Concert"}}
CREATES = [
    pytest.param("POST", PROJECT, id="create"),
    pytest.param("POST", f"{PROJECT}/id/concert", id="create with external id"),
    pytest.param("POST", f"{PROJECT}/id/event123ExtId", id="upsert"),
]
every_create = pytest.mark.parametrize(("method", "path"), CREATES)
"""The operations whose body may name pass groups."""
every_operation = pytest.mark.parametrize(
    ("method", "path"), [*CREATES, pytest.param("PUT", EVENT, id="update")]
)


def send(api: Api, method: str, path: str, body: Any, **headers: str) -> httpx.Response:
    """Send a body with headers."""
    return api.request(method, path, json=body, headers=headers)


def told(answer: httpx.Response) -> list[tuple[str, str]]:
    """The level and the place of each finding."""
    return [(found["level"], found["at"]) for found in findings(answer)]


def with_field(key: str, field: Any) -> dict[str, Any]:
    """A body with a name and one more field."""
    return {"fields": NAMED | {key: field}}
