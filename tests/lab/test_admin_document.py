"""The lab describes itself, and answers as it says."""

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

from mockserver.app import create_app
from mockserver.lab.admin.app import create_admin
from mockserver.lab.door import PREFIX
from mockserver.server import MockServer
from mockserver.settings import Settings

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
DOCUMENT: dict[str, Any] = create_admin(create_app(Settings()).state).openapi()
OPERATIONS = [
    (path, method, operation)
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]
# These take as long as they are asked to: waiting (tests/lab/test_journal_wait.py), a state of ten million
# passes (tests/lab/test_state.py), a hundred thousand passes for an event (tests/lab/test_data.py).
schema = schemathesis.openapi.from_dict(DOCUMENT).exclude(path_regex="/(wait|state|passes)$")


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


def test_every_error_has_the_vendors_shape() -> None:
    for path, method, operation in OPERATIONS:
        assert "422" not in operation["responses"], f"{method} {path}"


@schema.parametrize()
@settings(
    max_examples=5, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), database=None
)
def test_every_answer_is_one_that_the_document_names(case: schemathesis.Case[Any], url: str) -> None:
    case.call_and_validate(base_url=url + PREFIX, checks=CHECKS)
