"""The lab describes itself, and answers as it says."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from openapi_spec_validator import validate
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from mockserver.domain.protocol import ADMIN_PREFIX
from mockserver.server.server import MockServer
from mockserver.settings import Settings
from mockserver.web.admin.app import create_admin
from mockserver.web.app import create_app

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
DOCUMENT: dict[str, Any] = create_admin(create_app(Settings()).state).openapi()
OPERATIONS = [
    (path, method, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]
MOST = {"count": 20, "timeoutMs": 20}
"""What is asked for in earnest makes ten million passes, or waits a minute; this much is enough to judge."""

schema = schemathesis.openapi.from_dict(DOCUMENT)


def bounded(value: Any, name: str = "") -> Any:
    """A value at any depth, no larger than its name allows."""
    if isinstance(value, dict):
        return {each: bounded(member, each) for each, member in value.items()}
    if isinstance(value, list):
        return [bounded(each) for each in value]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return min(value, MOST[name]) if is_number and name in MOST else value


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with MockServer() as server:
        yield server.url


def test_the_document_is_valid() -> None:
    validate(DOCUMENT)


def test_every_operation_is_named_once() -> None:
    assert len({operation["operationId"] for _, _, operation in OPERATIONS}) == len(OPERATIONS)


def test_every_body_has_an_example() -> None:
    for path, method, operation in OPERATIONS:
        for content in operation.get("requestBody", {}).get("content", {}).values():
            has_one = {"example", "examples"} & (content.keys() | content["schema"].keys())
            assert has_one, f"{method} {path}"


def test_every_operation_that_takes_or_gives_something_has_an_example() -> None:
    for path, method, operation in OPERATIONS:
        given = [each for status, each in operation["responses"].items() if status.startswith("2")]
        parts = [operation.get("requestBody", {}), operation.get("parameters", []), *given]
        if any("schema" in json.dumps(part) for part in parts):
            assert '"example' in json.dumps(parts), f"{method} {path}"


def test_every_error_has_the_vendors_shape() -> None:
    for path, method, operation in OPERATIONS:
        assert "422" not in operation["responses"], f"{method} {path}"


@schema.parametrize()
@settings(
    max_examples=5, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
def test_every_answer_is_one_that_the_document_names(case: schemathesis.Case[Any], url: str) -> None:
    case.body = bounded(case.body)
    if case.path == "/requests/wait" and isinstance(case.body, dict):
        case.body = {"timeoutMs": MOST["timeoutMs"]} | case.body
    case.call_and_validate(base_url=url + ADMIN_PREFIX, checks=CHECKS)
