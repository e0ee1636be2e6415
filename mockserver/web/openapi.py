"""What we put into, and take out of, FastAPI's document: it describes what is really sent, and only that.

The examples are the documentation's own, from `fixtures/published`.
"""

import asyncio
import re
import threading
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from mockserver.domain.policy import CLAIM
from mockserver.domain.protocol import ADMIN_PREFIX, API_REVISION, OAUTH_PATH
from mockserver.domain.tokens import OPENED_BY, TokenScope
from mockserver.web.api.schemas.base import Problem
from mockserver.web.published import answer_of, read_examples
from mockserver.web.routing import form_of

Part = dict[str, Any]

DESCRIPTION = """\
A stateful local stand-in for the Airship Wallet *Events* and *Event Passes* APIs.

Each name in a path is written in one of two forms: the service's id, or `id/` and the customer's own id.
Errors have one shape, `{code, description, details}`. What the server noted about a request that it let
pass is told in the response header `X-Mockserver-Diagnosis`."""

TAGS = [
    {"name": "Events", "description": "Create and store event information for use with event tickets."},
    {"name": "Event Passes", "description": "Operations specific to event ticket passes."},
    {"name": "Callbacks", "description": "Who is told when a pass is installed or uninstalled."},
    {"name": "Apple Passes Only", "description": "Operations specific to the passes of one wallet."},
]
SERVERS = [{"url": "/", "description": "The server that this document comes from."}]
CONTACT = {"name": "The authors of the mock server, who are not Airship"}
BASIC, OAUTH = "basic", "oauth2Token"
SCOPES = {each.value: each.name.replace("_", " ").capitalize() for each in TokenScope}
SECURITY: Part = {
    BASIC: {"type": "http", "scheme": "basic", "description": "Project key and project secret."},
    OAUTH: {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": OAUTH_PATH, "scopes": SCOPES}}},
}
REVISIONS = {
    "title": "ApiRevision",
    "description": "A revision of the API.",
    "type": "string",
    "enum": [API_REVISION],
}
"""A schema of its own: generators of clients make a type of it for every operation otherwise."""
HEADERS: list[Part] = [
    {
        "name": "Api-Revision",
        "in": "header",
        "required": True,
        "description": "The revision of the API.",
        "schema": {"allOf": [{"$ref": "#/components/schemas/ApiRevision"}], "default": API_REVISION},
    },
    {
        "name": "Prefer",
        "in": "header",
        "required": False,
        "description": "How the mock server judges this request, or the error it is to answer (RFC 7240):"
        " `strictness=strict, reading=schema`, or `code=503`.",
        "schema": {"type": "string"},
    },
]
FORM = " · "
"""Stands in a summary before the form that the path gives its names."""
GUIDES = f"{ADMIN_PREFIX}/guides"
NEVER_SENT = "422"
FASTAPIS_OWN = ("HTTPValidationError", "ValidationError")


class DescribedApp(FastAPI):
    """An application whose document is made when it is first asked for.

    That takes up to a quarter of a second: it is done in a thread, so that nobody else waits for it.
    """

    def __init__(self, **options: Any) -> None:
        self._describing = threading.Lock()
        super().__init__(**options)

    def describe(self) -> Part:
        """A new document."""
        return super().openapi()

    def openapi(self) -> Part:
        """The OpenAPI document."""
        with self._describing:
            if self.openapi_schema is None:
                self.openapi_schema = self.describe()
            return self.openapi_schema

    def setup(self) -> None:
        """Serve the document, which is there by then."""
        super().setup()
        (route,) = (each for each in self.routes if isinstance(each, Route) and each.path == self.openapi_url)
        serve = route.app

        async def serve_described(scope: Scope, receive: Receive, send: Send) -> None:
            await asyncio.to_thread(self.openapi)
            await serve(scope, receive, send)

        route.app = serve_described


class DocumentedApp(DescribedApp):
    """An application with the document of the emulated API.

    Attributes:
        guides: where the guides can be read, if they can.
    """

    guides: str | None = GUIDES

    def describe(self) -> Part:
        """A new document of the emulated API."""
        return _document(self)


def _document(app: DocumentedApp) -> Part:
    document = get_openapi(
        title=app.title,
        version=app.version,
        description=DESCRIPTION,
        contact=CONTACT,
        servers=SERVERS,
        routes=app.routes,
        tags=TAGS,
    )
    document["components"]["schemas"]["ApiRevision"] = REVISIONS
    finish(document, app.guides)
    document["components"]["securitySchemes"] = SECURITY
    document["security"] = [{BASIC: []}]
    published = list(read_examples())
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            operation["parameters"] += HEADERS
            for parameter in operation["parameters"]:
                if parameter["name"] == "passGroup":
                    parameter["example"] = "giants_2019-09-25"
            form = form_of(path)
            operation["summary"] += f"{FORM}{form}" if form else ""
            opened_by = OPENED_BY.get(operation["tags"][0], ())
            operation["security"] = [{BASIC: []}, *({OAUTH: [each.value]} for each in opened_by)]
            for name, example in published:
                if _is_of(example, path, method):
                    _show(operation, name, example)
    _share_examples([each for methods in document["paths"].values() for each in methods.values()])
    return document


def _share_examples(operations: list[Part]) -> None:
    """Let all forms of an operation send what the documentation shows of one of them."""
    shown: dict[str, Part] = {}
    bodies = [
        (each["summary"].partition(FORM)[0], each["requestBody"])
        for each in operations
        if "requestBody" in each
    ]
    for name, body in bodies:
        shown.setdefault(name, {}).update(_examples(body))
    for name, body in bodies:
        if not _examples(body) and shown[name]:
            _json(body)["examples"] = shown[name]


def _examples(body: Part) -> Part:
    examples: Part = body["content"].get("application/json", {}).get("examples", {})
    return examples


def finish(document: Part, guides: str | None) -> None:
    """Take FastAPI's own error out of a document, put the vendor's in, and link claims to the ledger.

    Args:
        document: is changed.
        guides: where the guides can be read, if they can.
    """
    for methods in document["paths"].values():
        for operation in methods.values():
            operation["responses"].pop(NEVER_SENT, None)
    schemas = document["components"]["schemas"]
    for name in FASTAPIS_OWN:
        schemas.pop(name, None)
    schemas["Problem"] = Problem.model_json_schema()
    document["components"]["schemas"] = dict(sorted(schemas.items()))
    if guides is not None:
        _link_claims(document, f"{guides}/fidelity")


def _link_claims(document: Part, ledger: str) -> None:
    """Let a reader of a description look up what it rests on."""
    operations = [each for methods in document["paths"].values() for each in methods.values()]
    answers = [answer for each in operations for answer in each["responses"].values()]
    for part in (*operations, *answers, *document["components"]["schemas"].values()):
        if "description" in part:
            part["description"] = CLAIM.sub(rf"[\g<0>]({ledger})", part["description"])


def _is_of(example: Part, path: str, method: str) -> bool:
    """Whether a published example is one of an operation. `{projectId}` takes digits only."""
    request = example["request"]
    pattern = re.sub(r"\{\w+Id\}", "[0-9]+", re.sub(r"\{\w*(ExternalId|Group)\}", "[^/]+", path))
    asked: str = request["path"].partition("?")[0]
    return bool(request["method"].lower() == method and re.fullmatch(pattern, asked))


def _show(operation: Part, name: str, example: Part) -> None:
    """Put a published example into an operation: what it sends, and what it gets here."""
    source = {"summary": example["source"]}
    body = example["request"].get("body")
    if body is not None:
        _json(operation["requestBody"]).setdefault("examples", {})[name] = source | {"value": body}
    answer = answer_of(example)
    if "body" in answer:
        departure = {"description": example["departure"]["because"]} if "departure" in example else {}
        response = operation["responses"][str(answer["status"])]
        _json(response).setdefault("examples", {})[name] = source | departure | {"value": answer["body"]}


def _json(part: Part) -> Part:
    content: Part = part["content"]["application/json"]
    return content
