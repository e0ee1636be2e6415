"""The lab describes itself, and answers as it says."""

import json
import re
from typing import Any

import pytest
from openapi_spec_validator import validate

from tests.world import Api

Operations = list[tuple[str, str, dict[str, Any]]]


@pytest.fixture
def document(api: Api) -> dict[str, Any]:
    served: dict[str, Any] = api.admin("GET", "/openapi.json").json()
    return served


@pytest.fixture
def operations(document: dict[str, Any]) -> Operations:
    return [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    validate(document)


def test_every_operation_is_named_once(operations: Operations) -> None:
    assert len({operation["operationId"] for _, _, operation in operations}) == len(operations) > 0


def test_every_body_has_an_example(operations: Operations) -> None:
    for path, method, operation in operations:
        for content in operation.get("requestBody", {}).get("content", {}).values():
            has_one = {"example", "examples"} & (content.keys() | content["schema"].keys())
            assert has_one, f"{method} {path}"


def test_every_operation_that_takes_or_gives_something_has_an_example(operations: Operations) -> None:
    for path, method, operation in operations:
        given = [each for status, each in operation["responses"].items() if status.startswith("2")]
        parts = [operation.get("requestBody", {}), operation.get("parameters", []), *given]
        if any("schema" in json.dumps(part) for part in parts):
            assert '"example' in json.dumps(parts), f"{method} {path}"


def test_every_error_has_the_vendors_shape(operations: Operations) -> None:
    for path, method, operation in operations:
        assert "422" not in operation["responses"], f"{method} {path}"


SERVERS_OWN = ("/health", "/sandboxes", "/seed", "/guides", "/llms.txt", "/tally")
"""How the paths begin of what is about no sandbox, or names one itself."""


def test_every_operation_on_a_sandbox_takes_the_header_that_names_it(
    document: dict[str, Any], operations: Operations
) -> None:
    for path, method, operation in operations:
        names = [
            document["components"]["parameters"][each["$ref"].rpartition("/")[2]]["name"]
            for each in operation.get("parameters", [])
            if "$ref" in each
        ]
        expected = [] if path.startswith(SERVERS_OWN) else ["X-Mockserver-Sandbox"]
        assert names == expected, f"{method} {path}"


def test_a_token_may_be_sent(document: dict[str, Any]) -> None:
    (name, scheme), *more = document["components"]["securitySchemes"].items()
    assert not more
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    assert document["security"] == [{}, {name: []}]


def test_claims_lead_to_the_ledger(api: Api, document: dict[str, Any]) -> None:
    told = document["components"]["schemas"]["Problem"]["description"]
    (target,) = re.findall(r"\[A-2\]\(([^)]+)\)", told)
    assert "A-2" in api.admin("GET", f"/{target}").text
