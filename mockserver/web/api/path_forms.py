"""Path forms: every noun is named by the service's id or by the customer's own. Assumed: A-10."""

from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from fastapi import APIRouter
from pydantic import TypeAdapter

from mockserver.domain.refs import Id
from mockserver.web.api.convertors import ID
from mockserver.web.api.operation import Operation


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write the name of a noun in a path.

    Attributes:
        word: what an operation id calls this form; empty for the service's id.
        path: the path segments, with the parameter in them.
        parameter: the parameter as the document describes it.
    """

    word: str
    path: str
    parameter: dict[str, Any]


EXAMPLES = {"project": (12345, "project123ExtId"), "event": (1234, "event123ExtId")}
"""The ids of a project and an event of the default seed, and their external ids."""


def _forms(noun: str) -> tuple[Form, Form]:
    by_id = {
        "name": f"{noun}Id",
        "in": "path",
        "required": True,
        "description": f"The id that the service gave the {noun}.",
        "schema": TypeAdapter(Id).json_schema() | {"minimum": 0},
        "example": EXAMPLES[noun][0],
    }
    external = {
        "name": f"{noun}ExternalId",
        "in": "path",
        "required": True,
        "description": f"The customer's own id of the {noun}, percent-encoded.",
        "schema": {"type": "string", "minLength": 1},
        "example": EXAMPLES[noun][1],
    }
    return (
        Form("", f"/{{{noun}Id:{ID}}}", by_id),
        Form(f"{noun}_external_id", f"/id/{{{noun}ExternalId}}", external),
    )


FORMS: dict[str, tuple[Form, ...]] = {"{project}": _forms("project"), "{event}": _forms("event")}
# Where an operation has one form only, that form needs no word.
FORMS["{externalEvent}"] = (replace(FORMS["{event}"][1], word=""),)


def mount_path_forms(router: APIRouter, onto: APIRouter) -> None:
    """Mount the operations of a router once for each way to write the names in their paths.

    `{project}{event}/passes` in a router becomes four routes. They are mounted flat: included routers of
    FastAPI are searched once for each level that they are nested (docs/DECISIONS.md).
    """
    for route in router.routes:
        assert isinstance(route, Operation)  # noqa: S101 - its routers hold nothing else
        nouns = [noun for noun in FORMS if noun in route.path]
        for chosen in product(*(FORMS[noun] for noun in nouns)):
            path = route.path
            for noun, form in zip(nouns, chosen, strict=True):
                path = path.replace(noun, form.path)
            parameters = [form.parameter for form in chosen]
            onto.add_api_route(path, route.carry_out, **_documented(route, parameters, _words(chosen)))


def _words(chosen: tuple[Form, ...]) -> str:
    """How the operation id tells this form from its sisters."""
    words = [form.word for form in chosen if form.word]
    if len(words) == len(chosen):
        return "_by_external_id" if words else ""
    return "".join(f"_by_{word}" for word in words)


def _documented(route: Operation, parameters: list[dict[str, Any]], words: str) -> dict[str, Any]:
    extra = route.openapi_extra or {}
    return {
        "route_class_override": type(route),
        "name": route.name,
        "methods": route.methods,
        "status_code": route.status_code,
        "response_model": route.response_model,
        "responses": route.responses,
        "tags": route.tags,
        "summary": route.summary,
        "description": route.description,
        "operation_id": route.name + words,
        "include_in_schema": route.include_in_schema,
        "openapi_extra": {**extra, "parameters": [*parameters, *extra.get("parameters", [])]},
    }
