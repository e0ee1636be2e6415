"""What the document of the admin API says of every operation: which sandbox it is about, and the token."""

from collections.abc import Iterable
from typing import Any

from fastapi.dependencies.models import Dependant
from starlette.routing import BaseRoute

from mockserver.domain.protocol import DEFAULT_SANDBOX, SANDBOX_HEADER
from mockserver.web.admin.dependencies import context, current_sandbox
from mockserver.web.admin.route import AdminRoute

SANDBOX, TOKEN = "Sandbox", "token"
HEADER: dict[str, Any] = {
    "name": SANDBOX_HEADER,
    "in": "header",
    "required": False,
    "description": "The name of the sandbox that is meant; by default the one that every server has.",
    "schema": {"type": "string"},
    "example": DEFAULT_SANDBOX,
}
BEARER = {
    "type": "http",
    "scheme": "bearer",
    "description": "What `--admin-token` says, if it says something.",
}


def complete(document: dict[str, Any], routes: Iterable[BaseRoute]) -> None:
    """Declare the header that names a sandbox, where one can be meant, and the token, if one is set."""
    for route in routes:
        if isinstance(route, AdminRoute) and _names_a_sandbox(route.dependant):
            for method in route.methods or ():
                operation = document["paths"][route.path_format][method.lower()]
                operation.setdefault("parameters", []).append({"$ref": f"#/components/parameters/{SANDBOX}"})
    components = document["components"]
    components["parameters"] = {SANDBOX: HEADER}
    components["securitySchemes"] = {TOKEN: BEARER}
    document["security"] = [{}, {TOKEN: []}]


def _names_a_sandbox(dependant: Dependant) -> bool:
    return any(each.call in {context, current_sandbox} for each in dependant.dependencies)
