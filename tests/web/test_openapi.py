"""The document of the emulated API: true, valid, and committed."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

from mockserver.domain.errors import ApiError
from mockserver.settings import Settings
from mockserver.web.app import create_app
from tests.world import Api

COMMITTED = Path(__file__).parents[2] / "docs" / "openapi.json"
OPENED_BY: dict[str, list[str]] = {
    "Events": ["wevt"],
    "Event Passes": ["wevt", "wpas"],
    "Apple Passes Only": ["wpas"],
    "Callbacks": [],
}
METHODS = ("get", "put", "post", "delete")


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return create_app(Settings()).openapi()


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    validate(document)


def test_the_committed_document_is_current(document: dict[str, Any]) -> None:
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == document, (
        "run: mockserver openapi > docs/openapi.json"
    )


def test_all_operations_are_there_in_every_form(document: dict[str, Any]) -> None:
    found = {operation["operationId"] for _, _, operation in operations(document)}
    by_event = [
        "get_event",
        "update_event",
        "delete_event",
        "add_event_to_pass_groups",
        "list_pass_groups",
        "remove_event_from_pass_group",
        "list_event_passes",
    ]
    forms = ["", "_by_event_external_id", "_by_project_external_id", "_by_external_id"]
    assert found == {
        *(name + form for name in by_event for form in forms),
        "create_event",
        "create_event_by_external_id",
        "create_event_with_external_id",
        "create_event_with_external_id_by_project_external_id",
        "update_events_in_pass_group",
        "update_events_in_pass_group_by_external_id",
        "download_pass",
        "register_callback",
        "register_callback_by_external_id",
    }
    assert len(found) == len(operations(document))


def test_only_the_emulated_api_is_in_it(document: dict[str, Any]) -> None:
    assert all(
        path.startswith(("/v1/events/project/", "/v1/pass/", "/v1/project/")) for path in document["paths"]
    )
    assert all(":" not in path for path in document["paths"])


def test_every_operation_names_its_headers_and_path_parameters(document: dict[str, Any]) -> None:
    assert document["components"]["schemas"]["ApiRevision"]["enum"] == ["1.2"]
    shared = {"allOf": [{"$ref": "#/components/schemas/ApiRevision"}], "default": "1.2"}
    for path, _, operation in operations(document):
        named = {parameter["name"]: parameter for parameter in operation["parameters"]}
        assert named["Api-Revision"]["required"] is True
        assert named["Api-Revision"]["schema"] == shared
        for name in named:
            assert ("{" + name + "}" in path) == (named[name]["in"] == "path")


def test_the_query_of_the_listing_has_its_enums_and_defaults(document: dict[str, Any]) -> None:
    (listing,) = [op for _, _, op in operations(document) if op["operationId"] == "list_event_passes"]
    schemas = document["components"]["schemas"]
    query = {
        parameter["name"]: schemas[parameter["schema"].get("$ref", "/").rpartition("/")[2]]
        | parameter["schema"]
        if "$ref" in parameter["schema"]
        else parameter["schema"]
        for parameter in listing["parameters"]
        if parameter["in"] == "query"
    }
    assert query["status"]["enum"] == ["installed", "uninstalled", "been_installed", "not_been_installed"]
    assert query["order"]["enum"] == ["id", "createdAt", "updatedAt"]
    written = query["direction"]["pattern"]
    assert all(re.fullmatch(written, each) for each in ("ASC", "DESC", "asc", "Desc"))
    assert query["start"] == {}
    defaults = {name: schema.get("default") for name, schema in query.items()}
    assert defaults == {
        "status": None,
        "start": None,
        "pageSize": 10,
        "page": 1,
        "order": "id",
        "direction": "DESC",
    }


def test_every_error_has_the_vendors_shape_and_none_is_422(document: dict[str, Any]) -> None:
    known = {str(error.status) for error in ApiError.__subclasses__()}
    for _, method, operation in operations(document):
        errors = {status: body for status, body in operation["responses"].items() if status >= "400"}
        assert errors.keys() <= known
        assert {"400", "401", "403", "500"} <= errors.keys()
        assert ("415" in errors) == (method in {"put", "post"})
        for body in errors.values():
            shape = body["content"]["application/json"]["schema"]
            assert shape == {"$ref": "#/components/schemas/Problem"}
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_every_operation_takes_basic_or_a_token(document: dict[str, Any]) -> None:
    basic: dict[str, list[str]] = {"basic": []}
    schemes = document["components"]["securitySchemes"]
    assert schemes["basic"]["scheme"] == "basic"
    assert "wevt" in schemes["oauth2Token"]["flows"]["clientCredentials"]["scopes"]
    for _, _, operation in operations(document):
        (group,) = operation["tags"]
        assert operation["security"] == [basic, *({"oauth2Token": [each]} for each in OPENED_BY[group])]


def test_the_documentations_examples_are_the_examples(document: dict[str, Any]) -> None:
    create = document["paths"]["/v1/events/project/{projectId}"]["post"]
    sent = create["requestBody"]["content"]["application/json"]["examples"]["create-event"]
    got = create["responses"]["201"]["content"]["application/json"]["examples"]["create-event"]
    assert sent["value"]["fields"]["eventName"] == {"value": "LA Dodgers at SF Giants"}
    assert got["value"]["fields"]["eventName"] == {"label": "Event", "value": "LA Dodgers at SF Giants"}


def test_claims_lead_to_the_ledger(api: Api, document: dict[str, Any]) -> None:
    described = [each["description"] for _, _, each in operations(document)]
    claims = re.findall(r"\[([AR]-\d+)\]\(([^)]+)\)", "\n".join(described))
    assert claims
    for claim, target in set(claims):
        assert f"| {claim} |" in api.get(target, headers={"Host": "localhost"}).text
    assert not any(re.search(r"(?<!\[)\b[AR]-\d", each) for each in described)


def test_claims_lead_nowhere_without_a_lab() -> None:
    without = create_app(Settings(no_admin=True)).openapi()
    assert not any("](" in each["description"] for _, _, each in operations(without))
