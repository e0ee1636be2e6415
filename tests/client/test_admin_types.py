"""What the handles answer is what the document of the lab describes."""

from typing import Any

import pytest

from mockserver.client import types
from tests.world import Api

NAMES = {
    "Step": "Step-Input",
    "RateLimit": "RateLimit",
    "Match": "RequestPattern",
    "Consumed": "Consumed",
    "Plan": "FaultState",
    "ClockState": "ClockState",
    "SandboxState": "SandboxState",
    "Health": "Health",
    "RecordedRequest": "RecordedRequest",
    "RecordedResponse": "RecordedResponse",
    "Finding": "RecordedFinding",
    "Touched": "RecordedTouch",
    "Exchange": "Exchange",
    "Difference": "Differing",
    "Miss": "Miss",
    "Pass": "EventPass",
    "Push": "PushAnswer",
    "Project": "ProjectAnswer",
    "Change": "Change",
    "Changed": "Changed",
    "Differences": "Differences",
    "Diff": "Diff",
}
"""Every shape, and the schema that it stands for."""


@pytest.fixture
def schemas(api: Api) -> dict[str, Any]:
    found: dict[str, Any] = api.lab("GET", "/openapi.json").json()["components"]["schemas"]
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_shape_has_the_members_of_its_schema(schemas: dict[str, Any], name: str) -> None:
    schema = schemas.get(NAMES[name]) or schemas[NAMES[name].removesuffix("-Input")]
    assert getattr(types, name).__annotations__.keys() == schema["properties"].keys()


def test_every_shape_stands_for_a_schema() -> None:
    assert {name for name in vars(types) if hasattr(getattr(types, name), "__total__")} == NAMES.keys()
